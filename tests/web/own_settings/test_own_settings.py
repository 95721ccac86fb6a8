"""An organisation's own settings as pages: who changes them, what they do, and whose they are."""

from __future__ import annotations

import pytest
from flask import Flask

from govern.commands.organisations.own_settings import TABLE
from govern.store.rows.organisations import OrganisationRow
from govern.web.own_settings.phrases import WORDS
from tests.shared_sites import browse, submit
from tests.sharing import Sharing

PROOF = {"demonstration_proof": "clicked"}
CHANGE = "/our-settings/change"
AS_BEFORE = {"dpo_may_stop": "no"}


def settings(sharing: Sharing, slug: str) -> dict[str, object]:
    with sharing.installation.reading() as session:
        row = session.get_one(OrganisationRow, sharing.people.organisations[slug])
        return dict(row.settings or {})


def test_every_setting_is_explained_in_words() -> None:
    assert set(WORDS) == {setting.name for setting in TABLE}


def test_the_siro_lets_the_dpo_stop_and_the_dpo_then_can(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro, dpo = (browse(shared_site, sharing, who) for who in ("essex_siro", "essex_dpo"))
    before = dpo.get("/stops/new?scope=flow").text

    answer = submit(siro, CHANGE, **{**AS_BEFORE, "dpo_may_stop": "yes"}, **PROOF)

    assert answer.status_code == 302
    assert settings(sharing, "essex") == {"dpo_may_stop": True}
    assert "As DPO you advise a stop" in before
    assert "As DPO you advise a stop" not in dpo.get("/stops/new?scope=flow").text


def test_competence_is_set_and_taken_away_again(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    given = {"competent-prevention": "yes", "competent-care": "no"}

    submit(siro, CHANGE, **{**AS_BEFORE, **given}, **PROOF)
    made = settings(sharing, "essex")
    submit(siro, CHANGE, **{**AS_BEFORE, **dict.fromkeys(given, "")}, **PROOF)

    assert made == {"competent": {"prevention": True, "care": False}}
    assert settings(sharing, "essex") == {}


def test_the_form_opens_with_what_stands(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    submit(siro, CHANGE, **{**AS_BEFORE, "competent-care": "yes"}, **PROOF)

    page = siro.get(CHANGE).text

    assert '<option value="yes" selected' in page


def test_a_change_takes_proof_and_keeps_what_was_chosen(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    answer = submit(siro, CHANGE, **{**AS_BEFORE, "competent-care": "yes"})

    assert answer.status_code == 422
    assert '<option value="yes" selected' in answer.text
    assert settings(sharing, "essex") == {}


def test_what_was_changed_by_whom_is_shown_to_the_own_people_alone(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    submit(siro, CHANGE, **{**AS_BEFORE, "competent-care": "yes"}, **PROOF)

    own = browse(shared_site, sharing, "essex_owner").get("/our-settings").text
    others = browse(shared_site, sharing, "kent_siro").get("/our-settings").text

    assert "Sam Ito" in own and ": yes" in own
    assert "Sam Ito" not in others


def test_a_partner_says_alone_for_what_it_is_competent(
    shared_site: Flask, sharing: Sharing
) -> None:
    signatory = browse(shared_site, sharing, "signatory")

    page = signatory.get(CHANGE).text
    submit(signatory, CHANGE, **{"competent-prevention": "yes"}, **PROOF)

    assert "dpo_may_stop" not in page
    assert settings(sharing, "north-hill-council") == {"competent": {"prevention": True}}


@pytest.mark.parametrize("who", ["essex_dpo", "essex_owner", "author", "gold", "admin", "lawyer"])
def test_others_do_not_change_them(shared_site: Flask, sharing: Sharing, who: str) -> None:
    assert browse(shared_site, sharing, who).get(CHANGE).status_code == 403


@pytest.mark.parametrize("who", ["gold", "lawyer", "panel"])
def test_who_belongs_to_no_force_or_partner_has_none(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    assert browse(shared_site, sharing, who).get("/our-settings").status_code == 403
