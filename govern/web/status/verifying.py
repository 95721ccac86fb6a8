"""Check a file: anyone gives a PDF and is told in words what holds of it; nothing is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

from flask import Blueprint, Response, render_template, request

from govern.clock import text
from govern.commands.sign_in.give_password import TooSoon
from govern.errors import NotFound
from govern.records.facts import SCHEMA
from govern.records.verify import Expected, Verdict
from govern.records.verifying import verify_upload
from govern.store import public_status, renewals
from govern.store.public_status import PublicStatus
from govern.web.context import installation
from govern.web.fields import FileField
from govern.web.filters import moment
from govern.web.forms import Form
from govern.web.pieces import Fact
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
        digest=digest,
    )


def _said(verdict: Verdict, known: PublicStatus | None, digest: str) -> tuple[str, str]:
    if verdict.whole and known and (verdict.record or {}).get("record") == "notice":
        return NOTICE
    if verdict.whole:
        return GENUINE if known else STRANGE
    return UNSIGNED if known and known.pdf_digest == digest else BROKEN


GENUINE = ("A genuine record", "It is signed and unchanged, and this service holds the same file.")
NOTICE = (
    "A genuine notice",
    "This service sealed it and holds the same file. It is nobody's signature.",
)
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
    if not verdict.whole:
        return []
    notice = (verdict.record or {}).get("notice")
    found = [Fact("Sealed by" if notice else "Signed by", verdict.signer or "")]
    if verdict.signed_at:
        found.append(Fact("Sealed" if notice else "Signed", moment(verdict.signed_at)))
    if verdict.kept_until:
        found.append(Fact("Its newest timestamp holds until", moment(verdict.kept_until)))
    return found + (_states(verdict.record or {}) if notice else [])


def _states(record: Mapping[str, Any]) -> list[Fact]:
    """What a notice of the service states, and the records that it cites: nobody signed it."""
    cited = [each["digest"].removeprefix("sha256:") for each in record["earlier_records"]]
    return [
        Fact(record["notice"]["title"], record["notice"]["text"]),
        Fact("It cites the record with SHA-256", "\n".join(cited)),
    ]
