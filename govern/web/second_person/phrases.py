"""What an act that takes two people does, in words and facts."""

from __future__ import annotations

from govern.clock import text
from govern.commands.chains.change_chain import ADD_NAME, END_NAME
from govern.commands.own_certificates.register import REGISTER_NAME
from govern.commands.second_person.confirm import may_confirm
from govern.commands.second_person.table import BY_NAME
from govern.commands.settings.table import BY_NAME as SETTINGS
from govern.store import own_certificates
from govern.store.second_person import Asked, waits
from govern.web.context import actor, installation
from govern.web.filters import moment, until
from govern.web.own_certificates import facts_of
from govern.web.own_chains.phrases import asked_facts, asked_title
from govern.web.pieces import Fact, Tag
from govern.web.settings.phrases import WORDS, said
from govern.web.words import role_title
from workflows import roles


def title(each: Asked) -> str:
    """What was asked for, in one line."""
    given = each.given
    if each.act == "appoint":
        return f"Appoint {each.person} as {role_title(given['role'])} of {each.organisation}"
    if each.act == "reset_second_factor":
        return f"Reset the password and authenticator of {each.person}"
    if each.act == "erase_person":
        return f"Erase the personal data of {each.person}"
    if each.act == REGISTER_NAME:
        return f"Register a certificate for {each.person} to sign with"
    if each.act == "open_webhook":
        return f"Tell “{given['name']}” of newer registers"
    if each.act == "end_webhook":
        return f"End the webhook “{given['name']}” for good"
    if each.act == "add_client":
        return f"Let the machine “{given['name']}” ask the register"
    if each.act == "change_setting":
        value = said(SETTINGS[given["name"]], given["value"])
        return f"Change “{WORDS[given['name']].title}” to: {value}"
    if each.act in (ADD_NAME, END_NAME):
        return asked_title(each)
    return BY_NAME[each.act].title if each.act in BY_NAME else each.act


def facts(each: Asked) -> list[Fact]:
    """The details of what was asked for, who asked, and until when it can be confirmed."""
    given, found = each.given, []
    if given.get("starts_at"):
        found.append(Fact("From", moment(given["starts_at"])))
    if given.get("ends_at"):
        found.append(Fact("Until", until(given["ends_at"])))
    if given.get("instrument"):
        found.append(Fact("Letter of appointment", given["instrument"]))
    if given.get("basis"):
        found.append(Fact("Legal ground", given["basis"]))
    if given.get("url"):
        found.append(Fact("Address", given["url"]))
    if given.get("forces"):
        every, told = given["forces"] == ["all"], each.act == "open_webhook"
        words = "All forces" if every else ", ".join(given["forces"])
        found.append(Fact("Is told of" if told else "May ask about", words))
    found += _certificate(each)
    if each.act in (ADD_NAME, END_NAME):
        found += asked_facts(each)
    asker = f"{each.asked_by}, {role_title(each.asked_role)}"
    found.append(Fact("Asked for by", asker, [moment(each.asked_at)]))
    found.append(Fact("Can be confirmed until", moment(each.expires_at)))
    return found


def _certificate(each: Asked) -> list[Fact]:
    """What a certificate says that is to be registered, for as long as it waits."""
    if each.act != REGISTER_NAME:
        return []
    with installation().reading() as session:
        held = own_certificates.asked(session, each.person_id or "", each.given["digest"])
    return facts_of(held) if held else [Fact("Certificate (SHA-256)", each.given["digest"])]


def state(each: Asked) -> Tag:
    """How a request stands."""
    if each.confirmed_at:
        return Tag("Confirmed", "green")
    if each.refused_at:
        return Tag("Refused", "red")
    if waits(each, text(installation().clock.now())):
        return Tag("Waits", "yellow")
    return Tag("Ran out", "grey")


def visible(each: Asked) -> bool:
    """Whether the viewer asked for it or may be its second person.

    The office learns the names of another organisation's people only while it is asked to confirm.
    """
    act = BY_NAME.get(each.act)
    own = each.asked_by_person == actor().person
    over = not waits(each, text(installation().clock.now()))
    if over and each.person_id and not own and actor().role == roles.COORDINATOR:
        return False
    return own or (act is not None and may_confirm(act, actor(), each.organisation_id))
