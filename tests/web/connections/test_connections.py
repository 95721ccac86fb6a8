"""Connections: who is certified, when that ends, and how one's own force stands to it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.shared_sites import browse
from tests.sharing import Sharing


@pytest.mark.parametrize(
    ("who", "seen", "hidden"),
    [
        ("essex_security", ["North Hill Council"], ["Mill Lane Trust"]),
        ("kent_owner", ["North Hill Council", "Mill Lane Trust"], []),
        ("coordinator", ["North Hill Council", "Mill Lane Trust"], []),
        ("operator", ["North Hill Council", "Mill Lane Trust"], []),
        ("auditor", ["North Hill Council"], ["Mill Lane Trust"]),
    ],
)
def test_each_sees_the_connections_they_deal_with(
    shared_site: Flask, sharing: Sharing, who: str, seen: list[str], hidden: list[str]
) -> None:
    page = browse(shared_site, sharing, who).get("/connections").text

    assert all(name in page for name in seen)
    assert not any(name in page for name in hidden)


def test_a_force_reads_how_it_stands_to_each(shared_site: Flask, sharing: Sharing) -> None:
    essex = browse(shared_site, sharing, "essex_security").get("/connections").text
    kent = browse(shared_site, sharing, "kent_owner").get("/connections").text

    assert "You lead it" in essex
    assert "You accepted it" in kent


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [(0, "certified", "Certified"), (330, "ending", "Ends soon"), (366, "expired", "Expired")],
)
def test_time_moves_a_certificate_from_state_to_state(
    shared_site: Flask, sharing: Sharing, days: int, state: str, said: str
) -> None:
    sharing.people.later(days=days)
    client = browse(shared_site, sharing, "coordinator")

    page = client.get(f"/connections?state={state}").text

    assert f">{said}</strong>" in page
    assert "Mill Lane Trust" in page


@pytest.mark.parametrize("who", ["signatory", "lawyer", "panel", "admin"])
def test_nobody_else_has_the_page(shared_site: Flask, sharing: Sharing, who: str) -> None:
    assert browse(shared_site, sharing, who).get("/connections").status_code == 403
