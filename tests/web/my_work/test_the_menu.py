"""The menu keeps to one line, and begins with what its reader opens daily."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from flask import Flask

from govern.web.navigation import ROOM
from govern.web.pieces import Choice, Filter
from tests.shared_sites import browse
from tests.sharing import Sharing


def menu(site: Flask, sharing: Sharing, who: str) -> tuple[list[str], list[str]]:
    """The entries in the bar, and those folded away."""
    page = browse(site, sharing, who).get("/my-work").text
    bar = page[page.index('id="navigation"') : page.index("</nav>", page.index('id="navigation"'))]
    shown, _, folded = bar.partition("<details")
    return titles(shown), titles(folded)


def titles(markup: str) -> list[str]:
    links = [f"<a{part.split('</a>')[0]}</a>" for part in markup.split("<a")[1:]]
    return ["".join(ElementTree.fromstring(each).itertext()).strip() for each in links]


@pytest.mark.parametrize("who", ["essex_siro", "operator", "coordinator"])
def test_a_long_menu_folds_after_the_first_entries(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    shown, folded = menu(shared_site, sharing, who)

    assert len(shown) == ROOM - 1
    assert len(folded) > 1
    assert not set(shown) & set(folded)


def test_a_short_menu_folds_nothing(shared_site: Flask, sharing: Sharing) -> None:
    shown, folded = menu(shared_site, sharing, "lawyer")

    assert "Documents" in shown
    assert folded == []


@pytest.mark.parametrize(
    ("who", "second"),
    [("operator", "Gates"), ("coordinator", "Counts"), ("auditor", "Audit"), ("admin", "People")],
)
def test_what_a_role_opens_daily_comes_after_its_own_work(
    shared_site: Flask, sharing: Sharing, who: str, second: str
) -> None:
    shown, _ = menu(shared_site, sharing, who)

    assert shown[:2] == ["My work", second]


def test_a_stop_is_never_folded_away(shared_site: Flask, sharing: Sharing) -> None:
    for who in ("essex_siro", "essex_duty", "essex_dpo"):
        assert "Stops" in menu(shared_site, sharing, who)[0], who


def test_a_filter_says_what_it_narrows_to() -> None:
    choices = [Choice("", "Any", False), Choice("open", "Open", True)]

    assert Filter("state", "State", choices=choices).narrows == "Open"
    assert Filter("words", "Name", "fire").narrows == "fire"
    assert Filter("state", "State", choices=[Choice("", "Any", True)]).narrows == ""
