"""The texts that wait for a person's signature: which need only a word on whether the change is
minor, and which others hold up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from govern.store import materiality
from govern.store.my_work import Item
from govern.store.rows.documents import VersionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.sign_off_facts import rests_on
from workflows.engine import Actor

NEEDS_OWN = ("owner", "decision")
"""Stages of a force at which its own DPIA and code come first."""


def sorted_out(session: Session, actor: Actor, found: Iterable[Item]) -> list[Item]:
    """The same items; of those to sign, one whose change the lawyers class as minor becomes a
    `carry`, and one whose yes is held says by whom in `held_by`.
    """
    return [_sorted(session, actor, each) if each.kind == "sign" else each for each in found]


def _sorted(session: Session, actor: Actor, item: Item) -> Item:
    row = session.get_one(SignOffRow, item.id)
    version = session.get_one(VersionRow, row.version_id)
    if _to_carry(session, actor, row, version):
        return replace(item, kind="carry")
    return replace(item, held_by=_held_by(session, row, version))


def _to_carry(session: Session, actor: Actor, row: SignOffRow, version: VersionRow) -> bool:
    """Whether this officer is asked if the change is minor, and has not answered that note yet."""
    note = (version.materiality or {}).get("note")
    if not note or (row.materiality_view and row.materiality_note == note):
        return False
    wanted = materiality.answerer(session, row.organisation_id)
    own = actor.organisation == row.organisation_id and actor.role == wanted
    return own and not isinstance(materiality.carriable(session, row), str)


def _held_by(session: Session, row: SignOffRow, version: VersionRow) -> str:
    if row.stage not in NEEDS_OWN:
        return ""
    facts = rests_on(session, row, version)
    if not facts:
        return ""
    first = [
        f"your own sign-off of {facts[f'{name}_reference']}"
        for name in ("dpia", "code")
        if not facts[f"{name}_in_force"]
    ]
    if row.stage == "decision":
        first += [f"{name}, which signs first" for name in facts["sign_first"]]
    return ", and ".join(first)
