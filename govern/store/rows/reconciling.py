"""Rows about the systems that obey the register: flows that run and should not, and their codes.

Nothing here ever becomes what is desired.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected, Row


class DriftRow(Projected):
    """One episode: something runs in a system that should be off, from the first flow found until
    none is left. `flows` are all that were found, by id; `unknown` how many no register knows.
    """

    __tablename__ = "drift"

    force_id: Mapped[str] = mapped_column(ID)
    client_id: Mapped[str] = mapped_column(ID)
    flows: Mapped[list[str]]
    unknown: Mapped[int]
    found_at: Mapped[str] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)


class LateGateRow(Projected):
    """One episode: a gate was not heard of, or not as one that holds some `stops`, for longer than
    it may be, until it was. `forces` are those it answers for, by id.
    """

    __tablename__ = "late_gate"

    client_id: Mapped[str] = mapped_column(ID)
    forces: Mapped[list[str]]
    stops: Mapped[list[str]]
    found_at: Mapped[str] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)


class CodeTableRow(Projected):
    """The names that the records system of a force has for flows: its code -> the flow's id. The
    row's id is the force's; an import replaces the table whole.
    """

    __tablename__ = "code_table"

    codes: Mapped[dict[str, Any]]
    imported_at: Mapped[str] = mapped_column(INSTANT)


class UnmappedCodeRow(Row):
    """A code that somebody asked about, or that runs somewhere, and that no table holds."""

    __tablename__ = "unmapped_code"

    force: Mapped[str] = mapped_column(String(63), primary_key=True)
    code: Mapped[str] = mapped_column(String(200), primary_key=True)
    first_at: Mapped[str] = mapped_column(INSTANT)
