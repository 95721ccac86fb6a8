"""How the acting force signs off: each chain step by step, what was added, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from govern.clock import text
from govern.commands.chains.change_chain import ADD_NAME, END_NAME
from govern.store import chain_steps, second_person
from govern.store.chain_steps import StepRecord, TwoPeople
from govern.store.database import Session
from govern.store.rows.chain_steps import ChainStepRow
from govern.store.turns import waited_for
from govern.web.context import installation, post
from govern.web.filters import day, moment, plural
from govern.web.own_chains.blueprint import blueprint, may_ask, reads
from govern.web.own_chains.phrases import chain_title, place_words, slug, step_title
from govern.web.pieces import Cell, Column, Happening, Link, Table, Tag
from govern.web.second_person.phrases import title, visible
from govern.web.signing.brief import record_href
from govern.web.signing.outcomes import outcome
from govern.web.words import role_title
from workflows.added_steps import BY_NAME, GROWABLE, kinds_for
from workflows.catalogue import workflow
from workflows.table import Stage, Workflow

COLUMNS = (Column("Step"), Column("Who"), Column("Working days", numeric=True))
MOST = 20


@dataclass(frozen=True)
class Chain:
    """One chain, step by step; `add` leads to adding one, where the viewer may and one is left."""

    steps: Table
    add: Link | None


@dataclass(frozen=True)
class OwnChainsPage:
    """Every chain of a force, what waits, what was changed, and the records made at added steps."""

    organisation: str
    waiting: Sequence[Link]
    chains: Sequence[Chain]
    history: Sequence[Happening]
    records: Table


@blueprint.get("/how-we-sign-off")
@reads
def show() -> str:
    """The chains of the acting force as new sign-offs take them."""
    with installation().reading() as session:
        page = _page(session, post().organisation_id)
    return render_template("own_chains/show.html", page=page)


def _page(session: Session, force: str) -> OwnChainsPage:
    added = chain_steps.two_people(session, ADD_NAME, force)
    ended = chain_steps.two_people(session, END_NAME, force)
    rows = chain_steps.of_organisation(session, force)
    past = sorted(_happenings(rows, added, ended), key=lambda each: each.at, reverse=True)
    return OwnChainsPage(
        organisation=post().organisation,
        waiting=_waiting(session, force),
        chains=[_chain(session, force, name, added) for name in GROWABLE],
        history=past,
        records=_records(chain_steps.records(session, force, MOST)),
    )


def _waiting(session: Session, force: str) -> list[Link]:
    """What waits for a second person, for those who may see it."""
    now = text(installation().clock.now())
    ids = chain_steps.waiting(session, force, (ADD_NAME, END_NAME), now)
    found = [each for each in (second_person.one(session, id) for id in ids) if visible(each)]
    return [Link(title(each), url_for("second_person.show", request_id=each.id)) for each in found]


def _chain(session: Session, force: str, name: str, added: dict[str, TwoPeople]) -> Chain:
    rows = {row.kind: row for row in chain_steps.running(session, force, name)}
    table = workflow(chain_steps.named(name, rows.values()))
    stages = [stage for stage in table.stages if stage.outcome is None]
    steps = [
        _step(table, place, stage, rows.get(stage.id), added)
        for place, stage in enumerate(stages, start=1)
    ]
    titled = chain_title(name)
    left = {kind.name for kind in kinds_for(workflow(name))} - rows.keys()
    address = url_for("own_chains.add", chain=slug(name))
    add = Link("Add a step", address, about=f"to: {titled}") if left and may_ask() else None
    return Chain(Table(titled, COLUMNS, steps), add)


def _step(
    table: Workflow, place: int, stage: Stage, row: ChainStepRow | None, added: dict[str, TwoPeople]
) -> list[str | Cell]:
    who = " or ".join(map(role_title, waited_for(table.name, table.version, stage.id)))
    days = str(stage.due.working_days) if stage.due else ""
    name = f"{place}. {step_title(stage)}"
    if row is None:
        return [Cell(name), who, days]
    notes: list[str | Tag | Link] = [Tag("Added", "blue"), f"Since {day(row.added_at)}"]
    by = added.get(row.added_at)
    if by:
        notes.append(f"Asked for by {by.asked_by}, confirmed by {by.confirmed_by}")
    if may_ask():
        address = url_for("own_chains.end", step_id=row.id)
        notes.append(Link("End this step", address, about=f"of: {chain_title(row.chain)}"))
    return [Cell(name, notes), who, days]


def _happenings(
    rows: Sequence[ChainStepRow], added: dict[str, TwoPeople], ended: dict[str, TwoPeople]
) -> Iterator[Happening]:
    for row in rows:
        where = place_words(workflow(row.chain), row.before_stage)
        said = f"{chain_title(row.chain)}. {where}, in {plural(row.days, 'working day')}."
        name = BY_NAME[row.kind].title
        yield _happening(f"Added: {name}", row.added_at, said, added.get(row.added_at))
        if row.ended_at:
            chain = f"{chain_title(row.chain)}."
            yield _happening(f"Ended: {name}", row.ended_at, chain, ended.get(row.ended_at))


def _happening(what: str, at: str, said: str, by: TwoPeople | None) -> Happening:
    if by is None:
        return Happening(what, at, text=said)
    confirmed = f"{said} Confirmed by {by.confirmed_by}."
    return Happening(what, at, by.asked_by, role_title(by.asked_role), text=confirmed)


def _records(found: Sequence[StepRecord]) -> Table:
    columns = (Column("Record"), Column("Act"), Column("When"))
    rows: list[list[str | Cell]] = [
        [
            Cell(Link(f"{each.reference}, version {each.number}", record_href(each.sha256))),
            outcome(each.act, post().organisation).done,
            moment(each.at),
        ]
        for each in found
    ]
    empty = "No record was made at an added step yet."
    return Table("Records made at added steps", columns, rows, empty)
