"""Consultations as pages: both dates shown, no date that acts, the SIRO's decision with reasons."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.store.rows.enforcement import ConsultationRow
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing

REASONS = "Nothing that runs already is changed by what is consulted on."
PROOF = {"demonstration_proof": "clicked"}


def row(sharing: Sharing, consultation: str) -> ConsultationRow:
    with sharing.installation.reading() as session:
        return session.get_one(ConsultationRow, consultation)


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.unescape(answer.text)


def record(client: FlaskClient, consultation: str, state: str, on: date) -> TestResponse:
    """Send the form of progress."""
    fields: dict[str, Any] = {"state": state, "on": [str(on.day), str(on.month), str(on.year)]}
    return submit(client, f"/consultations/{consultation}/progress", **fields)


def open_flow(sharing: Sharing, flow: str) -> bool:
    now = sharing.installation.clock.now()
    rows = sharing.installation.register.at(now).register.rows.values()
    return next(each.open for each in rows if each.flow == sharing.flows[flow])


def test_what_was_sent_shows_both_dates_and_how_they_are_counted(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    dpo = browse(shared_site, sharing, "essex_dpo")
    today = sharing.installation.clock.now().date()

    recorded = record(dpo, consultation, "sent", today)

    page = words(dpo, f"/consultations/{consultation}")
    assert recorded.status_code == 302
    assert "six weeks beginning with receipt" in page
    dated = section_65(today)
    assert dated[0] in page.split("counting that day")[1].split("</dl>")[0]
    assert dated[1] in page.split("not counting it")[1]


def section_65(received: date) -> tuple[str, str]:
    """The two last days as a page writes them, counted here on their own."""
    days = (date.fromordinal(received.toordinal() + n) for n in (41, 42))
    first, second = (f"{each.day} {each:%B %Y}" for each in days)
    return first, second


def test_an_extension_adds_its_month_to_the_day_of_receipt(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    received = sharing.installation.clock.now().date()
    record(browse(shared_site, sharing, "essex_dpo"), consultation, "sent", received)
    sharing.people.later(days=20)
    dpo = browse(shared_site, sharing, "essex_dpo")

    record(dpo, consultation, "extended", sharing.installation.clock.now().date())

    due = date.fromordinal(received.toordinal() + 42)
    month = due.replace(year=due.year + due.month // 12, month=due.month % 12 + 1)
    page = words(dpo, f"/consultations/{consultation}")
    assert f"{month.day} {month:%B %Y}" in page


def test_a_date_that_passes_changes_nothing_and_says_so(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    dpo = browse(shared_site, sharing, "essex_dpo")
    record(dpo, consultation, "sent", sharing.installation.clock.now().date())
    before = row(sharing, consultation).state

    sharing.people.later(days=60)

    siro = browse(shared_site, sharing, "essex_siro")
    page = words(siro, f"/consultations/{consultation}")
    assert "This day has passed without a reply. Nothing changes by that." in page
    assert row(sharing, consultation).state == before


def test_only_what_follows_is_offered_and_no_day_to_come_is_taken(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    dpo = browse(shared_site, sharing, "essex_dpo")
    today = sharing.installation.clock.now().date()

    skipped = record(dpo, consultation, "advice_received", today)
    tomorrow = record(dpo, consultation, "sent", date.fromordinal(today.toordinal() + 1))

    assert (skipped.status_code, tomorrow.status_code) == (422, 422)
    assert "Enter a day that is not in the future" in tomorrow.text
    assert row(sharing, consultation).state == "needed"


def test_stopping_what_is_live_shows_what_closes_and_closes_it(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    page = f"/consultations/{consultation}/live-processing"

    before = open_flow(sharing, f"essex:{COUNCIL}")
    shown = words(siro, page)
    answer = submit(siro, page, decision="stop", reasons=REASONS, **PROOF)

    assert before
    assert "1 flow closes" in shown
    assert answer.status_code == 302
    assert not open_flow(sharing, f"essex:{COUNCIL}")
    assert open_flow(sharing, f"kent:{COUNCIL}")
    assert REASONS in words(siro, f"/consultations/{consultation}")


def test_a_decision_takes_reasons_and_proof(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    page = f"/consultations/{consultation}/live-processing"

    short = submit(siro, page, decision="continue", reasons="Because.", **PROOF)
    unproved = submit(siro, page, decision="continue", reasons=REASONS)

    assert (short.status_code, unproved.status_code) == (422, 422)
    assert "Because." in short.text
    assert row(sharing, consultation).continue_decision is None


def test_the_siro_closes_it_with_reasons_and_it_takes_no_more(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    page = f"/consultations/{consultation}/close"

    answer = submit(siro, page, reasons=REASONS, **PROOF)

    assert answer.status_code == 302
    assert row(sharing, consultation).state == "closed"
    assert siro.get(page).status_code == 409
    assert "Record progress" not in words(siro, f"/consultations/{consultation}")


def test_the_dpo_neither_decides_nor_closes(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    dpo = browse(shared_site, sharing, "essex_dpo")

    for page in ("live-processing", "close"):
        assert dpo.get(f"/consultations/{consultation}/{page}").status_code == 403
    assert "Close the consultation" not in words(dpo, f"/consultations/{consultation}")


@pytest.mark.parametrize("page", ["", "/progress", "/live-processing", "/close"])
def test_another_forces_consultation_is_not_there(
    shared_site: Flask, sharing: Sharing, consultation: str, page: str
) -> None:
    kent = browse(shared_site, sharing, "kent_siro")

    assert kent.get(f"/consultations/{consultation}{page}").status_code == 404
    assert "DPIA-1" not in words(kent, "/consultations")


@pytest.mark.parametrize("who", ["signatory", "lawyer", "coordinator", "admin", "panel"])
def test_nobody_but_a_force_has_these_pages(
    shared_site: Flask, sharing: Sharing, consultation: str, who: str
) -> None:
    client = browse(shared_site, sharing, who)

    assert client.get("/consultations").status_code == 403
    assert client.get(f"/consultations/{consultation}").status_code == 403


def test_the_clock_is_stopped_and_runs_again_with_the_date_moved(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    dpo = browse(shared_site, sharing, "essex_dpo")
    address = f"/consultations/{consultation}"
    received = sharing.installation.clock.now().date()
    record(dpo, consultation, "sent", received)

    submit(dpo, f"{address}/clock", on=_day(received), reasons="A diagram of the flows, please.")
    standing, work = words(dpo, address), words(dpo, "/my-work")
    sharing.people.later(days=6)
    dpo = browse(shared_site, sharing, "essex_dpo")
    today = sharing.installation.clock.now().date()
    submit(dpo, f"{address}/clock", on=_day(today), reasons="The diagram was sent by post.")
    page = words(dpo, address)

    assert "The clock has stood since" in standing
    assert "Give the regulator what it asked for" in standing
    assert "its clock stands" in work
    moved = date.fromordinal(received.toordinal() + 56 + 6)
    assert f"{moved.day} {moved:%B %Y}" in page
    assert "6 days not counted" in page
    assert "its clock runs again" in page and "The diagram was sent by post." in page


def test_the_documents_timeline_tells_it_to_the_own_organisation_alone(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    dpo = browse(shared_site, sharing, "essex_dpo")
    today = sharing.installation.clock.now().date()
    record(dpo, consultation, "sent", today)
    submit(
        dpo,
        f"/consultations/{consultation}/clock",
        on=_day(today),
        reasons="More about the flows is asked for.",
    )
    address = f"/documents/{sharing.documents['dpia']}/history"

    mine = words(dpo, address)
    theirs = words(browse(shared_site, sharing, "kent_dpo"), address)

    assert "Version 1, consultation of the ICO: sent, on " in mine
    assert "the regulator waits for information: its clock stands" in mine
    assert "onsultation of the ICO" not in theirs
    assert "clock stands" not in theirs


def test_a_clock_that_does_not_run_is_not_stopped(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    assert siro.get(f"/consultations/{consultation}/clock").status_code == 409
    assert "/clock" not in words(siro, f"/consultations/{consultation}")


def _day(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]
