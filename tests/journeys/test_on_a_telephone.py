"""The pages at 320 pixels, which is also 400% zoom on a laptop: none scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.prepared import PARTNER
from tests.journeys.served import Served
from tests.journeys.visitor import Visitor, Visitors

WIDTH = 320


@pytest.fixture
def people(frozen_site: Served, browser: Browser) -> Iterator[Visitors]:
    """Everybody, each with a narrow screen."""
    here = Visitors(frozen_site, browser, viewport={"width": WIDTH, "height": 640})
    yield here
    here.close()


def test_drafting_and_freezing_need_no_sideways_scroll(people: Visitors) -> None:
    lawyer = people["lawyer"]
    version = f"{_document(people)}/versions/1"

    for path in (
        "/my-work",
        "/documents",
        "/documents/new/sharing_agreement",
        _document(people),
        version,
        f"{version}/comments",
        f"{version}/frozen",
    ):
        _fits(lawyer, path)


def test_writing_needs_no_sideways_scroll(people: Visitors) -> None:
    lawyer = people["lawyer"]
    people.site.prepared.people.later(minutes=1)
    lawyer.go(_document(people))
    lawyer.press("Open the next version")
    draft = lawyer.path()
    version = draft.removesuffix("/draft")

    for path in (draft, f"{version}/sections/S2", f"{version}/sections/S13", f"{version}/check"):
        _fits(lawyer, path)
    _fits(lawyer, f"{version}/sections/S8")
    lawyer.press("Change row 1")
    _is_no_wider(lawyer)


def test_signing_needs_no_sideways_scroll(people: Visitors) -> None:
    dpo = people["essex_dpo"]
    sign_off = people.site.prepared.sign_off("agreement", "essex")

    for path in (f"/sign-offs/{sign_off}", f"/sign-offs/{sign_off}/acts/endorse_with_conditions"):
        _fits(dpo, path)
    _fits(dpo, f"/sign-offs/{sign_off}/acts/endorse")
    dpo.press("Continue to the final statement")
    _is_no_wider(dpo)
    dpo.page.get_by_role("checkbox").check()
    dpo.press("Sign as")
    _is_no_wider(dpo)


def test_flows_stops_and_the_wall_need_no_sideways_scroll(people: Visitors) -> None:
    owner = people["essex_owner"]

    for path in ("/wall", "/stops", "/stops/new?scope=flow", "/flows", "/records", "/counts"):
        _fits(owner, path)
    owner.go("/flows")
    owner.follow("Essex Police to North Hill Council")
    _is_no_wider(owner)


def test_a_partners_pages_need_no_sideways_scroll(people: Visitors) -> None:
    signatory = people["signatory"]
    sign_off = people.site.prepared.sign_off("agreement", PARTNER)

    for path in ("/my-work", "/documents", f"/sign-offs/{sign_off}", "/flows", "/records"):
        _fits(signatory, path)


def _document(people: Visitors) -> str:
    return f"/documents/{people.site.prepared.versions['agreement'].document_id}"


def _fits(person: Visitor, path: str) -> None:
    person.go(path)
    _is_no_wider(person)


def _is_no_wider(person: Visitor) -> None:
    wide = person.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= WIDTH, f"{person.path()} is {wide} pixels wide"
