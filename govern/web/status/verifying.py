"""Check a file: anyone gives a PDF and is told in words what holds of it; nothing is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import BoundedSemaphore

from flask import Blueprint, Response, render_template, request, url_for

from govern.clock import text
from govern.commands.sign_in.give_password import TooSoon
from govern.errors import NotFound
from govern.records.account import account
from govern.records.facts import SCHEMA
from govern.records.verify import Expected, Verdict
from govern.records.verifying import verify_upload
from govern.store import public_status, records, renewals
from govern.store.public_status import PublicStatus
from govern.web.context import installation, viewer_or_none
from govern.web.fields import FileField
from govern.web.filters import moment
from govern.web.forms import Form
from govern.web.pieces import Fact, Link
from govern.web.policy import anyone, rule
from govern.web.status.standing import StatusPage, page_of

blueprint = Blueprint("verify", __name__)
CHECKING = BoundedSemaphore(4)
"""As many files are checked at a time; the next asker is told to wait, not kept waiting."""
_ISOLATION = "answers from the file that is given and from the text's public status; keeps nothing"


class FileForm(Form):
    """The file to check."""

    file = FileField(
        "Signed record, as a PDF", required="Choose a PDF file", hint="Up to 25 MB. It is not kept."
    )


@dataclass(frozen=True)
class Answer:
    """What holds of a file, what the file says of itself, and the standing of its text."""

    genuine: bool
    title: str
    sentence: str
    demonstration: bool
    holds: Sequence[str]
    fails: Sequence[str]
    says: Sequence[Fact]
    status: StatusPage | None
    later: Link | None
    digest: str


@blueprint.get("/verify")
@rule(anyone, isolation=_ISOLATION)
def index() -> str:
    """The form."""
    return render_template("status/verify.html", form=FileForm(), answer=None)


@blueprint.get("/verify/keys/<name>")
@rule(anyone, isolation="published certificates and lists alone; they name no organisation")
def key_file(name: str) -> Response:
    """A root certificate, or a list of what was revoked: all that checking elsewhere takes."""
    published = dict(installation().keyring.public_files())
    if name not in published:
        raise NotFound(name)
    kind = "application/pkix-crl" if name.endswith(".crl") else "application/x-pem-file"
    return Response(published[name], mimetype=kind)


@blueprint.get("/verify/record.schema.json")
@rule(anyone, isolation="the published shape of record.json; it names no organisation")
def schema() -> Response:
    """What record.json of any record keeps to."""
    return Response(SCHEMA.read_bytes(), mimetype="application/schema+json")


@blueprint.post("/verify")
@rule(anyone, isolation=_ISOLATION)
def check() -> str | tuple[str, int]:
    """The answer, in words."""
    form = FileForm()
    given = request.files.get("file")
    if not form.validate_on_submit():
        return render_template("status/verify.html", form=form, answer=None), 422
    if given is None:
        form.file.errors = ["Choose a PDF file"]
        return render_template("status/verify.html", form=form, answer=None), 422
    if not CHECKING.acquire(blocking=False):
        raise TooSoon(timedelta(seconds=30))
    try:
        answer = _answer(given.read())
    finally:
        given.close()
        CHECKING.release()
    return render_template("status/verify.html", form=FileForm(), answer=answer)


def _answer(data: bytes) -> Answer:
    here = installation()
    verdict = verify_upload(
        data,
        root=here.keyring.root,
        expected=Expected(installation=here.id),
        time_roots=here.time_roots,
        published=here.published,
    )
    digest = hashlib.sha256(data).hexdigest()
    with here.reading() as session:
        sealed = renewals.original(session, digest)
        known = public_status.by_digest(session, sealed, text(here.clock.now()))
    title, said = _said(verdict, known, digest)
    return Answer(
        genuine=verdict.whole and known is not None,
        title=title,
        sentence=said,
        demonstration=verdict.demonstration,
        holds=[each.sentence for each in verdict.findings if each.ok],
        fails=[each.sentence for each in verdict.findings if not each.ok],
        says=_says(verdict),
        status=page_of(known) if known else None,
        later=_later(known if verdict.whole else None),
        digest=digest,
    )


def _said(verdict: Verdict, known: PublicStatus | None, digest: str) -> tuple[str, str]:
    if verdict.whole and known:
        return GENUINE[(verdict.record or {}).get("record", "act")]
    if verdict.whole:
        return STRANGE
    return UNSIGNED if known and known.pdf_digest == digest else BROKEN


GENUINE = {
    "act": (
        "A genuine record",
        "It is signed and unchanged, and this service holds the same file.",
    ),
    "notice": (
        "A genuine notice",
        "This service sealed it and holds the same file. It is nobody's signature.",
    ),
    "executed_copy": (
        "A genuine executed copy",
        "This service sealed it, with every party's signed record inside, and holds the same file.",
    ),
}
STRANGE = (
    "Signed, but not known here",
    "The signature holds, yet this service does not hold this record. Ask whoever gave it to you.",
)
UNSIGNED = (
    "A genuine text, not signed",
    "These are the frozen pages that everyone signs. They carry no signature themselves.",
)
BROKEN = (
    "Not a genuine record",
    "At least one thing below does not hold. Do not rely on this file.",
)


def _says(verdict: Verdict) -> list[Fact]:
    """What a whole record says of itself; of any other file nothing can be relied on."""
    if not verdict.whole or verdict.record is None:
        return []
    found = [Fact(each.about, each.words) for each in account(verdict.record, verdict.signed_at)]
    if verdict.kept_until:
        found.append(Fact("Its newest timestamp holds until", moment(verdict.kept_until)))
    return found


def _later(known: PublicStatus | None) -> Link | None:
    """The record in the place of this one, for somebody signed in who may have it."""
    viewer = viewer_or_none()
    if known is None or known.later_record is None or viewer is None or viewer.actor is None:
        return None
    try:
        with installation().reading() as session:
            name = records.name_of(session, viewer.actor, known.later_record)
    except NotFound:
        return None
    address = url_for("records.download", sha256=known.later_record)
    return Link("Download the record in its place (PDF)", address, f": {name}")
