"""Each row of such a spreadsheet as an agreement, or with every fault: row, column and remedy."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from govern.exchange.legacy.columns import BY_NAME, FIELDS

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
DATES = ("starts_on", "ends_on", "review_on")
LONGEST = {"reference": 60, "title": 200, "owner": 150}
NO_END = "No end and no review date: nobody will be told when it runs out"


@dataclass
class Read:
    """One row. `row` counts as the spreadsheet does, the heads being row 1."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def read_rows(
    table: Sequence[Sequence[str]],
    columns: Mapping[str, str],
    forces: Mapping[str, str],
    files: Collection[str],
) -> list[Read]:
    """Every row below the heads. `forces` gives the id of a force by each of its names, in lower
    case; `files` are the names of the PDFs that came along.
    """
    heads = list(table[0])
    place = {name: heads.index(head) for name, head in columns.items()}
    by_name = {each.casefold(): each for each in files}
    made, seen = [], dict[tuple[str, str], int]()
    for number, cells in enumerate(table[1:], start=2):
        one = Read(number)
        given = {n: cells[at] if at < len(cells) else "" for n, at in place.items()}
        _words(one, given, columns)
        _days(one, given, columns)
        _force(one, given.get("force", ""), columns, forces)
        _file(one, given.get("file", ""), columns, by_name, bool(files))
        key = (str(one.values.get("force")), str(one.values.get("reference")).casefold())
        if "reference" in one.values and key in seen:
            one.faults.append(_fault(one, columns, "reference", f"row {seen[key]} has the same",
                                     "give each agreement of a force its own"))  # fmt: skip
        seen.setdefault(key, number)
        made.append(one)
    return made


def _words(one: Read, given: Mapping[str, str], columns: Mapping[str, str]) -> None:
    for each in FIELDS:
        said = given.get(each.name, "")
        if each.needed and not said:
            where = "is empty" if each.name in columns else "has no column"
            one.faults.append(_fault(one, columns, each.name, where, "fill it in, or choose the "
                                     "column that holds it"))  # fmt: skip
        elif len(said) > LONGEST.get(each.name, 5_000):
            longest = LONGEST[each.name]
            one.faults.append(_fault(one, columns, each.name, "is too long",
                                     f"use at most {longest} characters"))  # fmt: skip
        elif each.name in LONGEST:
            one.values[each.name] = said
    parts = re.split(r"[;\n|]|,(?!\s*(?:Ltd|Limited|LLP|plc)\b)", given.get("partners", ""))
    one.values["partners"] = [each.strip() for each in parts if each.strip()]


def _days(one: Read, given: Mapping[str, str], columns: Mapping[str, str]) -> None:
    for name in DATES:
        said = given.get(name, "")
        day = _day(said)
        one.values[name] = day.isoformat() if day else None
        if said and day is None:
            one.faults.append(_fault(one, columns, name, f"“{said[:40]}” is no date",
                                     "write it as 31/03/2027 or 2027-03-31"))  # fmt: skip
    first, last = one.values["starts_on"], one.values["ends_on"]
    if first and last and last < first:
        one.faults.append(_fault(one, columns, "ends_on", f"{last} is before the start, {first}",
                                 "correct one of the two"))  # fmt: skip
    if not last and not one.values["review_on"] and not given.get("ends_on"):
        one.advice.append(NO_END)


def _day(said: str) -> dt.date | None:
    for form in _DAYS:
        try:
            found = dt.datetime.strptime(said, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
        return found if 1980 <= found.year <= 2100 else None
    return None


def _force(one: Read, said: str, columns: Mapping[str, str], forces: Mapping[str, str]) -> None:
    if not said:
        return
    found = forces.get(said.casefold())
    if found is None:
        names = ", ".join(sorted(set(forces)))[:300]
        one.faults.append(_fault(one, columns, "force", f"“{said[:60]}” is no force here",
                                 f"use one of: {names}"))  # fmt: skip
    else:
        one.values["force"] = found


def _file(
    one: Read, said: str, columns: Mapping[str, str], by_name: Mapping[str, str], came: bool
) -> None:
    base = said.replace("\\", "/").rpartition("/")[2]
    if not base:
        one.advice.append("No PDF is named: only these particulars are kept")
        return
    found = by_name.get(base.casefold()) or by_name.get(f"{base}.pdf".casefold())
    if found:
        one.values["file"] = found
        return
    why = "is not in the zip file" if came else "has no zip file to be in"
    one.faults.append(_fault(one, columns, "file", f"“{base[:80]}” {why}",
                             "add the PDF to the zip file, or empty the cell"))  # fmt: skip


def _fault(one: Read, columns: Mapping[str, str], name: str, wrong: str, remedy: str) -> str:
    head = columns.get(name)
    column = f"column “{head}”" if head else f"“{BY_NAME[name].title}”"
    return f"Row {one.row}, {column}: {wrong}; {remedy}."
