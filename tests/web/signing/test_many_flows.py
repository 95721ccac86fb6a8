"""Where a signature, an ending or a condition switches many flows, a tick is asked for."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govern.store.rows.sign_offs import ActRow, ConditionRow
from govern.web import many
from tests.adopting import Adopting
from tests.shared_sites import browse, submit
from tests.sharing import TRUST, Sharing
from tests.web.signing.browsing import Browsing
from workflows.engine import Form
from workflows.facts import Condition

PROOF = {"demonstration_proof": "clicked"}
WHY = "We no longer stand by this assessment."


@pytest.fixture
def few(sharing: Sharing) -> None:
    """Every flow is many."""
    sharing.installation.settings = replace(sharing.installation.settings, many_flows=1)


def is_open(sharing: Sharing) -> bool:
    now = sharing.installation.clock.now()
    return sharing.installation.register.explain(sharing.flows[f"kent:{TRUST}"], now).open


def confirmed(sharing: Sharing) -> set[str]:
    """The kinds of act that were confirmed; what is signed here are no real PDFs to seal."""
    with sharing.installation.reading() as session:
        return set(session.scalars(select(ActRow.act)))


@pytest.mark.usefixtures("few")
def test_a_signature_is_refused_without_it_and_the_statement_stays(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/sign-offs/{sharing.sign_offs['dpia', 'kent']}/acts/withdraw_adoption"
    stated = submit(siro, path, reasons=WHY, rows="1").location

    shown = siro.get(stated).text
    without = submit(siro, stated, declaration="y", **PROOF)
    before = confirmed(sharing)
    ticked = submit(siro, stated, declaration="y", many="y", **PROOF)

    assert "I have looked at what switches: 2 at once." in shown
    assert without.status_code == 422
    assert 'href="#many"' in without.text and 'id="many-error"' in without.text
    assert ticked.status_code == 302
    assert confirmed(sharing) - before == {"withdraw_adoption"}


def test_few_ask_for_none(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/sign-offs/{sharing.sign_offs['dpia', 'kent']}/acts/withdraw_adoption"

    shown = siro.get(submit(siro, path, reasons=WHY, rows="1").location).text

    assert "I have looked at what switches" not in shown


@pytest.mark.usefixtures("few")
def test_ending_an_agreement_takes_it_and_keeps_what_was_typed(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/agreements/{sharing.documents['isa-trust']}/end"

    without = submit(siro, path, reasons="The pilot is over.", **PROOF)
    still = is_open(sharing)
    ticked = submit(siro, path, reasons="The pilot is over.", many="y", **PROOF)

    assert without.status_code == 422
    assert "The pilot is over." in without.text
    assert "I have looked at what switches: 1 at once." in without.text
    assert still
    assert ticked.status_code == 302
    assert not is_open(sharing)


def test_accepting_a_condition_and_going_on_past_it_take_it(
    browsing: Browsing, house: Adopting, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = house.installation.clock.now().date() + timedelta(days=30)
    wanted = Condition("The route is tested.", "by_date", due, "close")
    house.sign("essex_dpo", "endorse_with_conditions", Form(conditions=(wanted,)))
    with house.installation.reading() as session:
        page = f"/conditions/{session.query(ConditionRow).one().id}"
    browsing.as_("essex_owner").send(f"{page}/submit", form_of=page, words="Tested on two flows.")
    monkeypatch.setattr(many, "many", lambda *_: True)
    dpo, siro, later = browsing.as_("essex_dpo"), browsing.as_("essex_siro"), str(due.year + 1)
    going_on = {"reasons": "Lives depend on it.", "fallback": "Telephone"}

    without = dpo.send(f"{page}/accept", form_of=page)
    continued = siro.client.post(
        f"{page}/continue_flow",
        data={**going_on, "until": ["1", "1", later], "csrf_token": siro.token(page)},
    )
    ticked = dpo.send(f"{page}/accept", form_of=page, many="y")

    assert without.status_code == 422
    assert 'id="many-accept-error"' in without.text
    assert continued.status_code == 422
    assert 'href="#many-continue_flow"' in html.unescape(continued.text)
    assert ticked.status_code == 302
