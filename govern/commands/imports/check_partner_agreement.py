"""Look through a partner's own agreement for what ours must say, and record what a person says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.authority import present
from govern.commands.reading import Reading
from govern.errors import Conflict, Forbidden, Invalid
from govern.exchange.confined import asking
from govern.exchange.confined.refusing import Refused
from govern.exchange.partner.looking import FOUND, NOT_FOUND, PARTLY, look, requirements
from govern.exchange.partner.pages import passages_of_pages, without_words
from govern.exchange.partner.passages import Passage, passages
from govern.exchange.word.opening import opened
from govern.installation import Installation
from govern.store import access, partner_checks
from govern.store.audiences import audiences
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.imports import PartnerCheckRow
from workflows.engine import Actor

DOCX, PDF = "docx", "pdf"
STATES = (FOUND, PARTLY, NOT_FOUND)


@dataclass(frozen=True)
class Said:
    """What a person says of one requirement, after reading the passages."""

    state: str
    note: str = ""


def check(
    installation: Installation, *, by: Actor, version_id: str, name: str, content: bytes
) -> str:
    """Read a .docx or a PDF in confinement and look through it; returns the check's id.

    The bytes are kept. Invalid says at `file` why a file is refused, a scan without words among
    them; then nothing is kept.
    """
    with installation.reading() as session:
        _may(session, by, version_id)
    found, unread = _passages(content)
    if not found:
        raise Invalid.field("file", "The file holds no words. A scan must be made text first.")
    looked = look(found)
    sha256 = installation.uploads.put(content)
    with installation.writing(by) as w:
        present(w, by)
        version = _may(w.session, by, version_id)
        typed = Reading()
        plain = "".join(each for each in name if each.isprintable())[:150]
        label = typed.optional_line("file", plain, longest=150) or f"agreement.{DOCX}"
        typed.done()
        check_id = new_id()
        w.session.execute(
            insert(PartnerCheckRow).values(
                id=check_id,
                version_id=version_id,
                document_id=version.document_id,
                organisation_id=by.organisation,
                person_id=by.person,
                at=text(w.at),
                name=label,
                sha256=sha256,
                size=len(content),
                words=sum(len(each.text.split()) for each in found),
                found={item: each.plain() for item, each in looked.items()},
                confirmed={},
                unread=unread or None,
            )
        )
        data = {"version_id": version_id, "digest": sha256, "size": len(content)}
        w.record("partner_agreement_checked", ("partner_check", check_id), data)
    return check_id


def _passages(content: bytes) -> tuple[list[Passage], list[int]]:
    """What the file says, and the numbers of pages that hold pictures alone."""
    try:
        if kind_of(content) == DOCX:
            return passages(opened(content)), []
        pages = asking.pdf_pages(content)
    except Refused as refused:
        raise Invalid.field("file", str(refused)) from None
    return passages_of_pages(pages), without_words(pages)


def kind_of(content: bytes) -> str:
    """`pdf` or `docx`: by what the file holds, whatever it is called."""
    return PDF if b"%PDF-" in content[:1024] else DOCX


def confirm(
    installation: Installation,
    *,
    by: Actor,
    version_id: str,
    check_id: str,
    said: Mapping[str, Said],
) -> int:
    """Keep what a person says of these requirements; later words stand. How many were changed."""
    known = {each.id for each in requirements()}
    with installation.writing(by) as w:
        present(w, by)
        row = partner_checks.check(w.session, by, version_id, check_id)
        typed, confirmed, changed = Reading(), dict(row.confirmed), 0
        for item, each in said.items():
            if item not in known or each.state not in STATES:
                typed.fault(f"state-{item}", "Choose found, partly or not found")
                continue
            note = typed.words(
                f"note-{item}", each.note, "Use at most 2,000 characters", shortest=0, longest=2_000
            )
            before = confirmed.get(item, {})
            if (before.get("state"), before.get("note")) == (each.state, note):
                continue
            confirmed[item] = {
                "state": each.state,
                "note": note,
                "person_id": by.person,
                "at": text(w.at),
            }
            changed += 1
            data = {"requirement": item, "state": each.state}
            w.record("partner_requirement_confirmed", ("partner_check", check_id), data)
        typed.done()
        row.confirmed = confirmed
    return changed


def _may(session: Session, by: Actor, version_id: str) -> VersionRow:
    version = access.version(session, by, version_id)
    document = session.get_one(DocumentRow, version.document_id)
    if document.kind != "sharing_agreement":
        raise Conflict("only a sharing agreement is held against a partner's own")
    if not audiences(session, by, document):
        raise Forbidden("this is for the parties to an agreement and its lawyers")
    return version
