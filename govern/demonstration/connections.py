"""The scenes of a partner's connection: return, declaration, assessment, certificate, renewal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from govern.commands.conditions.settle import settle_condition
from govern.demonstration import acting
from govern.demonstration.acting import answer_advice, condition_of
from govern.demonstration.plans import Link
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts import connecting
from workflows import roles
from workflows.engine import Form
from workflows.facts import Condition

RENEWED_AFTER = 345
_PUT_RIGHT_AFTER = 50


def scenes(link: Link) -> Iterator[Planned]:
    """The first certificate, what it asked for, and its renewal unless the partner let it lapse."""
    yield link.day - 2, partial(_first, link), f"{link.partner} makes its return"
    yield link.day, partial(_certify, link, 1), f"{link.partner} connects"
    if connecting.partly_met(link.partner):
        yield (
            link.day + _PUT_RIGHT_AFTER,
            partial(_put_right, link),
            f"{link.partner} puts it right",
        )
    if link.fate == "renewed":
        again = link.day + RENEWED_AFTER
        yield again - 2, partial(_next, link), f"{link.partner} makes its return again"
        yield again, partial(_certify, link, 2), f"{link.partner} renews"


def _first(link: Link, stage: Stage) -> None:
    author = stage.actor(roles.AUTHOR, link.partner)
    parties = {link.partner: "partner", link.lead: "controller"}
    opened = acting.open_and_write(
        stage,
        author,
        "connection_return",
        f"Connection of {connecting.names_of(link.partner)['name']}",
        link.lead,
        parties | dict.fromkeys(link.accepts, "controller"),
        connecting.connection(stage.on, link, link.day - 2),
    )
    stage.keep(f"connection:{link.partner}", opened.document_id)
    _send(link, 1, opened.version_id, stage)


def _next(link: Link, stage: Stage) -> None:
    document_id = stage.kept[f"connection:{link.partner}"]
    author = stage.actor(roles.AUTHOR, link.partner)
    answers = connecting.connection(stage.on, link, link.day + RENEWED_AFTER - 2)
    _send(link, 2, acting.next_version(stage, author, document_id, answers), stage)


def _send(link: Link, number: int, version_id: str, stage: Stage) -> None:
    author = stage.actor(roles.AUTHOR, link.partner)
    stage.keep(f"return:{link.partner}:{number}", version_id)
    acting.send(stage, author, version_id)
    answer_advice(stage, author, version_id)
    stage.print_ahead(version_id, link.day if number == 1 else link.day + RENEWED_AFTER)


def _certify(link: Link, number: int, stage: Stage) -> None:
    version_id = stage.kept[f"return:{link.partner}:{number}"]
    stage.freeze(stage.actor(roles.AUTHOR, link.partner), version_id)
    stage.sign(stage.actor(roles.SIGNATORY, link.partner), version_id, "declare")
    stage.clock.advance(timedelta(days=1))
    officer, siro = (stage.actor(role, link.lead) for role in (roles.SECURITY_OFFICER, roles.SIRO))
    stage.sign(officer, version_id, "assess", body=link.partner)
    if number == 1 and connecting.partly_met(link.partner):
        plan = Form(conditions=tuple(_plan(link, stage)))
        stage.sign(siro, version_id, "certify_with_remediation", plan, body=link.partner)
    else:
        stage.sign(siro, version_id, "certify", body=link.partner)
    for force in link.accepts:
        stage.sign(stage.actor(roles.SIRO, force), version_id, "accept", Form())


def _plan(link: Link, stage: Stage) -> Iterator[Condition]:
    for control, partly in connecting.partly_met(link.partner).items():
        due = stage.on(link.day + partly["days"])
        yield Condition(f"{control}: {partly['action']}", "by_date", due, "block_new")


def _put_right(link: Link, stage: Stage) -> None:
    condition_id = condition_of(stage, stage.kept[f"return:{link.partner}:1"], link.lead)
    for by, act, words in (
        (stage.actor(roles.AUTHOR, link.partner), "submit", "Patch report of the last four weeks."),
        (stage.actor(roles.SECURITY_OFFICER, link.lead), "accept", ""),
    ):
        settle_condition(stage.installation, by=by, condition_id=condition_id, act=act, words=words)
