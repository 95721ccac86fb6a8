"""What is agreed about a flow: its ends, powers, obligations and fallback; how the RMS asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents import catalogue
from govern.register.explain import Explanation
from govern.register.row import FOREVER, FlowKey
from govern.store.rows.documents import BasisRow
from govern.web.filters import plural, until
from govern.web.pieces import Fact
from govern.web.words import plain

_WAYS = {
    "send": "From the force's records to the partner",
    "receive": "From the partner into the force's records",
}


def particulars(
    key: FlowKey, told: Explanation, basis: BasisRow | None, names: Mapping[str, str]
) -> list[Fact]:
    """The facts of a flow, as the basis that the answer cites lists them."""
    found = [
        Fact("Force that owns the records", names.get(key.force, key.force)),
        Fact("Partner", names.get(key.partner, key.partner)),
        Fact("Direction", _WAYS.get(key.direction, plain(key.direction))),
        Fact("Data and purpose", names.get(key.category, ""), [names.get(key.purpose, "")]),
        Fact("Open until", _until(told)),
        Fact("Channel if it is closed", told.fallback or "None is named"),
    ]
    if basis is not None:
        found += _agreed(basis)
    return found


def question(key: FlowKey) -> list[Fact]:
    """How a records management system asks about this flow (AuthZEN)."""
    return [
        Fact("Subject", f"force: {key.force}"),
        Fact("Action", key.direction),
        Fact("Resource", f"flow: {key.partner}/{key.category}/{key.purpose}"),
    ]


def _agreed(basis: BasisRow) -> Iterable[Fact]:
    yield _listed("Legal powers", basis.powers, "powers", "No power is named")
    obliged = [each if isinstance(each, str) else str(each.get("id")) for each in basis.obligations]
    yield _listed("Obligations", obliged, "obligations", "None beyond the agreement's terms")
    if basis.readiness:
        yield _listed("Readiness checks", basis.readiness, "readiness", "")
    if basis.allowance_seconds:
        hours = plural(basis.allowance_seconds // 3600, "hour")
        yield Fact("May run without contact", f"For {hours} after the register was last confirmed")
    if basis.all_or_none:
        yield Fact("All or none", "It opens only when every party has signed")


def _listed(key: str, codes: Iterable[str], table: str, none: str) -> Fact:
    titled = [_titles(table).get(code, plain(code)) for code in codes]
    return Fact(key, titled[0] if titled else none, titled[1:])


def _titles(table: str) -> dict[str, str]:
    rows: Iterable[Mapping[str, Any]] = catalogue.reference(table)
    return {str(row["id"]): _title(row) for row in rows}


def _title(row: Mapping[str, Any]) -> str:
    title = str(row.get("title") or row["id"])
    return f"{title} ({row['citation']})" if row.get("citation") else title


def _until(told: Explanation) -> str:
    if not told.open:
        return "It is closed"
    if told.valid_until is None or told.valid_until >= FOREVER:
        return "No end is known"
    ends = until(told.valid_until)
    return ends[:1].upper() + ends[1:]
