"""Advice to stop that is not followed: who decides, with reasons, and the DPO is told."""

from __future__ import annotations

import html

import pytest
from flask import Flask
from sqlalchemy import select

from govern.commands.stops.place import Stop, advise_stop
from govern.store.rows.ledger import EventRow
from govern.store.rows.working import JobRow
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing

ESSEX = f"essex:{COUNCIL}"
WHY = "The partner has shown that the list was right all along."


@pytest.fixture
def advised(sharing: Sharing) -> str:
    """The address at which Essex's SIRO lets go on what its DPO advised to stop."""
    stop = Stop("suspension", "flow", sharing.flows[ESSEX], "The list is wrong.")
    advise_stop(sharing.installation, by=sharing.people.actor("essex_dpo"), stop=stop)
    with sharing.installation.reading() as session:
        query = select(EventRow.subject_id).where(EventRow.type == "stop_advised")
        return f"/stops/advice/{session.scalars(query).one()}/dismiss"


def test_the_siro_lets_it_go_on_and_the_dpo_is_told(
    shared_site: Flask, sharing: Sharing, advised: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    before = siro.get("/stops").text

    answer = submit(siro, advised, reasons=WHY)

    after = html.unescape(siro.get("/stops").text)
    assert advised in before
    assert answer.status_code == 302
    assert "The DPO advises a stop" not in after
    with sharing.installation.reading() as session:
        mails = session.scalars(select(JobRow.payload).where(JobRow.kind == "mail")).all()
    told = [each for each in mails if each["template"] == "stop_advice_dismissed"]
    assert [each["person_id"] for each in told] == [sharing.people.persons["essex_dpo"]]
    assert WHY not in str(told)


def test_reasons_are_asked_for(shared_site: Flask, sharing: Sharing, advised: str) -> None:
    answer = submit(browse(shared_site, sharing, "essex_siro"), advised, reasons="")

    assert answer.status_code == 422
    assert "Enter the reason" in answer.text


@pytest.mark.parametrize(("who", "status"), [("kent_siro", 404), ("essex_dpo", 403)])
def test_nobody_else_dismisses_it(
    shared_site: Flask, sharing: Sharing, advised: str, who: str, status: int
) -> None:
    assert browse(shared_site, sharing, who).get(advised).status_code == status


def test_it_is_dismissed_once(shared_site: Flask, sharing: Sharing, advised: str) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    submit(siro, advised, reasons=WHY)

    assert siro.get(advised).status_code == 404
