"""An adopted assessment with an action plan in it, for tests of measures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from govern.clock import london, text
from govern.store.rows.working import DraftSectionRow
from tests.sharing import Sharing


def in_days(sharing: Sharing, days: int) -> date:
    """That many days from the installation's today, in London."""
    return london(sharing.installation.clock.now()).date() + timedelta(days=days)


def write_plan(sharing: Sharing) -> None:
    """One risk with a measure for both forces, one action for Kent, one that is dropped."""
    risk = {
        "id": "r1", "title": "Wrong person linked", "measures": "Two identifiers before a link",
        "measure_owner": "Data standards manager",
        "measure_due_on": in_days(sharing, 20).isoformat(),
    }  # fmt: skip
    action = {
        "id": "r1", "action": "Write the deletion routine", "owner_role": "Asset owner",
        "forces": ["kent"], "due_on": in_days(sharing, 40).isoformat(), "status": "in_hand",
    }  # fmt: skip
    dropped = {**action, "id": "r2", "status": "dropped", "forces": ["essex", "kent"]}
    _section(sharing, "D16", {"risks": [risk]})
    _section(sharing, "D17", {"actions": [action, dropped]})


def _section(sharing: Sharing, section: str, answers: dict[str, Any]) -> None:
    here = sharing.installation
    with here.database.writing() as session:
        session.execute(
            insert(DraftSectionRow).values(
                version_id=sharing.versions["dpia"],
                section=section,
                revision=1,
                answers=answers,
                saved_at=text(here.clock.now()),
                saved_by=sharing.people.persons["lawyer"],
            )
        )
