"""Settings, consultations and readiness checks that switch many flows ask for a tick of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from govern.commands.settings.change_setting import change_setting
from govern.store.rows.organisations import SettingRow
from tests.readying import Readying, ready
from tests.shared_sites import browse, submit
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing
from tests.web.consultations.conftest import consultation as consultation
from tests.web.settings.test_settings import late_review

PROOF = {"demonstration_proof": "clicked"}
TICK = "I have looked at what switches: 1 at once."
WHY = "What runs already is what the regulator was asked about."
SETTING = "review_overdue_closes"


@pytest.fixture(autouse=True)
def few(sharing: Sharing) -> None:
    """Every flow is many."""
    sharing.installation.settings = replace(sharing.installation.settings, many_flows=1)


def holds(sharing: Sharing) -> object:
    with sharing.installation.reading() as session:
        row = session.get(SettingRow, SETTING)
        return row.value if row else None


def test_a_setting_takes_it(shared_site: Flask, sharing: Sharing) -> None:
    late_review(sharing)
    gold, page = browse(shared_site, sharing, "gold"), "/settings/review-overdue-closes/confirm/yes"

    without = submit(gold, page, meant="y", **PROOF)
    before = holds(sharing)
    ticked = submit(gold, page, meant="y", many="y", **PROOF)

    assert without.status_code == 422 and TICK in without.text
    assert before is None
    assert ticked.status_code == 302 and holds(sharing) is True


def test_so_does_the_second_person_of_a_setting_and_sees_what_switches(
    shared_site: Flask, sharing: Sharing
) -> None:
    late_review(sharing)
    change_setting(sharing.installation, by=sharing.people.actor("gold"), name=SETTING, value=True)
    gold, siro = browse(shared_site, sharing, "gold"), browse(shared_site, sharing, "essex_siro")
    asked = "/settings/review-overdue-closes/confirm/no"
    submit(gold, asked, meant="y", many="y", **PROOF)
    page = f"/second-person/{sharing.people.asked()}"

    shown = siro.get(page).text
    without = submit(siro, page, meant="y", **PROOF)
    before = holds(sharing)
    ticked = submit(siro, page, meant="y", many="y", **PROOF)

    assert "1 flow opens" in shown and TICK in shown
    assert without.status_code == 422 and before is True
    assert ticked.status_code == 302 and holds(sharing) is False


def test_stopping_what_a_consultation_finds_live_takes_it_and_going_on_does_not(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    siro, page = browse(shared_site, sharing, "essex_siro"), f"/consultations/{consultation}"

    without = submit(siro, f"{page}/live-processing", decision="stop", reasons=WHY, **PROOF)
    goes_on = submit(siro, f"{page}/live-processing", decision="continue", reasons=WHY, **PROOF)
    ticked = submit(
        siro, f"{page}/live-processing", decision="stop", reasons=WHY, many="y", **PROOF
    )
    closing = submit(siro, f"{page}/close", reasons=WHY, **PROOF)

    assert without.status_code == 422 and 'id="many-error"' in without.text
    assert (goes_on.status_code, ticked.status_code) == (302, 302)
    assert closing.status_code == 422 and TICK in closing.text


@pytest.fixture
def readying(sharing: Sharing) -> Readying:
    made = ready(sharing)
    made.open()
    made.settle()
    return made


def test_passing_and_revoking_a_check_take_it(readying: Readying, shared_site: Flask) -> None:
    siro = browse(shared_site, readying.sharing, "essex_siro")
    check = f"/readiness/{readying.check_id}"

    assert submit(siro, f"{check}/pass", **PROOF).status_code == 422
    assert not readying.explained().open
    assert submit(siro, f"{check}/pass", many="y", **PROOF).status_code == 302
    assert readying.explained().open
    assert submit(siro, f"{check}/revoke", reasons=WHY, **PROOF).status_code == 422
    assert readying.explained().open
    assert submit(siro, f"{check}/revoke", reasons=WHY, many="y", **PROOF).status_code == 302
