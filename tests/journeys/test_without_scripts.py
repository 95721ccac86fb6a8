"""Drafting, signing and stopping in a browser that runs no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.served import Served
from tests.journeys.visitor import Visitors


@pytest.fixture
def people(frozen_site: Served, browser: Browser) -> Iterator[Visitors]:
    """Everybody, with scripts switched off."""
    here = Visitors(frozen_site, browser, java_script_enabled=False)
    yield here
    here.close()


def test_a_section_and_its_table_are_written_without_scripts(people: Visitors) -> None:
    lawyer = people["lawyer"]
    lawyer.go(f"/documents/{people.site.prepared.versions['agreement'].document_id}")
    lawyer.press("Open the next version")
    lawyer.follow("Retention and disposal")

    lawyer.press("Add a row")
    rows = lawyer.page.get_by_label("Item", exact=True)
    rows.nth(1).fill("Minutes of the meeting")
    lawyer.press("Save and return")
    lawyer.sees("4 required answers missing")
    lawyer.follow("Retention and disposal")

    assert rows.nth(1).input_value() == "Minutes of the meeting"
    assert rows.nth(0).input_value() == "Child referral"


def test_a_dpo_endorses_with_a_condition_without_scripts(people: Visitors) -> None:
    dpo = people["essex_dpo"]
    dpo.follow("Give your advice")
    dpo.choose("Endorse with conditions")
    dpo.press("Continue")

    dpo.write("What must be done", "Dip sample twenty referrals in the first month.")
    dpo.choose("By a date")
    dpo.date("Date, if by a date", "31", "1", "2027")
    dpo.choose("Warn, and leave flows as they are")
    dpo.press("Continue to the final statement")
    dpo.sees("Dip sample twenty referrals in the first month.")
    dpo.page.get_by_role("checkbox").check()
    dpo.press("Sign as DPO of Essex Police")

    assert dpo.heading() == "Endorsed with conditions"


def test_a_faulty_form_keeps_what_was_typed_without_scripts(people: Visitors) -> None:
    dpo = people["essex_dpo"]
    dpo.follow("Give your advice")
    dpo.choose("Endorse with conditions")
    dpo.press("Continue")
    dpo.write("What must be done", "Dip sample twenty referrals in the first month.")

    dpo.press("Continue to the final statement")

    assert dpo.title().startswith("Error: ")
    kept = dpo.page.get_by_label("What must be done", exact=True).input_value()
    assert kept == "Dip sample twenty referrals in the first month."
