"""What can be searched, one row for each text; its words stand in `search_words` beside it.

Working table: made from other rows, in the same transaction, and again by `govern search rebuild`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row

NUMBER = BigInteger().with_variant(Integer, "sqlite")


class SearchEntryRow(Row):
    """One text as people read it, and what decides who may: its document and version, the audience
    of a comment, and the organisations it belongs to.

    `what` is document (a version's reference, title and parties), text, comment, suggestion, flow,
    organisation or record. `owner_id` and `drafter_id` are the document's, which never change: a
    look at the entry itself tells most of those who may find it. `first_id` and `second_id` are a
    flow's ends, a record's organisation, or the organisation itself; `second_id` of an answer is
    the comment that it answers. `code` is a reference in lower case. `marks` stand in the index
    too.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        Index(None, "version_id"),
        Index(None, "document_id"),
        Index(None, "code"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(140), unique=True)
    what: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str | None] = mapped_column(ID)
    version_id: Mapped[str | None] = mapped_column(ID)
    section: Mapped[str | None] = mapped_column(String(16))
    audience: Mapped[str | None] = mapped_column(String(24))
    whose: Mapped[str | None] = mapped_column(ID)
    first_id: Mapped[str | None] = mapped_column(ID)
    second_id: Mapped[str | None] = mapped_column(ID)
    owner_id: Mapped[str | None] = mapped_column(ID)
    drafter_id: Mapped[str | None] = mapped_column(ID)
    code: Mapped[str] = mapped_column(String(64))
    at: Mapped[str] = mapped_column(INSTANT)
    marks: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    """Last, so that what decides who may find an entry is read without the pages of its text."""
