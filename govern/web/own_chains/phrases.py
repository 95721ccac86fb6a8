"""Chains and their steps in words."""

from __future__ import annotations

from collections.abc import Sequence

from govern.commands.chains.change_chain import ADD_NAME, END_NAME
from govern.errors import NotFound
from govern.store import chain_steps
from govern.store.second_person import Asked
from govern.web.context import installation
from govern.web.filters import plural
from govern.web.pieces import Fact
from govern.web.words import kind_title
from workflows.added_steps import BY_NAME, GROWABLE, places
from workflows.catalogue import workflow
from workflows.table import Stage, Workflow

_WAITING = "Waiting for "
_TITLES = {
    "connection_acceptance": "Acceptance of a partner's connection",
    "agreement_force": "Sharing agreement",
}
_STEPS = {"acceptance": "The SIRO's acceptance"}


def chain_title(chain: str) -> str:
    """What a chain signs off."""
    return _TITLES.get(chain) or kind_title(workflow(chain).kind)


def slug(chain: str) -> str:
    """A chain in an address."""
    return chain.replace("_", "-")


def chain_of(slug: str) -> str:
    """The chain of an address; NotFound for one to which nothing can be added."""
    found = {each.replace("_", "-"): each for each in GROWABLE}.get(slug)
    if found is None:
        raise NotFound(f"chain {slug}")
    return found


def step_title(stage: Stage) -> str:
    """A stage as the name of its step, such as "The DPO's advice"."""
    if stage.id in BY_NAME:
        return BY_NAME[stage.id].title
    words = _STEPS.get(stage.id) or stage.title.removeprefix(_WAITING)
    return f"{words[:1].upper()}{words[1:]}"


def place_words(table: Workflow, before: str) -> str:
    """Where a step stands that comes before the stage `before` of a standard table."""
    ids = [stage.id for stage in places(table)]
    place = ids.index(before)
    nearby = _lower(step_title(table.stage(before)))
    if place == 0:
        return f"First, before {nearby}"
    earlier = _lower(step_title(table.stage(ids[place - 1])))
    return f"After {earlier}, before {nearby}"


def asked_title(each: Asked) -> str:
    """What was asked of a chain, in one line."""
    kind, chain = _kind_and_chain(each)
    act = {ADD_NAME: "Add to", END_NAME: "End in"}[each.act]
    return f"{act} how {each.organisation} signs off a {_lower(chain)}: {_lower(kind)}"


def asked_facts(each: Asked) -> Sequence[Fact]:
    """The details of what was asked of a chain."""
    if each.act == END_NAME:
        said = "What is under way keeps it; what is opened after that does without."
        return [Fact("Sign-offs under way", said)]
    given = each.given
    kind, table = BY_NAME[given["kind"]], workflow(given["chain"])
    return [
        Fact("What the step is", kind.meaning),
        Fact("Where it stands", place_words(table, given["before_stage"])),
        Fact("Due", plural(given["days"], "working day")),
        Fact("Sign-offs under way", "They keep their chain; what is opened after that takes it."),
    ]


def _kind_and_chain(each: Asked) -> tuple[str, str]:
    if each.act == ADD_NAME:
        return BY_NAME[each.given["kind"]].title, chain_title(each.given["chain"])
    with installation().reading() as session:
        row = chain_steps.one(session, each.organisation_id or "", each.given["step_id"])
    return BY_NAME[row.kind].title, chain_title(row.chain)


def _lower(words: str) -> str:
    """Words inside a sentence; names in capitals stay as they are."""
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"
