"""An emergency stop is said on every page of whom it touches, a suspension on its agreement's."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from tests.shared_sites import browse
from tests.sharing import COUNCIL, Sharing

SAID = "Emergency stop in force: All sharing with North Hill Council."
CLOSES = "An emergency stop closes 1 flow of yours."


def page(site: Flask, sharing: Sharing, who: str, path: str = "/your-sign-in") -> str:
    return html.unescape(browse(site, sharing, who).get(path).text)


@pytest.fixture
def killed(sharing: Sharing) -> str:
    council = sharing.people.organisations[COUNCIL]
    return sharing.suspend("partner", council, "essex_duty", "kill")


@pytest.mark.parametrize(
    ("who", "said"),
    [("essex_dpo", SAID), ("coordinator", SAID), ("signatory", CLOSES)],
)
def test_whom_an_emergency_stop_touches_is_told_on_every_page(
    shared_site: Flask, sharing: Sharing, killed: str, who: str, said: str
) -> None:
    assert said in page(shared_site, sharing, who)


@pytest.mark.parametrize("who", ["kent_dpo", "trust_signatory", "panel"])
def test_whom_it_does_not_touch_is_not_told(
    shared_site: Flask, sharing: Sharing, killed: str, who: str
) -> None:
    assert "mergency stop" not in page(shared_site, sharing, who)


def test_a_suspended_agreement_says_so_on_its_own_pages(
    shared_site: Flask, sharing: Sharing
) -> None:
    document_id = sharing.documents["isa-council"]
    sharing.suspend("agreement", document_id, "essex_owner")

    assert "Suspended for Essex Police" in page(
        shared_site, sharing, "essex_dpo", f"/documents/{document_id}"
    )
    assert "Suspended for" not in page(shared_site, sharing, "essex_dpo")
