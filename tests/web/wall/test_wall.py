"""The wall: who stands where, who holds what up, and who may see which rows."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.shared_sites import browse
from tests.sharing import COUNCIL, TRUST, Sharing
from tests.waiting import ask, wait


def wall(site: Flask, sharing: Sharing, who: str, query: str = "") -> str:
    """The table of the wall as that person sees it, or the sentence in its place."""
    answer = browse(site, sharing, who).get(f"/wall{query}")
    assert answer.status_code == 200
    return html.unescape(str(answer.text).split("</form>")[-1])


def row(page: str, reference: str) -> str:
    """The row of one document."""
    found = [each for each in re.findall(r"<tr>.*?</tr>", page, re.S) if f">{reference}, " in each]
    assert len(found) == 1, f"{reference} is on the wall {len(found)} times"
    return str(found[0])


def test_nothing_waits_and_the_wall_says_so(shared_site: Flask, sharing: Sharing) -> None:
    page = wall(shared_site, sharing, "essex_siro")

    assert "Nothing waits for a signature." in page


def test_a_cell_is_a_word_and_an_age_in_working_days(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL)
    sharing.people.later(days=7)

    line = row(wall(shared_site, sharing, "lawyer"), "ISA-3")

    assert re.search(r"With DPO</span><span class=\"app-wall__age\">5 days", line)


def test_the_summary_names_the_office_that_is_late(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL, due_in=1)
    sharing.people.later(days=4)

    line = row(wall(shared_site, sharing, "coordinator"), "ISA-3")

    assert "the DPO of Essex Police (" in line
    assert "working days late)" in line
    assert "app-wall__cell--late" in line


def test_the_longest_overdue_stands_first(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL, due_in=20)
    wait(sharing, "isa-late", "ISA-4", "kent", COUNCIL, due_in=2)

    page = wall(shared_site, sharing, "coordinator")

    assert page.index("ISA-4") < page.index("ISA-3")


def test_an_earlier_version_that_stays_in_force_is_said(
    shared_site: Flask, sharing: Sharing
) -> None:
    data = {
        "document_id": sharing.documents["dpia"],
        "number": 2,
        "definition": "dpia",
        "definition_version": 1,
        "workflow_version": 1,
    }
    sharing.documents["dpia-2"], sharing.versions["dpia-2"] = sharing.documents["dpia"], "v2" * 16
    sharing.record("version_opened", "version", "v2" * 16, data)
    sharing.freeze("dpia-2")
    ask(sharing, "dpia-2", "essex", "advice")

    line = row(wall(shared_site, sharing, "essex_dpo"), "DPIA-1")

    assert "v1 in force" in line


def test_only_the_own_cell_is_a_link(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", "kent", COUNCIL)

    line = row(wall(shared_site, sharing, "essex_dpo"), "ISA-3")

    assert line.count('href="/sign-offs/') == 1
    assert f'href="/sign-offs/{sharing.sign_offs["isa-new", "essex"]}"' in line


@pytest.mark.parametrize(
    ("who", "sees"),
    [("essex_siro", False), ("kent_siro", True), ("trust_signatory", True), ("signatory", False),
     ("lawyer", True), ("coordinator", True), ("admin", False), ("panel", False)],
)  # fmt: skip
def test_a_document_is_on_the_wall_of_its_parties_and_drafters_alone(
    shared_site: Flask, sharing: Sharing, who: str, sees: bool
) -> None:
    page = wall(shared_site, sharing, who, "?state=all")

    assert ("ISA-2" in page) is sees


def test_a_partner_sees_the_columns_of_its_own_agreements(
    shared_site: Flask, sharing: Sharing
) -> None:
    page = wall(shared_site, sharing, "trust_signatory", "?state=all")

    assert 'title="Kent Police"' in page
    assert 'title="Essex Police"' not in page


def test_filters_narrow_it(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL)
    wait(sharing, "isa-late", "ISA-4", "kent", TRUST, due_in=1)
    sharing.people.later(days=3)
    kent = sharing.people.organisations["kent"]

    queries = ("", "?state=late", f"?waits-for={kent}", "?words=ISA-3", "?state=complete")
    pages = {query: wall(shared_site, sharing, "coordinator", query) for query in queries}

    shown = {
        query: [each for each in ("ISA-1", "ISA-3", "ISA-4") if each in page]
        for query, page in pages.items()
    }
    assert shown == {
        "": ["ISA-3", "ISA-4"],
        "?state=late": ["ISA-4"],
        f"?waits-for={kent}": ["ISA-4"],
        "?words=ISA-3": ["ISA-3"],
        "?state=complete": ["ISA-1"],
    }


def test_a_long_wall_has_pages(shared_site: Flask, sharing: Sharing) -> None:
    for number in range(3, 25):
        wait(sharing, f"isa-{number}", f"ISA-{number}", "essex", due_in=number)

    page = wall(shared_site, sharing, "coordinator", "?page=2")

    assert "ISA-24" in page
    assert "Showing <b>16</b> to <b>22</b> of <b>22</b> documents" in page


def test_a_longer_wall_takes_no_more_queries(shared_site: Flask, sharing: Sharing) -> None:
    client = browse(shared_site, sharing, "coordinator")
    counted: list[str] = []

    def note(*args: Any) -> None:
        counted.append(args[2])

    event.listen(sharing.installation.database.engine, "before_cursor_execute", note)
    wait(sharing, "isa-3", "ISA-3", "essex", COUNCIL)
    counted.clear()
    client.get("/wall")
    few = len(counted)
    for number in range(4, 15):
        wait(sharing, f"isa-{number}", f"ISA-{number}", "essex", "kent", COUNCIL)
    counted.clear()
    client.get("/wall")

    assert len(counted) == few


def test_what_was_sent_back_is_said(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex")
    ended = {"stage": "returned", "outcome": "returned"}
    sharing.installation.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]  # settable
    sharing.record("sign_off_ended", "sign_off", sharing.sign_offs["isa-new", "essex"], ended)

    line = row(wall(shared_site, sharing, "lawyer", "?state=held"), "ISA-3")

    assert "Essex Police: asked for changes." in line
