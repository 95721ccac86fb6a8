"""Changing a setting that changes an answer: a ledger event like any other."""

from __future__ import annotations

from govern.commands.authority import require
from govern.commands.settings.table import BY_NAME
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store.rows.organisations import SettingRow
from workflows import roles
from workflows.engine import Actor


def change_setting(
    installation: Installation, *, by: Actor | None, name: str, value: bool | int
) -> None:
    """Make or change a setting of `govern.commands.settings.table`, for every force at once.

    It can open and close flows of all of them, so it takes the consortium's Gold role.
    """
    setting = BY_NAME.get(name)
    if setting is None:
        raise Invalid.field("name", f"Choose one of: {', '.join(sorted(BY_NAME))}.")
    if fault := setting.fault(value):
        raise Invalid.field("value", fault)
    with installation.writing(by) as writing:
        require(writing, by, {roles.GOLD})
        row = writing.session.get(SettingRow, name)
        present: object = None if row is None else row.value
        if row is not None and present == value:
            raise Conflict(f"{name} is {value!r} already.")
        kind = "setting_made" if row is None else "setting_changed"
        writing.record(kind, ("setting", name), {"value": value})
