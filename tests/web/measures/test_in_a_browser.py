"""The action plan, and help with the law of a flow, in a real browser at three widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from govern.commands.measures.settle import settle_measure
from govern.store.identifiers import new_id
from tests.browser import accessibility_faults, served
from tests.planning import write_plan
from tests.sharing import Sharing
from tests.web.going import enter

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)


@pytest.fixture
def address(shared_site: Flask, sharing: Sharing) -> Iterator[str]:
    """The site on a port of this machine."""
    write_plan(sharing)
    with served(shared_site) as address:
        yield address


def test_the_plan_and_its_conditions_are_accessible_at_every_width(
    page: Page, address: str, sharing: Sharing
) -> None:
    sign_off = new_id()
    opened = {
        "version_id": sharing.versions["dpia"],
        "document_id": sharing.documents["dpia"],
        "organisation_id": sharing.people.organisations["kent"],
        "chain": "dpia",
        "chain_version": 1,
        "stage": "advice",
        "due_at": None,
    }
    sharing.record("sign_off_opened", "sign_off", sign_off, opened)
    plan = f"/documents/{sharing.documents['dpia']}/versions/1/action-plan"
    act = f"/sign-offs/{sign_off}/acts/endorse_with_conditions"
    settle_measure(
        sharing.installation,
        by=sharing.people.actor("kent_owner"),
        document_id=sharing.documents["dpia"],
        row_id="r1",
        act="submit",
        words="Configured on 3 March; see ticket 4411.",
    )
    seen_by = {
        "kent_owner": [plan, "/my-work"],
        "kent_siro": [plan, "/my-work"],
        "kent_dpo": [act, f"{act}?measure=r1&measure=actions-r1"],
    }
    faults: list[str] = []

    for who, paths in seen_by.items():
        enter(page, address, sharing.people.persons[who])
        for path in paths:
            answer = page.goto(address + path)
            assert answer is not None and answer.status == 200, path
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                faults += [f"{path} at {width}: {fault}" for fault in accessibility_faults(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{path} at {width} scrolls sideways")

    assert faults == []
