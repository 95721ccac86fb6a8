"""Settings as pages: Gold alone, the effect before, proof, and the event they stand on."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask import Flask

from govern.clock import text
from govern.commands.settings.change_setting import change_setting
from govern.commands.settings.table import TABLE
from govern.store.rows.organisations import SettingRow
from govern.web.settings.phrases import WORDS
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing

PROOF = {"demonstration_proof": "clicked"}
CLOSES = "/settings/review-overdue-closes"


def value(sharing: Sharing, name: str = "review_overdue_closes") -> object:
    with sharing.installation.reading() as session:
        row = session.get(SettingRow, name)
        return row.value if row else None


def test_every_setting_is_explained_in_words() -> None:
    assert set(WORDS) == {setting.name for setting in TABLE}


def test_the_list_says_what_each_does_its_value_and_since_when(
    shared_site: Flask, sharing: Sharing
) -> None:
    gold = browse(shared_site, sharing, "gold")
    before = html.unescape(gold.get("/settings").text)
    change_setting(
        sharing.installation,
        by=sharing.people.actor("gold"),
        name="review_overdue_closes",
        value=True,
    )
    with sharing.installation.reading() as session:
        seq = session.get_one(SettingRow, "review_overdue_closes").seq

    after = html.unescape(gold.get("/settings").text)

    assert "nobody has changed it" in before
    assert WORDS["review_overdue_closes"].meaning in after
    assert f"Event {seq:,} of the ledger" in after
    assert "By Grace Ormond, Gold" in after


def test_the_effect_is_shown_before_and_nothing_changes_by_looking(
    shared_site: Flask, sharing: Sharing
) -> None:
    late_review(sharing)
    gold = browse(shared_site, sharing, "gold")

    chosen = submit(gold, f"{CLOSES}/change", value="yes")
    shown = gold.get(chosen.location).text

    assert chosen.location == f"{CLOSES}/confirm/yes"
    assert "flows close" in shown or "flow closes" in shown
    assert value(sharing) is None


def late_review(sharing: Sharing) -> None:
    """Freeze another agreement of Essex with the council whose review is late, and sign it."""
    ids, now = sharing.people.organisations, sharing.installation.clock.now()
    sharing.version("late", "sharing_agreement", "ISA-3", ("essex", COUNCIL))
    flow = {
        "id": "f" * 32, "force_id": ids["essex"], "partner_id": ids[COUNCIL],
        "category": "custody", "purpose": "care", "direction": "send",
        "safety_critical": False, "fallback": None,
    }  # fmt: skip
    basis = {
        "id": "b" * 32, "flow_id": flow["id"], "document_id": sharing.documents["late"],
        "version_id": sharing.versions["late"], "starts_at": text(now - timedelta(days=1)),
        "ends_at": text(now + timedelta(days=300)),
        "review_due_at": text(now - timedelta(hours=1)),
        "dpia_document_id": sharing.documents["dpia"], "dpia_min_version": 1,
        "code_document_id": sharing.documents["code"], "code_min_version": 1, "powers": ["G01"],
        "obligations": [], "readiness": [], "allowance_seconds": None, "all_or_none": False,
        "safety_critical": False, "fallback": None,
    }  # fmt: skip
    sharing.freeze("late", flows=[flow], bases=[basis])
    sharing.sign("late", "essex", "essex_siro")
    sharing.sign("late", COUNCIL, "signatory", act="sign")


def test_confirmed_with_proof_it_holds(shared_site: Flask, sharing: Sharing) -> None:
    gold, page = browse(shared_site, sharing, "gold"), f"{CLOSES}/confirm/yes"

    unmeant = submit(gold, page, **PROOF)
    unproved = submit(gold, page, meant="y")
    changed = submit(gold, page, meant="y", **PROOF)

    assert (unmeant.status_code, unproved.status_code, changed.status_code) == (422, 422, 302)
    assert value(sharing) is True


def test_a_value_it_has_already_is_refused(shared_site: Flask, sharing: Sharing) -> None:
    gold, page = browse(shared_site, sharing, "gold"), f"{CLOSES}/confirm/yes"
    submit(gold, page, meant="y", **PROOF)

    again = submit(gold, page, meant="y", **PROOF)

    assert again.status_code == 422
    assert "It has this value already" in again.text


@pytest.mark.parametrize("typed", ["", "0", "91", "soon", "-1", "1.5", "9" * 9])
def test_a_number_of_days_that_cannot_be_is_refused(
    shared_site: Flask, sharing: Sharing, typed: str
) -> None:
    gold = browse(shared_site, sharing, "gold")

    answer = submit(gold, "/settings/safety-critical-decision-days/change", value=typed)

    assert answer.status_code == 422
    assert "Error: " in answer.text


@pytest.mark.parametrize(
    "path",
    ["/settings/colour/change", f"{CLOSES}/confirm/maybe", f"{CLOSES}/confirm/1"],
)
def test_what_is_not_there_is_a_404(shared_site: Flask, sharing: Sharing, path: str) -> None:
    assert browse(shared_site, sharing, "gold").get(path).status_code == 404


@pytest.mark.parametrize("who", ["admin", "coordinator", "operator", "essex_siro", "lawyer"])
def test_gold_alone_has_these_pages(shared_site: Flask, sharing: Sharing, who: str) -> None:
    client = browse(shared_site, sharing, who)

    for path in ("/settings", f"{CLOSES}/change", f"{CLOSES}/confirm/yes"):
        assert client.get(path).status_code == 403


def test_one_of_several_values_is_chosen_and_said_in_words(
    shared_site: Flask, sharing: Sharing
) -> None:
    gold, page = browse(shared_site, sharing, "gold"), "/settings/risk-matrix"

    chosen = submit(gold, f"{page}/change", value="force_5x5")
    strange = submit(gold, f"{page}/change", value="four_by_four")
    shown = gold.get(chosen.location).text
    changed = submit(gold, chosen.location, meant="y", **PROOF)

    assert chosen.location == f"{page}/confirm/force_5x5"
    assert strange.status_code == 422
    assert gold.get(f"{page}/confirm/four_by_four").status_code == 404
    assert "No flow opens or closes by this now." in shown
    assert (changed.status_code, value(sharing, "risk_matrix")) == (302, "force_5x5")
    assert "Five by five (force corporate)" in gold.get("/settings").text
