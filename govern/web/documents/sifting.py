"""Which comments a triage shows: by who wrote them, what became of them, and who sees to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from govern.store.comment_pages import Talk, Talks
from govern.web.context import actor
from govern.web.documents.loading import Text
from govern.web.pieces import Link

STATES = {
    "open": "Open",
    "asks": "Asking for changes",
    "waiting": "Open, not answered",
    "answered": "Open, answered",
    "settled": "Settled",
    "all": "All",
}
ASSIGNED = {"any": "Anybody", "me": "Me", "nobody": "Nobody"}


@dataclass(frozen=True)
class Choice:
    """One filter: its name in the address, its label, and its options with the one chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Sieve:
    """The filters as they are set."""

    choices: Sequence[Choice]
    given: Mapping[str, str]
    clear: Link

    def passes(self, talk: Talk) -> bool:
        """Whether a thread is shown."""
        row, given = talk.first.row, self.given
        if given.get("from") and row.organisation_id != given["from"]:
            return False
        wanted = given.get("to", "any")
        mine = row.assigned_to == actor().person
        if (wanted == "me" and not mine) or (wanted == "nobody" and talk.assigned):
            return False
        return _PASSES[given.get("state", "open")](talk)


def answered(talk: Talk) -> bool:
    """Whether somebody of another organisation had the last word."""
    return bool(talk.answers) and talk.answers[-1].organisation != talk.first.organisation


def sieve(text: Text, talks: Talks) -> Sieve:
    """The filters of the request; an option that there is not counts as none."""
    bodies = {t.first.row.organisation_id: t.first.organisation for t in talks.talks}
    places = sorted(bodies.items(), key=lambda each: each[1])
    choices = [
        _choice("from", "From", [("", "Everybody"), *places]),
        _choice("state", "State", list(STATES.items())),
        _choice("to", "Seen to by", list(ASSIGNED.items())),
    ]
    given = {each.name: each.chosen for each in choices if each.chosen != each.options[0][0]}
    return Sieve(choices, given, Link("Clear the filters", text.url("triage")))


def _choice(name: str, label: str, options: Sequence[tuple[str, str]]) -> Choice:
    wanted = request.args.get(name, "")
    known = wanted in {value for value, _ in options}
    return Choice(name, label, options, wanted if known else options[0][0])


_PASSES: Mapping[str, Callable[[Talk], bool]] = {
    "open": lambda talk: talk.open,
    "asks": lambda talk: talk.open and talk.first.row.asks_for_changes,
    "waiting": lambda talk: talk.open and not answered(talk),
    "answered": lambda talk: talk.open and answered(talk),
    "settled": lambda talk: not talk.open,
    "all": lambda talk: True,
}
