"""Queue a mail to everyone who holds a role: the words are made when it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govern.store.standing import holders
from govern.store.writing import Writing


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

    `key` names the occasion, so that the same person is told of it once. `about` holds references,
    titles and dates for the subject line: never the content of a document, a comment or a
    condition.
    """
    people = dict.fromkeys(
        row.person_id for row in holders(w.session, organisation_id, roles, w.at)
    )
    return sum(
        w.enqueue(
            "mail",
            f"mail:{key}:{person}",
            {"person_id": person, "template": template, "about": dict(about), "path": path},
        )
        for person in people
    )
