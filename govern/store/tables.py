"""The one metadata of every table, its naming convention, and the two kinds of row: projected and
working.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
ID = String(64)
INSTANT = String(24)


class Row(DeclarativeBase):
    """Any table of ours. Ids, digests and instants are text, so that both databases compare them
    alike.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        list[dict[str, Any]]: JSON(none_as_null=True),
    }


class Projected(Row):
    """A row that replay of the ledger makes again; `seq` is the last event that touched it."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)


class OfVersion(Row):
    """A working row about one version: whose it is, who made it, and when."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)


class BroughtIn(OfVersion):
    """A file that came from outside: its bytes by digest."""

    __abstract__ = True

    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    disposed_at: Mapped[str | None] = mapped_column(INSTANT)
    """Since when its bytes and its words are gone; that it was there stays."""


def only_where(condition: str) -> dict[str, Any]:
    """Makes an index of the few rows that meet `condition`, on either database. It serves queries
    that hold the same condition with literals, word for word.
    """
    return {f"{dialect}_where": text(condition) for dialect in ("sqlite", "postgresql")}


def projected() -> dict[str, type[Projected]]:
    """Every projection table by name."""
    return {row.__tablename__: row for row in Projected.__subclasses__()}
