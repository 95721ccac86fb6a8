"""Take back a Word file: read it in confinement, find what was done in it, keep its bytes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.authority import present
from govern.commands.reading import Reading
from govern.errors import Forbidden, Invalid
from govern.exchange.confined.refusing import Refused
from govern.exchange.word import anchors
from govern.exchange.word.model import WordText
from govern.exchange.word.opening import opened
from govern.exchange.word.placing import Found, Origin, placed
from govern.exchange.word.segments import export_of
from govern.installation import Installation
from govern.store import access, document_pages, drafts, word_files
from govern.store.audiences import audiences
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.word import WordUploadRow
from workflows.engine import Actor

REDLINE = (
    "This is a redline, made for reading. Download the version itself as Word and write in that."
)
OTHER = "This file was downloaded from another document. Upload it there."


def upload(
    installation: Installation, *, by: Actor, version_id: str, name: str, content: bytes
) -> str:
    """Read a Word file for a version that the actor may comment on; returns the upload's id.

    Nothing of it is applied yet. The same bytes uploaded twice are one upload. Invalid says at
    `file` why a file is refused; then nothing is kept.
    """
    with installation.reading() as session:
        version = access.version(session, by, version_id)
        document = session.get_one(DocumentRow, version.document_id)
        if not audiences(session, by, document):
            raise Forbidden("files come back from the parties to a document and its lawyers")
    try:
        read = opened(content)
    except Refused as refused:
        raise Invalid.field("file", str(refused)) from None
    with installation.reading() as session:
        version = access.version(session, by, version_id)
        origin, download_id = _origin(session, by, version, read)
    found = placed(read, origin)
    sha256 = installation.uploads.put(content)
    with installation.writing(by) as w:
        present(w, by)
        version = access.version(w.session, by, version_id)
        if (before := _same(w.session, by, version_id, sha256)) is not None:
            return before
        upload_id = new_id()
        typed = Reading()
        label = typed.optional_line("file", _printable(name)[:150], longest=150) or "file.docx"
        typed.done()
        w.session.execute(
            insert(WordUploadRow).values(
                id=upload_id,
                version_id=version_id,
                document_id=version.document_id,
                download_id=download_id,
                organisation_id=by.organisation,
                appointment_id=by.appointment,
                person_id=by.person,
                at=text(w.at),
                name=label,
                sha256=sha256,
                size=len(content),
                found=_plain(found),
                state="waiting",
            )
        )
        data = {"version_id": version_id, "digest": sha256, "size": len(content)}
        w.record("word_file_uploaded", ("word_upload", upload_id), data)
    return upload_id


def _same(session: Session, by: Actor, version_id: str, sha256: str) -> str | None:
    query = select(WordUploadRow.id).where(
        WordUploadRow.version_id == version_id,
        WordUploadRow.organisation_id == by.organisation,
        WordUploadRow.sha256 == sha256,
        WordUploadRow.state == "waiting",
    )
    return session.scalar(query)


def _origin(
    session: Session, by: Actor, version: VersionRow, read: WordText
) -> tuple[Origin, str | None]:
    """What the file was when it was downloaded; the text as it stands when nobody knows."""
    export_id = export_of(read.blocks)
    if export_id == anchors.REDLINE:
        raise Invalid.field("file", REDLINE)
    download = None
    if export_id is not None:
        download = word_files.downloaded(session, by, version.document_id, export_id)
        if download is None:
            raise Invalid.field("file", OTHER)
    document = session.get_one(DocumentRow, version.document_id)
    seen = access.sight(session, by, document)
    origin = Origin(
        base=word_files.base(session, download, version)
        if download
        else drafts.content(session, version),
        names=document_pages.names(session),
        front=download.front if download else (),
        notes=download.comments if download else {},
        drafters=seen is not None and seen.drafts,
    )
    return origin, download.id if download else None


def _plain(found: Found) -> dict[str, Any]:
    """As JSON; each item is named by its kind and place: e0, r3."""
    return {
        "edits": {f"e{at}": asdict(each) for at, each in enumerate(found.edits)},
        "remarks": {f"r{at}": asdict(each) for at, each in enumerate(found.remarks)},
        "kept": [asdict(each) for each in found.kept],
    }


def _printable(name: str) -> str:
    return "".join(each for each in name if each.isprintable())
