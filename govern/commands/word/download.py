"""Download a version as a Word file to write in, or the changes between two as a redline."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import insert

from govern.clock import text
from govern.commands.authority import present
from govern.commands.word.laying_out import COMMENTED, HOW, file_name, front, notes, word_date
from govern.errors import Conflict
from govern.exchange.word import anchors
from govern.exchange.word.composing import Pen
from govern.exchange.word.outline import Wanted, blocks
from govern.exchange.word.package import docx
from govern.installation import Installation
from govern.store import access, document_pages, drafts, word_files
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow
from govern.store.rows.word import WordDownloadRow
from workflows.engine import Actor

READING = (
    "Changes from version {} to version {}, as tracked changes. Accepting all gives the later text."
)


@dataclass(frozen=True)
class WordFile:
    """A Word file with its name."""

    name: str
    content: bytes


def download(
    installation: Installation, *, by: Actor, version_id: str, audience_keys: Collection[str] = ()
) -> WordFile:
    """A version that the actor may read, with the comments of those of their audiences that are
    named. What is downloaded is noted, so that the file is known when it comes back.
    """
    download_id, at = new_id(), text(installation.clock.now())
    with installation.reading() as session:
        version = access.version(session, by, version_id)
        document = session.get_one(DocumentRow, version.document_id)
        seen = access.sight(session, by, document)
        written = notes(session, by, document, version, audience_keys)
        content = drafts.content(session, version)
        frozen = version.status == "frozen"
        notices = [] if frozen else [HOW]
        if written.notes:
            notices.append(COMMENTED.format("; ".join(written.audiences)))
        around = front(session, document, version, content, download_id, at, notices)
        wanted = Wanted(
            new=content,
            old=content,
            names=document_pages.names(session),
            pen=Pen("", ""),
            drafters=seen is not None and seen.drafts,
            blanks=not frozen,
            notes=written.places,
        )
        revisions = word_files.revisions(session, version_id)
        name = file_name(document, f"version {version.number}", "" if frozen else "draft")
    made = docx(around, blocks(wanted), written.notes)
    with installation.writing(by) as w:
        present(w, by)
        w.session.execute(
            insert(WordDownloadRow).values(
                id=download_id,
                version_id=version_id,
                document_id=access.version(w.session, by, version_id).document_id,
                organisation_id=by.organisation,
                person_id=by.person,
                at=at,
                revisions=revisions,
                comments=written.known,
                front=around.lines,
            )
        )
        data = {
            "version_id": version_id,
            "digest": hashlib.sha256(made).hexdigest(),
            "comments": len(written.notes),
        }
        w.record("word_file_downloaded", ("word_download", download_id), data)
    return WordFile(name, made)


def redline(installation: Installation, *, by: Actor, version_id: str, earlier_id: str) -> WordFile:
    """What changed between two versions of one document that the actor may read, tracked."""
    at = text(installation.clock.now())
    with installation.reading() as session:
        version = access.version(session, by, version_id)
        earlier = access.version(session, by, earlier_id)
        if earlier.document_id != version.document_id:
            raise Conflict("these are versions of two documents")
        document = session.get_one(DocumentRow, version.document_id)
        seen = access.sight(session, by, document)
        content = drafts.content(session, version)
        notice = READING.format(earlier.number, version.number)
        around = front(session, document, version, content, anchors.REDLINE, at, [notice])
        author = f"{document.reference}, version {version.number}"
        wanted = Wanted(
            new=content,
            old=drafts.content(session, earlier),
            names=document_pages.names(session),
            pen=Pen(author, word_date(version.frozen_at or version.sent_at or version.opened_at)),
            drafters=seen is not None and seen.drafts,
            blanks=False,
        )
        made = docx(around, blocks(wanted))
        between = f"version {earlier.number} to {version.number} redline"
        return WordFile(file_name(document, between), made)
