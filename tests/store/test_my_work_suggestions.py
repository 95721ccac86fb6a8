"""Suggested wording waits for the lawyers who write the text, until it is settled."""

from __future__ import annotations

from govern.installation import Installation
from govern.store import my_work
from tests.in_review import WORDS, Agreement
from tests.installations import embedded as embedded


def waiting(agreement: Agreement, who: str) -> list[tuple[str, int]]:
    with agreement.installation.reading() as session:
        found = my_work.items(session, agreement.made.actor(who))
    return [(each.kind, each.count) for each in found if each.kind == "suggested"]


def test_the_lawyers_are_asked_and_nobody_else(embedded: Installation) -> None:
    agreement = Agreement(embedded)
    agreement.propose("essex_dpo", WORDS.replace("at once", "within an hour"))

    assert waiting(agreement, "lawyer") == [("suggested", 1)]
    assert waiting(agreement, "essex_dpo") == waiting(agreement, "kent_siro") == []
