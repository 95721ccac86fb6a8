"""Consultations, definitions, policy documents and settings in a browser: axe at four widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from govern.clock import london, text
from govern.commands.consultations.record_progress import record_progress
from govern.commands.organisations.record_policy_document import record_policy_document
from govern.commands.settings.change_setting import change_setting
from govern.store.identifiers import new_id
from tests.browser import accessibility_faults
from tests.shared_sites import address as address
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing
from tests.web.going import enter, press

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1100, 1280)


@pytest.fixture
def consultation(sharing: Sharing) -> str:
    """Essex consults; a policy document is late; a setting was changed."""
    made, here = new_id(), sharing.installation
    opened = {
        "version_id": sharing.versions["dpia"],
        "organisation_id": sharing.people.organisations["essex"],
        "state": "needed",
        "covers": "new_processing",
        "live_before": text(here.clock.now()),
    }
    sharing.record("consultation_opened", "consultation", made, opened)
    today, dpo = london(here.clock.now()).date(), sharing.people.actor("essex_dpo")
    record_progress(here, by=dpo, consultation_id=made, state="sent", on=today)
    record_policy_document(
        here,
        by=dpo,
        organisation_id=dpo.organisation,
        title="Sensitive processing policy",
        reviewed_on=today - timedelta(days=400),
        review_due_on=today - timedelta(days=30),
    )
    gold = sharing.people.actor("gold")
    change_setting(here, by=gold, name="safety_critical_decision_days", value=14)
    return made


def test_every_page_is_accessible_at_every_width_and_never_scrolls_sideways(
    page: Page, address: str, sharing: Sharing, consultation: str
) -> None:
    one = f"/consultations/{consultation}"
    seen_by = {
        "essex_siro": [
            "/consultations", one, f"{one}/progress", f"{one}/live-processing", f"{one}/close",
            f"{one}/clock",
            "/policy-documents", "/policy-documents/new", "/our-settings", "/our-settings/change",
        ],
        "gold": [
            "/settings", "/settings/review-overdue-closes/change",
            "/settings/safety-critical-decision-days/change", "/settings/risk-matrix/change",
            "/settings/review-overdue-closes/confirm/yes", "/policy-documents",
        ],
        "lawyer": [
            "/definitions", "/definitions/dpia/versions/1", "/definitions/libraries/powers",
            "/definitions/libraries/clauses",
        ],
    }  # fmt: skip
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)

    for who, paths in seen_by.items():
        enter(page, address, sharing.people.persons[who])
        for path in paths:
            answer = page.goto(address + path)
            assert answer is not None
            assert answer.status == 200, path
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                faults += [f"{path} at {width}: {fault}" for fault in accessibility_faults(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{path} at {width} scrolls sideways")

    assert faults == []


def test_a_refused_form_takes_the_focus_to_its_faults(
    page: Page, address: str, sharing: Sharing, consultation: str
) -> None:
    enter(page, address, sharing.people.persons["essex_siro"])
    page.goto(f"{address}/consultations/{consultation}/close")
    page.get_by_label("How was the advice answered").fill("Too short")

    press(page.get_by_role("button", name="Close the consultation"))

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert accessibility_faults(page) == []
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "reasons"
