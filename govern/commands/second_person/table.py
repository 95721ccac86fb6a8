"""Every act that takes two people, by name."""

from __future__ import annotations

from typing import Final

from govern.commands.chains.change_chain import ADD_STEP, END_STEP
from govern.commands.clients.add_client import ADD_CLIENT
from govern.commands.own_certificates.register import REGISTER
from govern.commands.people.erase_person import ERASE
from govern.commands.people.make_appointment import APPOINT
from govern.commands.people.reset_second_factor import RESET
from govern.commands.second_person.kinds import SensitiveAct
from govern.commands.settings.change_setting import CHANGE_SETTING
from govern.commands.webhooks.acts import END, OPEN

TABLE: Final[tuple[SensitiveAct, ...]] = (
    APPOINT, RESET, ERASE, ADD_CLIENT, CHANGE_SETTING, REGISTER, OPEN, END, ADD_STEP, END_STEP,
)  # fmt: skip
BY_NAME: Final = {each.name: each for each in TABLE}
