"""What changing a setting would switch, before anybody changes it."""

from __future__ import annotations

from govern.commands.settings.table import BY_NAME
from govern.commands.signing.dry_run import Switch, tried
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.ledger.projection import Change
from govern.store.rows.organisations import SettingRow


def foresee_setting(
    installation: Installation, *, name: str, value: bool | int | str
) -> list[Switch]:
    """The flows of every force that this value would open or close now.

    NotFound for a setting there is none of, Invalid for a value it cannot have.
    """
    setting = BY_NAME.get(name)
    if setting is None:
        raise NotFound(f"setting {name}")
    if fault := setting.fault(value):
        raise Invalid.field("value", fault)
    with installation.reading() as session:
        new = session.get(SettingRow, name) is None
    change = Change("setting", name, {"value": value}, new=new)
    return tried(installation, [change], installation.clock.now())
