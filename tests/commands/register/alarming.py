"""What an alarm left behind it: the mails that wait, and whom they tell."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from govern.store.rows.working import JobRow
from tests.sharing import Sharing


class Alarming:
    """An installation that shares, on which something is watched."""

    def __init__(self, sharing: Sharing) -> None:
        self.sharing, self.installation = sharing, sharing.installation

    def mails(self, template: str) -> list[dict[str, Any]]:
        """What waits to be sent from that template."""
        with self.installation.reading() as session:
            jobs = session.scalars(select(JobRow.payload).where(JobRow.kind == "mail"))
            return [each for each in jobs if each["template"] == template]

    def told(self, template: str) -> set[str]:
        """Who gets it, by the names that the tests give them."""
        people = {id: name for name, id in self.sharing.people.persons.items()}
        return {people[each["person_id"]] for each in self.mails(template)}
