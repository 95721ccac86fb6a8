"""Signing, my work, the wall and the counts in a real browser: at any width, and on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import accessibility_faults, served
from tests.sharing import COUNCIL, Sharing
from tests.waiting import wait
from tests.web.going import press

pytestmark = pytest.mark.browser
WIDTHS = (1280, 640, 320)


@pytest.fixture
def address(shared_site: Flask, sharing: Sharing) -> Iterator[str]:
    wait(sharing, "isa-new", "ISA-3", "essex", "kent", COUNCIL, due_in=-1)
    with served(shared_site) as address:
        yield address


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/sign-in")
    press(page.locator("button", has_text=name))


def faults_of(page: Page, address: str, paths: list[str]) -> list[str]:
    """What axe and the width of the page have against each path at each width."""
    found = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    for path in paths:
        page.goto(f"{address}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} at {width}: {fault}" for fault in accessibility_faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} scrolls sideways at {width}")
    return found


def test_a_siro_meets_no_barrier(page: Page, address: str, sharing: Sharing) -> None:
    sign_in(page, address, "SIRO, Essex Police")
    adopted = sharing.sign_offs["dpia", "essex"]
    agreement = sharing.documents["isa-council"]
    paths = [
        "/my-work",
        "/wall?state=all",
        "/counts",
        "/records",
        "/conditions",
        f"/sign-offs/{adopted}",
        f"/sign-offs/{adopted}/acts/withdraw_adoption",
        f"/sign-offs/{sharing.sign_offs['isa-new', 'essex']}",
        f"/extensions/agreement/{agreement}",
        f"/agreements/{agreement}/end",
    ]

    assert faults_of(page, address, paths) == []


def test_a_dpo_writes_conditions_without_a_script(
    page: Page, address: str, sharing: Sharing
) -> None:
    sign_in(page, address, "DPO, Essex Police")
    sign_off = sharing.sign_offs["isa-new", "essex"]
    page.goto(f"{address}/sign-offs/{sign_off}/choose?act=endorse_with_conditions")

    page.get_by_label("What must be done").fill("Re-test the portal.")
    press(page.get_by_role("button", name="Add another condition"))

    boxes = page.get_by_label("What must be done")
    assert boxes.count() == 2
    assert boxes.first.input_value() == "Re-test the portal."
    assert accessibility_faults(page) == []


def test_faults_are_summed_up_and_lead_to_their_fields(
    page: Page, address: str, sharing: Sharing
) -> None:
    sign_in(page, address, "DPO, Essex Police")
    page.goto(f"{address}/sign-offs/{sharing.sign_offs['isa-new', 'essex']}/acts/not_endorse")

    press(page.get_by_role("button", name="Continue to the final statement"))
    page.get_by_role("link", name="Give your reasons").click()

    assert page.evaluate("document.activeElement.id") == "reasons"
    assert accessibility_faults(page) == []


def test_a_partner_meets_no_barrier(page: Page, address: str, sharing: Sharing) -> None:
    sign_in(page, address, "Authorised signatory, North Hill Council")
    paths = [
        "/my-work",
        "/wall?state=all",
        "/records",
        f"/sign-offs/{sharing.sign_offs['isa-new', COUNCIL]}",
    ]

    assert faults_of(page, address, paths) == []


def test_a_full_page_of_the_wall_prints_on_one_sheet(
    page: Page, address: str, sharing: Sharing
) -> None:
    for number in range(4, 24):
        wait(sharing, f"isa-{number}", f"ISA-{number}", "essex", "kent", COUNCIL, due_in=number)
    sign_in(page, address, "Coordinator, Consortium office")
    page.goto(f"{address}/wall")

    printed = page.pdf(prefer_css_page_size=True)

    with pikepdf.open(io.BytesIO(printed)) as document:
        assert len(document.pages) == 1
