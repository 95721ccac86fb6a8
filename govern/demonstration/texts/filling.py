"""Reads the demonstration's texts and puts names, days and forces into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from govern.demonstration import cast
from workflows import roles

HERE = Path(__file__).resolve().parent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DAY = re.compile(r"@(=?)([+-]?\d+)")

Answers = dict[str, Any]
OnDay = Callable[[int], date]
"""The London date of a day of the story."""


@cache
def _read(name: str) -> Mapping[str, Any]:
    written = (HERE / f"{name}.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.load(written, _LOADER)  # noqa: S506  the loader is a safe one
    return loaded


def read(*names: str) -> Answers:
    """The texts of these files, later files over earlier ones; treat nested values as read-only."""
    merged: Answers = {}
    for name in names:
        merged |= _read(name)
    return merged


@dataclass(frozen=True)
class _Days:
    """Days in prose: `{on:40}` is day 40 after the text's own, `{on:=40}` day 40 of the story."""

    on: OnDay
    base: int

    def __format__(self, spec: str) -> str:
        return f"{self.on(_number(spec.startswith('='), spec.lstrip('='), self.base)):%-d %B %Y}"


@dataclass(frozen=True)
class Filling:
    """What goes into a text. Days in it count from `base`, a day of the story.

    A whole value `@40` becomes a date, `{name}` in a text becomes that name, and a table given as
    `each_force: row` becomes one row for each of `forces`.
    """

    on: OnDay
    base: int = 0
    forces: tuple[str, ...] = cast.FORCES
    names: Mapping[str, str] = field(default_factory=dict)

    def filled(self, answers: Mapping[str, Any]) -> Answers:
        """Every answer filled; table rows get numbers as ids, so that versions can be compared."""
        return {question: self._answer(value) for question, value in answers.items()}

    def _answer(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return list(self._each_force(value["each_force"]))
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            return self._value(value)
        return [
            {"id": f"r{number}", **self._value(row)} for number, row in enumerate(value, start=1)
        ]

    def _each_force(self, row: Mapping[str, Any]) -> Iterator[Answers]:
        for force in self.forces:
            own = replace(self, names={**self.names, **of_force(force)})
            yield {"id": force, **own._value(row)}

    def _value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._value(one) for key, one in value.items() if one is not None}
        if isinstance(value, list):
            return [self._value(one) for one in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, value: str) -> str:
        day = _DAY.fullmatch(value.strip())
        if day:
            return self.on(_number(bool(day[1]), day[2], self.base)).isoformat()
        return value.format_map({**self.names, "on": _Days(self.on, self.base)}).strip()


def of_force(force: str) -> dict[str, str]:
    """The names that a row for one force may use."""
    return {
        "force": force,
        "force_name": name_of(force),
        "owner": cast.player_for(roles.ASSET_OWNER, force).name,
        "siro": cast.player_for(roles.SIRO, force).name,
        "dpo": cast.player_for(roles.DPO, force).name,
        "users": str(_USERS[force]),
    }


def name_of(slug: str) -> str:
    """What an organisation is called."""
    return next(body.name for body in cast.BODIES if body.slug == slug)


def listed(names: tuple[str, ...]) -> str:
    """Names in a sentence: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _number(absolute: bool, written: str, base: int) -> int:
    return int(written) if absolute else base + int(written)


_USERS = {
    "bedfordshire": 2_150, "cambridgeshire": 2_600, "essex": 5_400, "hertfordshire": 3_350,
    "kent": 5_900, "norfolk": 2_700, "suffolk": 2_250, "warwickshire": 1_750, "west-mercia": 3_600,
}  # fmt: skip


def laid_over(answers: Mapping[str, Any], changes: Mapping[str, Any]) -> Answers:
    """`changes` over `answers`: `name` replaces, `name+` adds rows, `name~` changes rows by id."""
    merged = dict(answers)
    for name, change in changes.items():
        question = name.rstrip("+~")
        if name.endswith("+"):
            merged[question] = [*merged[question], *change]
        elif name.endswith("~"):
            rows = enumerate(merged[question], start=1)
            merged[question] = [{**row, **change.get(f"r{number}", {})} for number, row in rows]
        else:
            merged[question] = change
    return merged
