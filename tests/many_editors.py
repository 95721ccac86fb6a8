"""Many people saving one section at a time, and the account of every text they typed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Barrier
from time import perf_counter
from typing import Any

from govern.commands.documents.open_document import open_document
from govern.commands.documents.save_section import save_section
from govern.installation import Installation
from govern.store import drafts
from tests.consortium import Consortium, populate
from workflows.engine import Actor

SECTION = "S2"
QUESTIONS = ("purpose", "outcomes", "benefits", "harm_of_sharing")
"""Few for so many people, so that they meet."""

LOOKS = 6
"""So often an editor who was shown a clash puts both texts together and saves again."""


@dataclass
class Account:
    """What became of every attempt: saved, or shown as a clash, or refused; and what went wrong.

    Each of the `typed` texts is one attempt or several: a clash is answered by another. `placed` of
    them were saved in the end, `merged` of these after a clash.
    """

    typed: int = 0
    placed: int = 0
    merged: int = 0
    attempted: int = 0
    saved: int = 0
    clashed: int = 0
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Attempt:
    """One save: what was typed in which question, on top of what, and what came of it."""

    question: str
    words: str
    based_on: int
    revision: int
    clashed: bool
    seconds: float
    looks: int = 0
    """How often its editor had been shown a clash about this text before."""


def hammer(installation: Installation, editors: int, saves: int) -> Account:
    """Let `editors` save `saves` times each, all at once, and account for every text."""
    people = populate(installation)
    lawyer = people.actor("lawyer")
    version_id = _opened(people, lawyer)
    barrier = Barrier(editors)
    began = perf_counter()
    with ThreadPoolExecutor(editors) as pool:
        futures = [
            pool.submit(_edit, installation, lawyer, version_id, number, saves, barrier)
            for number in range(editors)
        ]
        done = [future.result() for future in futures]
    account = Account(typed=editors * saves, seconds=perf_counter() - began)
    attempts = [attempt for made, _ in done for attempt in made]
    account.refused = [fault for _, faults in done for fault in faults]
    account.attempted = len(attempts) + len(account.refused)
    account.placed = account.saved = sum(not each.clashed for each in attempts)
    account.merged = sum(not each.clashed and each.looks > 0 for each in attempts)
    account.clashed = sum(each.clashed for each in attempts)
    account.slowest = max((each.seconds for each in attempts), default=0.0)
    account.faults = list(_faults(installation, version_id, attempts))
    return account


def _opened(people: Consortium, lawyer: Actor) -> str:
    essex = people.organisations["essex"]
    council = people.organisations["north-hill-council"]
    return open_document(
        people.installation,
        by=lawyer,
        kind="sharing_agreement",
        title="An agreement of many hands",
        owner_id=essex,
        parties=[(essex, "controller"), (council, "partner")],
    ).version_id


def _edit(
    installation: Installation,
    by: Actor,
    version_id: str,
    number: int,
    saves: int,
    barrier: Barrier,
) -> tuple[list[Attempt], list[str]]:
    """One editor: reads the page, thinks of words for a question, saves; shown a clash, reads both
    texts and saves them put together on top of what is there now, a few times; again and again.
    """
    chance = random.Random(number)
    made: list[Attempt] = []
    faults: list[str] = []
    barrier.wait()
    for turn in range(saves):
        question = chance.choice(QUESTIONS)
        mine, seen = f"words {turn} of editor {number}", _seen(installation, version_id)
        words = mine
        for looks in range(LOOKS + 1):
            try:
                attempt = _save(installation, by, version_id, seen, question, words)
            except Exception as fault:  # noqa: BLE001  whatever is refused is part of the account
                faults.append(f"{type(fault).__name__}: {fault}")
                break
            made.append(replace(attempt, looks=looks))
            if not attempt.clashed:
                break
            seen = _seen(installation, version_id)
            theirs = str(seen[0].get(question, "")).partition(" beside ")[0]
            words = f"{mine} beside {theirs}, look {looks + 1}"
    return made, faults


def _seen(installation: Installation, version_id: str) -> tuple[dict[str, Any], int]:
    """(the answers, the revision) that the page shows now."""
    with installation.reading() as session:
        row = drafts.section(session, version_id, SECTION)
        return (dict(row.answers), row.revision) if row else ({}, 0)


def _save(
    installation: Installation,
    by: Actor,
    version_id: str,
    seen: tuple[dict[str, Any], int],
    question: str,
    words: str,
) -> Attempt:
    """Save one question's words on top of what was seen."""
    answers, based_on = seen
    began = perf_counter()
    saved = save_section(
        installation,
        by=by,
        version_id=version_id,
        section=SECTION,
        given={**answers, question: words},
        based_on=based_on,
    )
    clashed = any(clash.question == question for clash in saved.clashes)
    return Attempt(question, words, based_on, saved.revision, clashed, perf_counter() - began)


def _faults(installation: Installation, version_id: str, attempts: list[Attempt]) -> list[str]:
    """Texts that are missing from the history, and texts that somebody overwrote unseen."""
    with installation.reading() as session:
        rows = sorted(drafts.revisions(session, version_id), key=lambda row: row.revision)
    answers: dict[int, Mapping[str, Any]] = {0: {}} | {row.revision: row.answers for row in rows}
    kept: Counter[str] = Counter()
    for row in rows:
        kept.update(str(answer) for answer in row.answers.values())
        kept.update(str(both["mine"]) for both in (row.conflict or {}).values())
    found = [f"missing: {each.words}" for each in attempts if not kept[each.words]]
    numbers = [row.revision for row in rows]
    if numbers != list(range(1, len(rows) + 1)):
        found.append(f"revisions have gaps or doubles: {numbers[:5]} to {numbers[-5:]}")
    for each in attempts:
        before, after = answers[each.revision - 1], answers[each.revision]
        if each.clashed:
            if after.get(each.question) != before.get(each.question):
                found.append(f"overwritten by a clash: {each.words}")
        elif after.get(each.question) != each.words:
            found.append(f"said to be saved and is not: {each.words}")
        elif answers[each.based_on].get(each.question) != before.get(each.question):
            found.append(f"overwritten unseen by {each.words}")
    return found
