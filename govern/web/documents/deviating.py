"""Where suggested wording departs from a clause of the bank: what the lawyer can offer instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.clauses import locate
from govern.store import clauses
from govern.store.clauses import FALLBACK, wording_of
from govern.store.rows.clauses import ClauseUseRow
from govern.web.context import actor
from govern.web.documents.loading import Text
from workflows import roles


@dataclass(frozen=True)
class Instead:
    """A clause that the wording departs from, and the fallback approved for that; `limits` say who
    asks for it and what it does not give up.
    """

    clause_id: str
    title: str
    number: int
    fallback: str
    limits: str
    href: str


@dataclass(frozen=True)
class PutIn:
    """The clauses that stand in a version, by question; empty for all but its lawyers."""

    text: Text
    uses: Mapping[str, Sequence[ClauseUseRow]] = field(default_factory=dict)

    def instead(self, question: str, before: Any, after: Any) -> list[Instead]:
        """What the bank has in the place of each clause that `after` words otherwise."""
        texts = str(before or ""), str(after or "")
        made = (self._instead(each, *texts) for each in self.uses.get(question, ()))
        return [each for each in made if each is not None]

    def _instead(self, use: ClauseUseRow, before: str, after: str) -> Instead | None:
        found = clauses.clause(self.text.session, actor().organisation, use.clause_id)
        put, offered = found.version(use.number), found.approved
        if put is None or offered is None or not offered.fallback or use.variant == FALLBACK:
            return None
        wording = wording_of(put, use.variant)
        stood, stands = locate(before, wording), locate(after, wording)
        if stood is None or (stands is not None and stands.text == stood.text):
            return None
        if offered.fallback in after:
            return None
        href = self.text.url("section", section_id=use.section, _anchor=f"clause-{use.clause_id}")
        return Instead(
            use.clause_id,
            offered.title,
            offered.number,
            offered.fallback,
            offered.why or "",
            href,
        )


def put_in(text: Text) -> PutIn:
    """The clauses that the viewer's bank put into this version."""
    if actor().role != roles.LAWYER or not text.seen.sight.drafts:
        return PutIn(text)
    uses: dict[str, list[ClauseUseRow]] = {}
    for (question, _), row in clauses.used_in(text.session, text.version.id).items():
        uses.setdefault(question, []).append(row)
    return PutIn(text, uses)
