"""A person's own certificate: asked for by an administrator, confirmed by another, ended by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.own_certificates.register import (
    LARGEST,
    REGISTER_NAME,
    end_own_certificate,
    take_in,
)
from govern.commands.second_person.ask import do_or_ask
from govern.errors import Conflict, Forbidden, Invalid
from govern.store import own_certificates, people_pages
from govern.store.people_pages import ListedPerson
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import FileField
from govern.web.forms import Form, refuse
from govern.web.own_certificates import facts_of
from govern.web.people.blueprint import blueprint, invites
from govern.web.people.signing_in import ASKED
from govern.web.pieces import Fact, Link


class CertificateForm(Form):
    """The certificate, without its key."""

    file = FileField(
        "Certificate",
        required="Choose the file with the certificate",
        hint="PEM or DER, the one for signatures. Never the private key",
    )


@dataclass(frozen=True)
class OwnCertificatePage:
    """The certificate that is registered, if any, and where another is handed in."""

    crumbs: Sequence[Link]
    name: str
    facts: Sequence[Fact]
    end: str | None
    action: str


@blueprint.route("/people/<person_id>/own-certificate", methods=["GET", "POST"])
@invites
def own_certificate(person_id: str) -> Response | str | tuple[str, int]:
    """The certificate with which this person may sign."""
    found, form = _person(person_id), CertificateForm()
    if form.validate_on_submit() and _asked(found, form):
        say(ASKED)
        return redirect(url_for("people.own_certificate", person_id=found.id))
    shown = render_template("people/own_certificate.html", page=_page(found), form=form)
    return (shown, 422) if form.errors else shown


@blueprint.post("/people/<person_id>/own-certificate/end")
@invites
def end_certificate(person_id: str) -> Response:
    """Let the certificate sign nothing more."""
    found = _person(person_id)
    end_own_certificate(installation(), by=actor(), person_id=found.id)
    say("The certificate was ended. What it signed stays.")
    return redirect(url_for("people.own_certificate", person_id=found.id))


def _asked(found: ListedPerson, form: CertificateForm) -> bool:
    content = request.files["file"].read(LARGEST + 1)
    try:
        given = take_in(installation(), by=actor(), person_id=found.id, content=content)
        do_or_ask(installation(), by=actor(), act=REGISTER_NAME, given=given)
    except (Conflict, Forbidden, Invalid) as fault:
        refuse(form, fault, otherwise="file")
        return False
    return True


def _page(found: ListedPerson) -> OwnCertificatePage:
    with installation().reading() as session:
        row = own_certificates.standing(session, found.id)
        facts = facts_of(own_certificates.certificate(session, row)) if row else []
    here = url_for("people.show", person_id=found.id)
    return OwnCertificatePage(
        crumbs=[Link("People", url_for("people.index")), Link(found.name, here)],
        name=found.name,
        facts=facts,
        end=url_for("people.end_certificate", person_id=found.id) if row else None,
        action=url_for("people.own_certificate", person_id=found.id),
    )


def _person(person_id: str) -> ListedPerson:
    with installation().reading() as session:
        return people_pages.one(session, actor(), person_id)
