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
from govern.web.filters import plural
from govern.web.pieces import Cell, Column, Link, Table, Tag

MOST = 25
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
        _table("Flows that do not switch", staying, names) if staying else None,
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


def _row(each: Switch, names: Mapping[str, str]) -> list[str | Cell]:
    force, partner = names.get(each.force, each.force), names.get(each.partner, each.partner)
    ends = (force, partner) if each.direction == "send" else (partner, force)
    notes: list[str | Tag | Link] = []
    if each.safety_critical:
        notes.append(Tag("Safety-critical", "purple"))
    notes.append(
        f"{names.get(each.category, each.category)}, {names.get(each.purpose, each.purpose)}"
    )
    why: list[str | Tag | Link] = []
    if each.effect in ("closes", "stays_closed"):
        why = [_because(code) for code in each.reasons[:3]]
    what = Cell(TAGS[each.effect], why)
    return [Cell(f"{ends[0]} to {ends[1]}", notes), what, each.fallback or "No fallback is named"]


def _because(code: str) -> str:
    words = reasons.said(code)
    return words[:1].upper() + words[1:]


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
