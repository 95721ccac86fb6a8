"""Marks: words of the index that no text can hold, by which a search passes over most of what its
asker cannot see, or does not want, without a look at any of it.

They only narrow: whatever they leave is judged by `sight`, so a mark too many shows nobody
anything. A test holds that none is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from govern.store.reach import Reach

Marks = frozenset[str]

APART = "apart"
"""The mark of what belongs to no document: flows and organisations."""


def of(
    what: str,
    owner: str | None,
    drafter: str | None,
    kind: str,
    parties: Iterable[str],
    ends: Iterable[str | None],
) -> Marks:
    """The marks of an entry: its kind, its document's kind and drafter, and every organisation that
    it or its document belongs to.
    """
    bodies = {each for each in (owner, *parties, *ends) if each}
    found = {_what(what), *(_body(each) for each in bodies)}
    if kind:
        found.add(_kind(kind))
        found.add(_drafter(drafter or ""))
    else:
        found.add(APART)
    return frozenset(found)


def written(marks: Marks) -> str:
    """Marks as they are kept."""
    return " ".join(sorted(marks))


def reached(reach: Reach) -> Marks | None:
    """Of the entries of documents: one of these marks is on each in reach; None for all."""
    if reach.everything:
        return None
    found = {_body(each) for each in (reach.owner, *reach.parties) if each}
    return frozenset({*found, _drafter(reach.drafter)} if reach.drafter else found)


def asked(reach: Reach, *, what: str, kind: str, organisation: str) -> list[Marks]:
    """What an entry must have one mark of each of, to be wanted and within reach."""
    may = reached(reach)
    wanted = [] if may is None else [may | {APART}]
    wanted += [frozenset({_what(what)})] if what else []
    wanted += [frozenset({_kind(kind)})] if kind else []
    wanted += [frozenset({_body(organisation)})] if organisation else []
    return wanted


def _what(what: str) -> str:
    return f"what{_plain(what)}"


def _kind(kind: str) -> str:
    return f"kind{_plain(kind)}"


def _drafter(organisation: str) -> str:
    return f"drafter{_plain(organisation)}"


def _body(organisation: str) -> str:
    return f"body{_plain(organisation)}"


def _plain(word: str) -> str:
    """Letters and digits alone: one word to either index, whatever was asked for."""
    return "".join(each for each in word.lower() if each.isascii() and each.isalnum())[:40]
