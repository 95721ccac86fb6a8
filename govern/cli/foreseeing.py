"""`govern register foresee`: what an act would open and close, for whom, before it is taken."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.commands.register.foresee import Supposed, foresee_end, foresee_events, many, switching
from govern.commands.settings.foresee import foresee_setting
from govern.commands.signing.dry_run import Switch
from govern.errors import Invalid
from govern.installation import Installation

SAID = {"opens": "OPENS", "closes": "CLOSES", "moves": "stays open", "stays_closed": "stays closed"}


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Describe the verbs of `govern register foresee`."""
    it = verbs.add_parser("foresee", help="what an act would switch, before it is taken")
    each = it.add_subparsers(metavar="ACT", required=True)
    ending = each.add_parser("end-organisation", parents=[common], help="an organisation ends")
    ending.add_argument("slug")
    ending.set_defaults(run=end)
    setting = each.add_parser("setting", parents=[common], help="a setting gets another value")
    setting.add_argument("name")
    setting.add_argument("value", help="yes, no or a number")
    setting.set_defaults(run=set_to)
    event = each.add_parser("event", parents=[common], help="any event of the ledger's catalogue")
    event.add_argument("type")
    event.add_argument("subject", help="the id of what it is about")
    event.add_argument("--data", default="{}", metavar="JSON", help="what it says")
    event.set_defaults(run=happen)


def end(given: argparse.Namespace) -> Outcome:
    """The end of an organisation."""
    installation = opening.installation()
    return told(installation, foresee_end(installation, slug=given.slug))


def set_to(given: argparse.Namespace) -> Outcome:
    """Another value of a setting."""
    installation = opening.installation()
    words = {"yes": True, "no": False}
    if given.value not in words and not given.value.isdecimal():
        raise Invalid.field("value", "Say yes, no or a whole number.")
    value = words[given.value] if given.value in words else int(given.value)
    return told(installation, foresee_setting(installation, name=given.name, value=value))


def happen(given: argparse.Namespace) -> Outcome:
    """Any event: a stop, an extension, a definition or a readiness check, as the ledger says it."""
    installation = opening.installation()
    try:
        data = json.loads(given.data)
    except ValueError as fault:
        raise Invalid.field("data", f"It is no JSON: {fault}.") from fault
    if not isinstance(data, dict):
        raise Invalid.field("data", "It must be one JSON object.")
    return told(
        installation, foresee_events(installation, [Supposed(given.type, given.subject, data)])
    )


def told(installation: Installation, found: Sequence[Switch]) -> Outcome:
    """The switches for a person, safety-critical ones first with what to use instead."""
    lines = columns([_line(each) for each in found])
    lines.append(f"{switching(found)} flows would open or close. Nothing has changed.")
    if many(installation, found):
        lines.append("That is many: look through them before it is done.")
    return Outcome(lines, {"flows": [each.plain() for each in found]})


def _line(each: Switch) -> list[str]:
    named = "/".join((each.force, each.partner, each.category, each.purpose, each.direction))
    critical = "safety-critical" if each.safety_critical else ""
    instead = f"use instead: {each.fallback}" if each.fallback else ""
    return [SAID[each.effect], named, critical, ", ".join(each.reasons), instead]
