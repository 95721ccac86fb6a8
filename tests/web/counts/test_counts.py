"""The counts: now, and for a past instant the same bytes; no formula, no partner, no secret."""

from __future__ import annotations

import csv
import html
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from govern.store.counting.statement import statement_at, statement_now
from govern.store.identifiers import new_id
from govern.web.counts.spreadsheet import guarded
from tests.shared_sites import browse
from tests.sharing import COUNCIL, Sharing
from tests.waiting import ask, wait

ALWAYS = timedelta(days=3650)


def figures(
    site: Flask, sharing: Sharing, query: str = "", who: str = "coordinator"
) -> dict[tuple[str, str, str], str]:
    answer = browse(site, sharing, who).get(f"/counts.csv{query}")
    assert answer.status_code == 200
    rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    return {(section, measure, about): value for section, measure, about, value in rows}


def test_the_statement_counts_what_there_is(shared_site: Flask, sharing: Sharing) -> None:
    found = figures(shared_site, sharing)

    assert found["DPIA", "Adopted by", "DPIA-1 version 1"] == "2"
    assert found["Connections", "Certified", ""] == "2"
    assert found["Agreements", "In force", ""] == "2"
    assert found["Flows", "On", ""] == "3"
    assert found["Flows", "On and backed by an agreement in force, percent", ""] == "100"


def test_an_outstanding_force_is_counted_with_its_working_days(
    shared_site: Flask, sharing: Sharing
) -> None:
    ask(sharing, "dpia", "kent", "advice")
    sharing.people.later(days=7)

    found = figures(shared_site, sharing)

    assert found["DPIA", "Adopted by", "DPIA-1 version 1"] == "1"
    assert found["DPIA", "Working days waiting", "DPIA-1 version 1: Kent Police"] == "5"


def test_a_consultation_is_counted_on_the_version_it_was_about(
    shared_site: Flask, sharing: Sharing
) -> None:
    about = ("DPIA", "Consultation of the regulator", "DPIA-1 version 1")
    never = figures(shared_site, sharing)[about]
    made = new_id()
    opened = {
        "version_id": sharing.versions["dpia"],
        "organisation_id": sharing.people.organisations["essex"],
        "state": "needed",
        "covers": "new_processing",
    }
    sharing.record("consultation_opened", "consultation", made, opened)
    under_way = figures(shared_site, sharing)[about]
    sharing.record("consultation_closed", "consultation", made, {})
    version = {
        "document_id": sharing.documents["dpia"], "number": 2, "definition": "dpia",
        "definition_version": 1, "workflow_version": 1, "parties": [],
    }  # fmt: skip
    sharing.versions["dpia-2"] = new_id()
    sharing.record("version_opened", "version", sharing.versions["dpia-2"], version)
    sharing.freeze("dpia-2")

    newer = figures(shared_site, sharing)["DPIA", about[1], "DPIA-1 version 2"]

    assert (never, under_way) == ("No consultation on any version", "Consultation open")
    assert newer == "None on version 2; on version 1: consultation closed"


def test_stops_and_extensions_are_counted_in_their_period(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.suspend("partner", sharing.people.organisations[COUNCIL], "essex_duty", "kill")

    found = figures(shared_site, sharing)

    assert found["Flows", "Off", ""] == "1"
    assert found["Flows", "Emergency stops in force", ""] == "1"
    assert found["Flows", "Emergency stops in the period", ""] == "1"


def test_an_agreement_past_its_end_has_expired(shared_site: Flask, sharing: Sharing) -> None:
    sharing.people.later(days=301)

    found = figures(shared_site, sharing)

    assert found["Agreements", "Expired", ""] == "2"
    assert found["Agreements", "Expired in the period", ""] == "2"
    assert found["Flows", "On", ""] == "0"


def test_replay_counts_what_the_live_register_counts(sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL)
    sharing.suspend("partner", sharing.people.organisations[COUNCIL], "essex_duty")
    register, now = sharing.installation.register, sharing.installation.clock.now()

    live = statement_now(register, now, now - ALWAYS)
    replayed = statement_at(register, now, now - ALWAYS)

    assert live == replayed


def test_a_past_instant_gives_the_same_bytes_whatever_came_after(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.people.later(days=2)
    client = browse(shared_site, sharing, "coordinator")
    before = client.get("/counts.csv?at=2026-11-03").data
    shared_site.extensions.pop("govern.counts")

    sharing.suspend("partner", sharing.people.organisations[COUNCIL], "essex_duty")
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL)
    with sharing.installation.writing(None) as writing:
        renamed = {"name": "Essex and Thames Police"}
        writing.record(
            "organisation_renamed", ("organisation", sharing.people.organisations["essex"]), renamed
        )
    after = client.get("/counts.csv?at=2026-11-03").data

    assert after == before
    assert b"Essex and Thames" not in after


def test_before_anything_was_recorded_every_count_is_nought(
    shared_site: Flask, sharing: Sharing
) -> None:
    page = browse(shared_site, sharing, "coordinator").get("/counts?at=2020-01-01")

    assert page.status_code == 200
    assert "No impact assessment was frozen by then." in page.text


@pytest.mark.parametrize("at", ["soon", "2026-02-30", "2030-01-01", "0000-00-00"])
def test_a_day_that_cannot_be_counted_is_refused(
    shared_site: Flask, sharing: Sharing, at: str
) -> None:
    client = browse(shared_site, sharing, "coordinator")

    assert client.get(f"/counts?at={at}").status_code == 422
    assert client.get(f"/counts.csv?at={at}").status_code == 422


def test_a_force_reads_its_own_reasons_and_no_other_does(
    shared_site: Flask, sharing: Sharing
) -> None:
    sign_off, actor = ask(sharing, "dpia", "kent", "advice"), sharing.people.actor("kent_dpo")
    act: dict[str, Any] = {
        "sign_off_id": sign_off, "subject_kind": "sign_off", "subject_id": sign_off,
        "organisation_id": actor.organisation, "act": "ask_for_changes",
        "appointment_id": actor.appointment, "person_id": actor.person, "delegation_id": None,
        "statement_digest": "0" * 64, "frozen_digest": "0" * 64, "authentication": {}, "then": [],
    }  # fmt: skip
    reasons = "Section 12 names no owner."
    with sharing.installation.writing(actor) as writing:
        writing.record("act_confirmed", ("act", "a" * 32), act, {"reasons": reasons})
        ended = {"stage": "returned", "outcome": "returned"}
        writing.record("sign_off_ended", ("sign_off", sign_off), ended)

    pages = {
        who: html.unescape(browse(shared_site, sharing, who).get("/counts").text)
        for who in ("kent_siro", "essex_siro", "coordinator", "lawyer", "panel")
    }

    assert {who for who, page in pages.items() if reasons in page} == {"kent_siro"}
    assert all("Kent Police" in page for page in pages.values())


def test_partners_and_machines_have_no_counts(shared_site: Flask, sharing: Sharing) -> None:
    for who in ("signatory", "author", "operator", "admin"):
        client = browse(shared_site, sharing, who)
        assert client.get("/counts").status_code == 403, who
        assert client.get("/counts.csv").status_code == 403, who


def test_no_partner_is_named(shared_site: Flask, sharing: Sharing) -> None:
    client = browse(shared_site, sharing, "panel")

    assert "North Hill Council" not in client.get("/counts").text.split("<main")[1]
    assert b"North Hill" not in client.get("/counts.csv").data


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_might_run_is_kept_from_it(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_plain_words_and_numbers_are_left_alone() -> None:
    assert [guarded(each) for each in ("12", "Essex", "")] == ["12", "Essex", ""]
