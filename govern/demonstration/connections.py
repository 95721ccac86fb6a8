"""The scenes of one partner's connection: return, declaration, assessment, certificate,
acceptances, renewal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from govern.demonstration import acting, texts
from govern.demonstration.foundations import answer_advice
from govern.demonstration.plans import Link
from govern.demonstration.stage import Stage
from workflows import roles
from workflows.engine import Form

RENEWED_AFTER = 345


def scenes(link: Link) -> Iterator[tuple[int, Callable[[Stage], None], str]]:
    """The first certificate, and its renewal before a year is over unless the partner let it lapse.
    """
    yield link.day, partial(_first, link), f"{link.partner} connects"
    if link.fate == "renewed":
        yield link.day + RENEWED_AFTER, partial(_renewal, link), f"{link.partner} renews"


def _first(link: Link, stage: Stage) -> None:
    author = stage.actor(roles.AUTHOR, link.partner)
    parties = {link.partner: "partner", link.lead: "controller"}
    opened = acting.open_and_write(
        stage,
        author,
        "connection_return",
        f"Connection of {link.partner.replace('-', ' ').title()}",
        link.lead,
        parties | dict.fromkeys(link.accepts, "controller"),
        texts.connection(stage, link),
    )
    stage.keep(f"connection:{link.partner}", opened.document_id)
    _through(link, stage, opened.version_id)


def _renewal(link: Link, stage: Stage) -> None:
    document_id = stage.kept[f"connection:{link.partner}"]
    author = stage.actor(roles.AUTHOR, link.partner)
    version_id = acting.next_version(stage, author, document_id, texts.connection(stage, link))
    _through(link, stage, version_id)


def _through(link: Link, stage: Stage, version_id: str) -> None:
    author = stage.actor(roles.AUTHOR, link.partner)
    acting.send(stage, author, version_id)
    answer_advice(stage, author, version_id)
    stage.freeze(author, version_id)
    stage.sign(stage.actor(roles.SIGNATORY, link.partner), version_id, "declare")
    stage.clock.advance(timedelta(hours=20))
    officer = stage.actor(roles.SECURITY_OFFICER, link.lead)
    stage.sign(officer, version_id, "assess", body=link.partner)
    siro = stage.actor(roles.SIRO, link.lead)
    stage.sign(siro, version_id, "certify", body=link.partner)
    for force in link.accepts:
        stage.sign(stage.actor(roles.SIRO, force), version_id, "accept", Form())
