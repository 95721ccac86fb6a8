"""When many flows switch, a word of its own is asked for; when few do, none is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, WHY, Sharing

SUSPEND = {"scope": "partner", "kind": "suspension", "incident": "", "reasons": WHY}


@pytest.fixture
def few(sharing: Sharing) -> None:
    """Every flow is many."""
    sharing.installation.settings = replace(sharing.installation.settings, many_flows=1)


def test_stopping_many_takes_the_word_that_they_were_looked_at(
    shared_site: Flask, sharing: Sharing, few: None
) -> None:
    duty = browse(shared_site, sharing, "essex_duty")
    given = {**SUSPEND, "of": sharing.people.organisations[COUNCIL]}
    shown = submit(duty, "/stops/new?scope=partner", "/stops/new", **given)

    without = submit(duty, "/stops/new?scope=partner", "/stops", **given)
    said = submit(duty, "/stops/new?scope=partner", "/stops", **given, many="y")

    assert "I have looked at what switches: 1 at once." in shown.text
    assert (without.status_code, said.status_code) == (422, 302)
    assert "Confirm that you have looked at what switches" in without.text
    assert "Stop now" in without.text


def test_stopping_few_takes_none(shared_site: Flask, sharing: Sharing) -> None:
    duty = browse(shared_site, sharing, "essex_duty")
    given = {**SUSPEND, "of": sharing.people.organisations[COUNCIL]}

    answer = submit(duty, "/stops/new?scope=partner", "/stops", **given)

    assert answer.status_code == 302


def test_starting_many_again_takes_it_too(shared_site: Flask, sharing: Sharing, few: None) -> None:
    stop = sharing.suspend("partner", sharing.people.organisations[COUNCIL], "essex_duty")
    siro = browse(shared_site, sharing, "essex_siro")

    without = submit(siro, f"/stops/{stop}", f"/stops/{stop}/lift", reasons=WHY)
    said = submit(siro, f"/stops/{stop}", f"/stops/{stop}/lift", reasons=WHY, many="y")

    assert (without.status_code, said.status_code) == (422, 302)
    assert WHY in without.text
