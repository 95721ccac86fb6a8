"""What a signature would switch, as a sentence and a table: safety-critical flows first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govern.commands.signing.dry_run import Switch
from govern.register import reasons
from govern.store import document_pages
from govern.store.database import Session
from govern.web.context import named
from govern.web.filters import plural
from govern.web.pieces import Cell, Column, Link, Table, Tag

MOST = 25
MOST_NAMED = 12
"""Of the flows with the same reason so many are named; the others are counted."""
TAGS = {
    "opens": Tag("Opens", "green"),
    "closes": Tag("Closes", "red"),
    "moves": Tag("Stays open", "blue"),
    "stays_closed": Tag("Stays closed", "grey"),
}
_SAID = {
    "opens": ("opens", "open"),
    "closes": ("closes", "close"),
    "moves": ("stays open and rests on this text", "stay open and rest on this text"),
    "stays_closed": ("stays closed for other reasons", "stay closed for other reasons"),
}


@dataclass(frozen=True)
class SwitchBlock:
    """What switches, and apart from it what only changes its footing.

    `dangerous` when a safety-critical flow would close.
    """

    title: str
    sentence: str
    table: Table | None
    dangerous: bool
    unchanged: Table | None = None


def switch_block(
    session: Session, found: Sequence[Switch], *, title: str, none: str, lead: str = ""
) -> SwitchBlock:
    """`none` is said when nothing switches, `lead` stands before the counts."""
    if not found:
        return SwitchBlock(title, none, None, False)
    counts = Counter(each.effect for each in found)
    said = [
        f"{plural(counts[effect], 'flow')} {words[0] if counts[effect] == 1 else words[1]}"
        for effect, words in _SAID.items()
        if counts[effect]
    ]
    sentence = f"{lead}{_joined(said)}."
    names = document_pages.names(session)
    closing = any(each.safety_critical and each.effect == "closes" for each in found)
    switching = [each for each in found if each.effect in ("opens", "closes")]
    staying = [each for each in found if each.effect not in ("opens", "closes")]
    return SwitchBlock(
        title,
        sentence[:1].upper() + sentence[1:],
        _table("Flows that switch", switching, names) if switching else None,
        closing,
        _grouped("Flows that do not switch", staying, names) if staying else None,
    )


def from_plain(kept: Sequence[Mapping[str, Any]]) -> list[Switch]:
    """The switches that were kept with a statement."""
    return [Switch(**{**each, "reasons": tuple(each["reasons"])}) for each in kept]


def _table(caption: str, found: Sequence[Switch], names: Mapping[str, str]) -> Table:
    rows = [_row(each, names) for each in found[:MOST]]
    left = len(found) - len(rows)
    if left:
        rows.append([f"and {plural(left, 'further flow')}", "", ""])
    columns = [Column("Flow"), Column("What happens"), Column("If it is closed, use")]
    return Table(caption, columns, rows, caption_hidden=True)


def _grouped(caption: str, found: Sequence[Switch], names: Mapping[str, str]) -> Table:
    """One row for each reason: how many flows share it and which, safety-critical ones first."""
    alike: dict[tuple[str, tuple[str, ...]], list[Switch]] = {}
    for each in found:
        codes = each.reasons if each.effect == "stays_closed" else ()
        alike.setdefault((each.effect, codes), []).append(each)
    ordered = sorted(alike.items(), key=lambda one: (-_critical(one[1]), -len(one[1])))
    columns = [Column("What happens, and why"), Column("How many"), Column("Which flows")]
    return Table(caption, columns, [_group(*one, names) for one in ordered], caption_hidden=True)


def _group(
    shared: tuple[str, tuple[str, ...]], found: Sequence[Switch], names: Mapping[str, str]
) -> list[str | Cell]:
    effect, codes = shared
    critical = _critical(found)
    ordered = sorted(found, key=lambda each: not each.safety_critical)
    named = [_in_a_line(each, names) for each in ordered[:MOST_NAMED]]
    if left := len(ordered) - len(named):
        named.append(f"and {plural(left, 'further flow')}")
    warned = [Tag(f"{critical} safety-critical", "purple")] if critical else []
    return [
        Cell(TAGS[effect], [_because(code) for code in codes]),
        Cell(plural(len(found), "flow"), warned),
        Cell(named[0], named[1:]),
    ]


def _critical(found: Sequence[Switch]) -> int:
    return sum(each.safety_critical for each in found)


def _in_a_line(each: Switch, names: Mapping[str, str]) -> str:
    what = f"{_ends(each, names)}: {_what(each, names)}"
    if not each.safety_critical:
        return what
    closed = each.effect == "stays_closed" and each.fallback
    return f"{what}. Safety-critical" + (f"; use {each.fallback}" if closed else "")


def _ends(each: Switch, names: Mapping[str, str]) -> str:
    force, partner = names.get(each.force, each.force), names.get(each.partner, each.partner)
    ends = (force, partner) if each.direction == "send" else (partner, force)
    return " to ".join(ends)


def _what(each: Switch, names: Mapping[str, str]) -> str:
    return f"{names.get(each.category, each.category)}, {names.get(each.purpose, each.purpose)}"


def _row(each: Switch, names: Mapping[str, str]) -> list[str | Cell]:
    notes: list[str | Tag | Link] = []
    if each.safety_critical:
        notes.append(Tag("Safety-critical", "purple"))
    notes.append(_what(each, names))
    why = [_because(code) for code in each.reasons[:3]] if each.effect == "closes" else []
    what = Cell(TAGS[each.effect], why)
    return [Cell(_ends(each, names), notes), what, each.fallback or "No fallback is named"]


def _because(code: str) -> str:
    words = reasons.said(code, {"regulator": named("the {regulator}")})
    return words[:1].upper() + words[1:]


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
