"""A partner's own agreement held against ours: upload it, read the passages, say what holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from govern.commands.imports.check_partner_agreement import (
    STATES,
    Said,
    check,
    confirm,
)
from govern.errors import Invalid, NotFound
from govern.exchange.partner.looking import FOUND, HONEST, requirements
from govern.exchange.partner.reporting import STATES as WORDS
from govern.store import clauses, partner_checks
from govern.store.rows.imports import PartnerCheckRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.partner_reports import HERE, ONE, names, unread
from govern.web.documents.word_files import brings, uploaded_file
from govern.web.fields import FileField
from govern.web.filters import moment, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Cell, Column, Link, Table, Tag
from workflows import roles

COLUMNS = (Column("File"), Column("Looked through"), Column("Confirmed"))
TAGS = {"found": Tag("Found", "green"), "partly": Tag("Partly", "yellow"),
        "not_found": Tag("Not found", "red")}  # fmt: skip


class CheckForm(Form):
    """The partner's own agreement."""

    file = FileField(
        "The partner's agreement, as a Word file or a PDF",
        required="Choose a Word file or a PDF",
        hint="A .docx or .pdf of up to 25 MB. A scan holds pictures and no words, and is refused.",
    )


@dataclass(frozen=True)
class CheckList:
    """The agreements that were looked through, and the form for one more."""

    crumbs: Sequence[Link]
    name: str
    honest: str
    checks: Table | None
    form: CheckForm
    action: str
    faults: Sequence[Link] = ()


@dataclass(frozen=True)
class Quote:
    """A passage of the file."""

    where: str
    text: str


@dataclass(frozen=True)
class Held:
    """One requirement held against the file, and what a person says of it."""

    id: str
    title: str
    law: str
    looked: Tag
    missing: Sequence[str]
    quotes: Sequence[Quote]
    state: str
    note: str
    said: str
    fault: str
    fallbacks: Sequence[Quote] = ()


@dataclass(frozen=True)
class CheckPage:
    """One agreement, requirement by requirement."""

    crumbs: Sequence[Link]
    name: str
    title: str
    about: str
    honest: str
    held: Sequence[Held]
    choices: Sequence[tuple[str, str]]
    left: int
    actions: dict[str, str]
    faults: Sequence[Link] = ()


@blueprint.get(HERE)
@brings
def partner_agreements(document_id: str, number: int) -> str:
    """The list."""
    with reading(document_id, number) as text:
        page = _list(text, CheckForm(formdata=None))
    return render_template("documents/partner_agreements.html", page=page)


@blueprint.post(HERE)
@brings
def partner_agreement_upload(document_id: str, number: int) -> AnyResponse | tuple[str, int]:
    """Look a file through."""
    form = CheckForm()
    with reading(document_id, number) as text:
        if form.validate_on_submit():
            given = uploaded_file(form.file.data)
            try:
                made = check(installation(), by=actor(), version_id=text.version.id, **given)
            except Invalid as fault:
                refuse(form, fault, otherwise="file")
            else:
                return redirect(text.url("partner_agreement", check_id=made))
        page = _list(text, form)
    return render_template("documents/partner_agreements.html", page=page), 422


@blueprint.get(ONE)
@brings
def partner_agreement(document_id: str, number: int, check_id: str) -> str:
    """One of them."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        page = _page(text, row)
    return render_template("documents/partner_agreement.html", page=page)


@blueprint.post(ONE)
@brings
def partner_agreement_confirm(
    document_id: str, number: int, check_id: str
) -> AnyResponse | tuple[str, int]:
    """Keep what a person says of each requirement."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        said = {
            each.id: Said(request.form[f"state-{each.id}"], request.form.get(f"note-{each.id}", ""))
            for each in requirements()
            if request.form.get(f"state-{each.id}")
        }
        version_id = text.version.id
        try:
            changed = confirm(
                installation(), by=actor(), version_id=version_id, check_id=check_id, said=said
            )
        except Invalid as fault:
            page = _page(text, row, fault.faults)
            return render_template("documents/partner_agreement.html", page=page), 422
        say(f"{plural(changed, 'requirement').capitalize()} confirmed.")
        return redirect(text.url("partner_agreement", check_id=check_id))


def _list(text: Text, form: CheckForm) -> CheckList:
    if text.document.kind != "sharing_agreement":
        raise NotFound("partners' own agreements stand beside sharing agreements")
    found = partner_checks.checks(text.session, actor(), text.version.id)
    lines: list[list[str | Cell]] = [
        [
            Cell(Link(each.name, text.url("partner_agreement", check_id=each.id))),
            moment(each.at),
            f"{len(each.confirmed)} of {len(requirements())}",
        ]
        for each in found
    ]
    return CheckList(
        crumbs=text.crumbs(Link("Word", text.url("word"))),
        name=text.name,
        honest=HONEST,
        checks=Table("Looked through", COLUMNS, lines) if lines else None,
        form=form,
        action=text.url("partner_agreement_upload"),
        faults=form.error_links(),
    )


def _page(text: Text, row: PartnerCheckRow, faults: dict[str, str] | None = None) -> CheckPage:
    wrong = faults or {}
    named = names(text, row)
    fallbacks = _fallbacks(text)
    here = {"check_id": row.id}
    addresses = {
        each: text.url(f"partner_agreement_{each}", **here)
        for each in ("confirm", "csv", "word", "original")
    }
    if row.disposed_at:
        addresses["original"] = ""
    return CheckPage(
        crumbs=text.crumbs(
            Link("Word", text.url("word")),
            Link("Partners' own agreements", text.url("partner_agreements")),
        ),
        name=text.name,
        title=row.name,
        about=f"{row.words:,} words, uploaded on {moment(row.at)}. Its SHA-256 is {row.sha256}.",
        honest=" ".join([HONEST, *unread(row)]),
        held=[_held(each.id, row, named, wrong, fallbacks) for each in requirements()],
        choices=[(each, WORDS[each]) for each in STATES],
        left=len(requirements()) - len(row.confirmed),
        actions=addresses,
        faults=[Link(said, f"#{field}") for field, said in wrong.items()],
    )


def _fallbacks(text: Text) -> dict[str, list[Quote]]:
    """Section -> what the lawyer's bank would settle for there; nothing for anybody else."""
    if actor().role != roles.LAWYER or not text.seen.sight.drafts:
        return {}
    found: dict[str, list[Quote]] = {}
    for each in clauses.offered(text.session, actor().organisation, text.document.kind):
        if (offered := each.approved) and offered.fallback:
            said = Quote(offered.title, offered.fallback)
            found.setdefault(offered.section, []).append(said)
    return found


def _held(
    item: str,
    row: PartnerCheckRow,
    names: dict[str, str],
    wrong: dict[str, str],
    fallbacks: dict[str, list[Quote]],
) -> Held:
    asked = next(each for each in requirements() if each.id == item)
    found = row.found.get(item, {"state": "not_found", "passages": [], "missing": []})
    said = row.confirmed.get(item, {})
    who = f"Confirmed by {names.get(said['person_id'], '')}, {moment(said['at'])}" if said else ""
    return Held(
        id=item,
        title=f"{asked.section}: {asked.title}",
        law="; ".join(asked.law),
        looked=TAGS[found["state"]],
        missing=found["missing"],
        quotes=[Quote(each["where"], each["text"]) for each in found["passages"]],
        state=said.get("state", ""),
        note=said.get("note", ""),
        said=who,
        fault=wrong.get(f"note-{item}", ""),
        fallbacks=() if said.get("state") == FOUND else fallbacks.get(asked.section, ()),
    )
