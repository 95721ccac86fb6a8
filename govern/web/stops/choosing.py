"""Choose one of many to stop: of flows the partner first, or by words; then a short line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from govern.store.stoppable import FlowChoice
from govern.web.context import actor
from govern.web.filters import plural
from govern.web.pieces import Link
from workflows import roles

FEW = 8
"""So many flows are shown at once; of more, the partner is chosen first."""
MOST_SHOWN, MOST_OF_ALL = 20, 500
"""So much of a long choice is shown, and so much to who asks for all of it."""
NARROWS = ("partner", "find", "of", "all")


@dataclass(frozen=True)
class Find:
    """The words that narrow a long choice, how many of it are shown, and what shows all of them."""

    words: str
    said: str
    whole: bool = False
    all: str = ""


@dataclass(frozen=True)
class Narrowed:
    """What is shown of a choice: its lines, what stands below each, how it is narrowed further,
    and the partner with whom all of it is, if one was chosen.
    """

    choices: Sequence[tuple[str, str]]
    hints: Mapping[str, str]
    find: Find | None
    partner: str
    partner_name: str


@dataclass(frozen=True)
class PartnerWay:
    """A partner with whom flows may be stopped, and how many there are."""

    link: Link
    flows: str


def partner_ways(found: Sequence[FlowChoice], given: Mapping[str, str]) -> list[PartnerWay]:
    """The partners to choose from first; none when few flows are there, all are with one partner,
    or it was said already which are wanted.
    """
    if len(found) <= FEW or any(given.get(name) for name in NARROWS):
        return []
    ordered = sorted(found, key=lambda each: (each.partner, each.partner_id))
    grouped = {key: list(them) for key, them in groupby(ordered, lambda each: each.partner_id)}
    if len(grouped) == 1:
        return []
    return [_way(key, them) for key, them in grouped.items()]


def _way(partner_id: str, them: Sequence[FlowChoice]) -> PartnerWay:
    address = url_for("stops.new", scope="flow", partner=partner_id)
    return PartnerWay(Link(them[0].partner, address), plural(len(them), "flow"))


def narrowed(
    offered: Sequence[tuple[str, str]],
    found: Sequence[FlowChoice],
    given: Mapping[str, str],
) -> Narrowed:
    """What is shown of everything `offered`: with the partner that was chosen, with the words that
    were looked for, and always what is chosen already; `found` are the flows of it.
    """
    partner = _partner(found, given)
    own = {each.id for each in found if partner is None or each.partner_id == partner.partner_id}
    every = [each for each in offered if partner is None or each[0] in own]
    partner_id, name = (partner.partner_id, partner.partner) if partner else ("", "")
    find, shown = None, every
    if len(every) > MOST_SHOWN:
        find, shown = _found(every, given)
    short = {each.id: (_line(each), _below(each, partner_id)) for each in found}
    choices = [(key, short[key][0] if key in short else label) for key, label in shown]
    return Narrowed(choices, {key: short[key][1] for key in short}, find, partner_id, name)


def _partner(found: Sequence[FlowChoice], given: Mapping[str, str]) -> FlowChoice | None:
    """A flow with the partner that was chosen, or the flow from whose page one came."""
    if len(found) <= FEW:
        return None
    wanted = given.get("partner")
    if wanted or given.get("find") or given.get("all"):
        return next((each for each in found if each.partner_id == wanted), None)
    return next((each for each in found if each.id == given.get("of")), None)


def looks(given: Mapping[str, str]) -> bool:
    """Whether the form was sent to look for other words or for more, instead of to go on."""
    entered = "enter" in given and given.get("find", "") != given.get("sought", "")
    return "look" in given or entered


def _found(
    every: Sequence[tuple[str, str]], given: Mapping[str, str]
) -> tuple[Find, list[tuple[str, str]]]:
    looked_for = given.get("find", "").strip()[:100]
    anew = looks(given) and looked_for != given.get("sought", "").strip()
    whole = given.get("look") == "all" or ("all" in given and not anew)
    most = MOST_OF_ALL if whole else MOST_SHOWN
    wanted = looked_for.casefold().split()
    found = [each for each in every if all(word in each[1].casefold() for word in wanted)]
    chosen = [each for each in every if each[0] == given.get("of")]
    shown = list(dict.fromkeys([*chosen, *found[:most]]))
    if not shown:
        return Find(looked_for, f"None of {len(every)} has these words.", whole), shown
    said = f"{min(len(found), most)} of {len(every)} are shown."
    number = min(len(found), MOST_OF_ALL)
    if number <= len(shown):
        return Find(looked_for, said, whole), shown
    more = f"Show all {number}" if number < MOST_OF_ALL else f"Show {number}"
    return Find(looked_for, said, whole, more), shown


def _line(each: FlowChoice) -> str:
    who = (each.force, "s") if actor().role == roles.GOLD else ("You", "")
    return f"{who[0]} {'send' if each.sends else 'receive'}{who[1]}: {each.category}"


def _below(each: FlowChoice, partner_id: str) -> str:
    return each.purpose if partner_id else f"With {each.partner}. {each.purpose}"
