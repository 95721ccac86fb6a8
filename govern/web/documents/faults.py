"""Faults in what was typed as links to the inputs that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govern.web.documents.fields import Field, TableField
from govern.web.pieces import Link


def fault_links(asked: Sequence[Field | TableField], faults: Mapping[str, str]) -> list[Link]:
    """Each fault with the question it is about, in the order of the page; none is left out."""
    places = {name: (label, anchor) for name, label, anchor in _places(asked)}
    shown = [name for name in places if name in faults]
    shown += [name for name in faults if name not in places]
    return [_link(name, faults[name], places) for name in shown]


def _link(name: str, message: str, places: Mapping[str, tuple[str, str]]) -> Link:
    label, anchor = places.get(name, ("", "main-content"))
    return Link(f"{label}: {message}" if label else message, f"#{anchor}")


def _places(asked: Sequence[Field | TableField]) -> Iterator[tuple[str, str, str]]:
    for each in asked:
        yield each.name, each.label, each.anchor
        if isinstance(each, TableField):
            for card in each.rows:
                for cell in card.fields:
                    label = f"{each.label}, row {card.number}, {cell.label}"
                    yield cell.name, label, cell.anchor
