"""Changing a setting that changes an answer: a ledger event like any other."""

from __future__ import annotations

from govern.commands.authority import require
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.commands.settings.table import BY_NAME
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store.rows.organisations import SettingRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor


def change_setting(
    installation: Installation, *, by: Actor | None, name: str, value: bool | int | str
) -> None:
    """Make or change a setting of `govern.commands.settings.table`, for every force at once.

    It can open and close flows of all of them, so it takes the consortium's Gold role; and a value
    by which less is closed takes two people (SecondPersonNeeded).
    """
    with installation.writing(by) as writing:
        CHANGE_SETTING.alone(writing, by, {"name": name, "value": value})


def _check(writing: Writing, by: Actor | None, given: Given) -> None:
    name, value = given["name"], given["value"]
    setting = BY_NAME.get(name)
    if setting is None:
        raise Invalid.field("name", f"Choose one of: {', '.join(sorted(BY_NAME))}.")
    if fault := setting.fault(value):
        raise Invalid.field("value", fault)
    require(writing, by, {roles.GOLD})
    row = writing.session.get(SettingRow, name)
    if row is not None and row.value == value:
        raise Conflict("It has this value already.")


def _do(writing: Writing, given: Given) -> Done:
    new = writing.session.get(SettingRow, given["name"]) is None
    kind = "setting_made" if new else "setting_changed"
    writing.record(kind, ("setting", given["name"]), {"value": given["value"]})
    return Done(given["name"])


def _weakens(writing: Writing, given: Given) -> bool:
    setting = BY_NAME[given["name"]]
    row = writing.session.get(SettingRow, setting.name)
    return setting.weakens(setting.default if row is None else row.value, given["value"])


CHANGE_SETTING = SensitiveAct(
    name="change_setting",
    title="Change a setting so that less is closed",
    check=_check,
    do=_do,
    confirms=frozenset({roles.GOLD, roles.SIRO}),
    takes_two=_weakens,
)
