"""Queue a mail to everyone who holds a role: the words are made when it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govern.store.rows.organisations import OrganisationRow
from govern.store.standing import holders
from govern.store.writing import Writing
from workflows.roles import TITLES


def tell(
    w: Writing,
    organisation_id: str,
    roles: Iterable[str],
    template: str,
    *,
    key: str,
    about: Mapping[str, str],
    path: str,
) -> int:
    """Queue `template` for each holder of one of `roles` in the organisation; how many were queued.

    Each is told under which of their appointments: whoever holds several reads which is meant.
    `key` names the occasion, so that the same person is told of it once. `about` holds references,
    titles and dates for the subject line: never the content of a document, a comment or a
    condition.
    """
    organisation = w.session.get_one(OrganisationRow, organisation_id).name
    offices: dict[str, str] = {}
    for row in holders(w.session, organisation_id, roles, w.at):
        offices.setdefault(row.person_id, f"{TITLES.get(row.role, row.role)}, {organisation}")
    return sum(
        w.enqueue(
            "mail",
            f"mail:{key}:{person}",
            {
                "person_id": person,
                "template": template,
                "about": dict(about),
                "path": path,
                "office": office,
            },
        )
        for person, office in offices.items()
    )
