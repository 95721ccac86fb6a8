"""Readiness checks as pages: hand in, judge, waive, pass, revoke, and who sees what."""

from __future__ import annotations

import html
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.store.rows.readiness import EvidenceFileRow
from tests.readying import FLOW, WORDS, Readying
from tests.shared_sites import browse, submit

PROOF = {"demonstration_proof": "clicked"}
WHY = "The list of people with access was found to be out of date."


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.unescape(answer.text)


def day(readying: Readying, name: str, ahead: int = 0) -> dict[str, Any]:
    """A date in three parts, as the form sends it."""
    on = readying.today + timedelta(days=ahead)
    return {name: [str(on.day), str(on.month), str(on.year)]}


def test_one_item_from_evidence_to_acceptance(readying: Readying, shared_site: Flask) -> None:
    author = browse(shared_site, readying.sharing, "author")
    officer = browse(shared_site, readying.sharing, "essex_security")
    path = f"/readiness/items/{readying.items['GW-13']}"
    evidence = {"words": WORDS, **day(readying, "on"), "file": (BytesIO(b"a,b"), "people.csv")}

    assert "Hand in evidence" in words(author, path)
    assert submit(author, path, f"{path}/submit", **evidence).status_code == 302
    assert "people.csv" in words(officer, path)
    assert submit(officer, path, f"{path}/accept").status_code == 302

    assert readying.item("GW-13").state == "accepted"
    shown = words(officer, path)
    assert WORDS in shown and "Abel Nutt" in shown
    assert "Counts until" in shown


def test_what_is_wrong_with_evidence_is_said_at_its_field(
    readying: Readying, shared_site: Flask
) -> None:
    author = browse(shared_site, readying.sharing, "author")
    path = f"/readiness/items/{readying.items['GW-13']}"

    answer = submit(author, path, f"{path}/submit", words=WORDS, **day(readying, "on", 1))

    assert answer.status_code == 422
    assert "Enter a day that is not in the future" in answer.text
    assert WORDS in html.unescape(answer.text)


def test_whoever_handed_it_in_is_offered_no_judgement(
    readying: Readying, shared_site: Flask
) -> None:
    readying.submit("GW-13", "essex_security")
    officer = browse(shared_site, readying.sharing, "essex_security")
    path = f"/readiness/items/{readying.items['GW-13']}"

    assert "Accept it" not in words(officer, path)
    answer = submit(officer, "/readiness/new", f"{path}/accept")

    assert answer.status_code == 422
    assert "You handed this in; another must judge." in html.unescape(answer.text)


def test_sending_back_needs_words(readying: Readying, shared_site: Flask) -> None:
    readying.submit("GW-13")
    officer = browse(shared_site, readying.sharing, "essex_security")
    path = f"/readiness/items/{readying.items['GW-13']}"

    assert submit(officer, path, f"{path}/return_item", words="").status_code == 422
    assert submit(officer, path, f"{path}/return_item", words="Too old.").status_code == 302

    assert readying.item("GW-13").state == "open"
    assert "Too old." in words(officer, path)


def test_the_siro_waives_passes_and_the_flow_opens_then_is_revoked(
    readying: Readying, shared_site: Flask
) -> None:
    siro = browse(shared_site, readying.sharing, "essex_siro")
    item = f"/readiness/items/{readying.items['GW-15']}/waive"
    check = f"/readiness/{readying.check_id}"
    readying.settle("GW-15")
    assert "1 item must still be accepted or waived" in words(siro, check)

    waived: dict[str, Any] = {"reasons": WHY, **day(readying, "until", 30), **PROOF}
    assert submit(siro, item, **waived).status_code == 302
    assert "Opens" in words(siro, f"{check}/pass")
    assert submit(siro, f"{check}/pass", **PROOF).status_code == 302
    assert readying.explained().open
    assert "Passed until" in words(siro, check)

    assert "Closes" in words(siro, f"{check}/revoke")
    assert submit(siro, f"{check}/revoke", reasons=WHY, **PROOF).status_code == 302
    assert not readying.explained().open
    assert WHY in words(siro, check)


def test_a_waiver_without_proof_or_too_long_is_refused(
    readying: Readying, shared_site: Flask
) -> None:
    siro = browse(shared_site, readying.sharing, "essex_siro")
    path = f"/readiness/items/{readying.items['GW-15']}/waive"

    assert submit(siro, path, reasons=WHY, **day(readying, "until", 30)).status_code == 422
    long = submit(siro, path, reasons=WHY, **day(readying, "until", 91), **PROOF)

    assert long.status_code == 422
    assert "A waiver ends within 90 days" in html.unescape(long.text)
    assert readying.item("GW-15").state == "open"


def test_passing_too_early_says_what_is_wanting(readying: Readying, shared_site: Flask) -> None:
    siro = browse(shared_site, readying.sharing, "essex_siro")
    path = f"/readiness/{readying.check_id}/pass"

    answer = submit(siro, path, **PROOF)

    assert answer.status_code == 422
    assert "Not accepted, waived or in date: GW-11, GW-12, GW-13, GW-15." in html.unescape(
        answer.text
    )


def test_opening_a_check_offers_only_what_is_the_forces_own(
    readying: Readying, shared_site: Flask
) -> None:
    owner = browse(shared_site, readying.sharing, "essex_owner")
    kept = readying.sharing.people.organisations

    shown = words(owner, "/readiness/new")
    assert "North Hill Council" in shown and "Mill Lane" not in shown
    answer = submit(owner, "/readiness/new", what=f"gateway_4:{kept['essex']}")
    again = submit(owner, "/readiness/new", what=f"gateway_4:{kept['essex']}")

    assert answer.status_code == 302
    assert again.status_code == 422
    assert submit(owner, "/readiness/new", what=f"gateway_4:{kept['kent']}").status_code == 422


@pytest.mark.parametrize("who", ["kent_siro", "trust_signatory"])
def test_another_organisations_check_is_not_there(
    readying: Readying, shared_site: Flask, who: str
) -> None:
    stranger = browse(shared_site, readying.sharing, who)
    item = f"/readiness/items/{readying.items['GW-13']}"

    for path in (f"/readiness/{readying.check_id}", item):
        assert stranger.get(path).status_code == 404
    assert readying.check_id not in words(stranger, "/readiness")


def test_the_office_sees_how_far_it_is_and_no_evidence(
    readying: Readying, shared_site: Flask
) -> None:
    path = f"/readiness/items/{readying.items['GW-13']}"
    author = browse(shared_site, readying.sharing, "author")
    evidence = {"words": WORDS, **day(readying, "on"), "file": (BytesIO(b"a,b"), "people.csv")}
    submit(author, path, f"{path}/submit", **evidence)
    office = browse(shared_site, readying.sharing, "operator")

    assert "Handed in" in words(office, f"/readiness/{readying.check_id}")
    shown = words(office, path)

    assert WORDS not in shown and "people.csv" not in shown and "Abel Nutt" not in shown


def test_a_file_goes_to_the_force_and_whose_it_is_alone_and_is_only_downloaded(
    readying: Readying, shared_site: Flask
) -> None:
    path = f"/readiness/items/{readying.items['GW-13']}"
    browsers = {
        who: browse(shared_site, readying.sharing, who)
        for who in ("author", "essex_dpo", "kent_siro", "operator", "essex_security")
    }
    sent = {"words": WORDS, **day(readying, "on"), "file": (BytesIO(b"<b>"), "x.html")}
    submit(browsers["author"], path, f"{path}/submit", **sent)
    with readying.sharing.installation.reading() as session:
        file_id = session.query(EvidenceFileRow).one().id

    got = {who: each.get(f"/readiness/files/{file_id}") for who, each in browsers.items()}

    assert {who: each.status_code for who, each in got.items()} == {
        "author": 200, "essex_dpo": 200, "essex_security": 200, "kent_siro": 404, "operator": 403,
    }  # fmt: skip
    assert got["author"].data == b"<b>"
    assert got["author"].headers["Content-Disposition"] == "attachment; filename=x.html"
    assert got["author"].headers["X-Content-Type-Options"] == "nosniff"
    assert got["author"].mimetype == "application/octet-stream"


def test_the_force_hands_evidence_in_that_its_partner_does_not_read(
    readying: Readying, shared_site: Flask
) -> None:
    readying.submit("GW-13", "essex_reviewer")
    author = browse(shared_site, readying.sharing, "author")

    shown = words(author, f"/readiness/items/{readying.items['GW-13']}")

    assert "Handed in" in shown
    assert WORDS not in shown


def test_a_closed_flow_leads_to_the_check_it_waits_for(
    readying: Readying, shared_site: Flask
) -> None:
    siro = browse(shared_site, readying.sharing, "essex_siro")
    flow = f"/flows/{readying.sharing.flows[FLOW]}"

    shown = words(siro, flow)

    assert f"/readiness/{readying.check_id}" in shown
    assert "Named partner users of the system" in shown


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("essex_manager", "Hand in evidence: 4 items"),
        ("author", "Hand in evidence: 4 items"),
        ("essex_security", "Hand in evidence: 4 items"),
    ],
)
def test_a_check_waits_in_the_work_of_those_who_hand_in(
    readying: Readying, shared_site: Flask, who: str, asked: str
) -> None:
    client = browse(shared_site, readying.sharing, who)

    assert asked in words(client, "/my-work")


def test_evidence_waits_for_its_approver_and_the_whole_for_the_siro(
    readying: Readying, shared_site: Flask
) -> None:
    officer = browse(shared_site, readying.sharing, "essex_security")
    siro = browse(shared_site, readying.sharing, "essex_siro")
    readying.submit("GW-13")

    assert "Judge evidence: 1 item" in words(officer, "/my-work")
    assert "Pass the readiness check" not in words(siro, "/my-work")
    readying.judge("GW-13")
    readying.settle()
    assert "Pass the readiness check" in words(siro, "/my-work")
    readying.passes()
    assert "Pass the readiness check" not in words(siro, "/my-work")

    readying.sharing.people.later(days=340)
    officer = browse(shared_site, readying.sharing, "essex_security")
    assert "Open the readiness check again" in words(officer, "/my-work")
