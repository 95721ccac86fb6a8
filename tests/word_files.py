"""Takes a version out as a Word file, brings it back and applies what was written in it."""

from __future__ import annotations

from govern.commands.word.apply import Choices, Outcome, apply
from govern.commands.word.download import download
from govern.commands.word.upload import upload
from govern.store import audiences
from govern.store.rows.documents import DocumentRow
from govern.store.rows.word import WordUploadRow
from tests.in_review import Agreement


def taken(agreement: Agreement, who: str, *keys: str) -> bytes:
    """The version as this person downloads it."""
    by = agreement.made.actor(who)
    made = download(
        agreement.installation, by=by, version_id=agreement.version_id, audience_keys=keys
    )
    return made.content


def brought(agreement: Agreement, who: str, content: bytes) -> str:
    """The upload of a file."""
    by = agreement.made.actor(who)
    return upload(
        agreement.installation,
        by=by,
        version_id=agreement.version_id,
        name="back.docx",
        content=content,
    )


def applied(
    agreement: Agreement, who: str, upload_id: str, *items: str, save: bool = True
) -> dict[str, Outcome]:
    """What became of the items, in the narrowest audiences."""
    choices = Choices(
        items=items,
        suggestion_audience=agreement.audience(who),
        comment_audience=keys(agreement, who)[0],
        save=save,
    )
    return apply(
        agreement.installation,
        by=agreement.made.actor(who),
        version_id=agreement.version_id,
        upload_id=upload_id,
        choices=choices,
    )


def keys(agreement: Agreement, who: str) -> list[str]:
    """This person's audiences, the narrowest first."""
    with agreement.installation.reading() as session:
        document = session.get_one(DocumentRow, agreement.document_id)
        found = audiences.audiences(session, agreement.made.actor(who), document)
        return [each.key for each in found]


def row(agreement: Agreement, upload_id: str) -> WordUploadRow:
    """The upload as it stands."""
    with agreement.installation.reading() as session:
        return session.get_one(WordUploadRow, upload_id)
