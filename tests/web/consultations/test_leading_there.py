"""The ways to a consultation: from my work, by role, and from the document it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.shared_sites import browse
from tests.sharing import Sharing


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("essex_dpo", "See to the consultation of the ICO: nothing was sent yet"),
        ("essex_siro", "Decide on what is live already"),
    ],
)
def test_what_is_asked_stands_in_my_work(
    shared_site: Flask, sharing: Sharing, consultation: str, who: str, asked: str
) -> None:
    page = browse(shared_site, sharing, who).get("/my-work").text

    assert asked in page
    assert f"/consultations/{consultation}" in page


@pytest.mark.parametrize("who", ["kent_dpo", "kent_siro", "essex_owner", "lawyer", "signatory"])
def test_nobody_else_is_asked(
    shared_site: Flask, sharing: Sharing, consultation: str, who: str
) -> None:
    assert consultation not in browse(shared_site, sharing, who).get("/my-work").text


def test_the_assessment_leads_its_own_force_to_it(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    document = f"/documents/{sharing.documents['dpia']}"

    own = browse(shared_site, sharing, "essex_owner").get(document).text
    other = browse(shared_site, sharing, "kent_siro").get(document).text

    assert f"/consultations/{consultation}" in own
    assert consultation not in other


def test_it_leads_back_to_the_sign_off_that_waits_for_it(
    shared_site: Flask, sharing: Sharing, consultation: str
) -> None:
    page = browse(shared_site, sharing, "essex_siro").get(f"/consultations/{consultation}").text

    assert f"/sign-offs/{sharing.sign_offs['dpia', 'essex']}" in page


def test_the_regulator_is_called_what_the_settings_call_it(
    shared_site: Flask,
    sharing: Sharing,
    consultation: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renamed = replace(
        sharing.installation.settings,
        regulator_name="Data Ombudsman",
        regulator_short_name="DO",
    )
    monkeypatch.setattr(sharing.installation, "settings", renamed)
    dpo = browse(shared_site, sharing, "essex_dpo")

    assert "See to the consultation of the DO" in dpo.get("/my-work").text
    assert "Consultation of the Data Ombudsman" in dpo.get(f"/consultations/{consultation}").text
    assert "Information Commissioner" not in dpo.get("/consultations").text
