"""Policy documents as pages: who records one, when it is late, and that it closes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.commands.organisations.record_policy_document import record_policy_document
from govern.store.rows.organisations import PolicyDocumentRow
from tests.shared_sites import browse, submit
from tests.sharing import Sharing

TITLE = "Sensitive processing policy"
NEW = "/policy-documents/new"


def record(client: FlaskClient, reviewed: date, due: date, title: str = TITLE) -> TestResponse:
    """Send the form."""
    fields: dict[str, Any] = {"reviewed_on": _parts(reviewed), "review_due_on": _parts(due)}
    return submit(client, NEW, title=title, **fields)


def _parts(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def today(sharing: Sharing) -> date:
    return sharing.installation.clock.now().date()


def kept(sharing: Sharing, force: str, reviewed: date, due: date, title: str = TITLE) -> None:
    """Record one for a force as the installation itself."""
    record_policy_document(
        sharing.installation,
        by=None,
        organisation_id=sharing.people.organisations[force],
        title=title,
        reviewed_on=reviewed,
        review_due_on=due,
    )


@pytest.mark.parametrize("who", ["essex_dpo", "essex_siro", "author", "signatory"])
def test_those_who_answer_for_it_record_it_for_their_own(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    client, day = browse(shared_site, sharing, who), today(sharing)

    answer = record(client, day - timedelta(days=3), day + timedelta(days=362))

    with sharing.installation.reading() as session:
        row = session.query(PolicyDocumentRow).one()
    assert answer.status_code == 302
    assert row.organisation_id == sharing.people.actor(who).organisation
    assert TITLE in client.get("/policy-documents").text


def test_days_that_cannot_be_are_refused_and_what_was_typed_is_kept(
    shared_site: Flask, sharing: Sharing
) -> None:
    client, day = browse(shared_site, sharing, "essex_dpo"), today(sharing)

    turned = record(client, day, day - timedelta(days=1))
    to_come = record(client, day + timedelta(days=1), day + timedelta(days=9))

    assert (turned.status_code, to_come.status_code) == (422, 422)
    assert "The next review comes after the last" in turned.text
    assert "Enter a day that is not in the future" in to_come.text
    assert TITLE in turned.text


@pytest.mark.parametrize(
    ("due_in", "says"), [(-1, "Review late"), (0, "Review due soon"), (61, "Current")]
)
def test_how_stale_it_is_is_said_in_words(
    shared_site: Flask, sharing: Sharing, due_in: int, says: str
) -> None:
    day = today(sharing)
    kept(sharing, "essex", day - timedelta(days=400), day + timedelta(days=due_in))

    page = browse(shared_site, sharing, "essex_owner").get("/policy-documents").text

    assert f">{says}</strong>" in page


def test_a_late_review_closes_no_flow(shared_site: Flask, sharing: Sharing) -> None:
    day, register = today(sharing), sharing.installation.register
    now = sharing.installation.clock.now()
    before = {row.flow: row.open for row in register.at(now).register.rows.values()}

    kept(sharing, "essex", day - timedelta(days=400), day - timedelta(days=30))

    after = {row.flow: row.open for row in register.at(now).register.rows.values()}
    assert any(before.values())
    assert after == before


def test_a_later_review_replaces_the_one_before(shared_site: Flask, sharing: Sharing) -> None:
    day = today(sharing)
    kept(sharing, "essex", day - timedelta(days=400), day - timedelta(days=30))
    kept(sharing, "essex", day, day + timedelta(days=365))

    page = browse(shared_site, sharing, "essex_dpo").get("/policy-documents").text

    assert "Review late" not in page
    assert "Earlier reviews" in page


def test_another_organisations_are_not_listed(shared_site: Flask, sharing: Sharing) -> None:
    kept(sharing, "kent", today(sharing), today(sharing) + timedelta(days=9), "Policy of Kent")

    for who in ("essex_siro", "essex_dpo", "signatory", "trust_signatory"):
        assert (
            "Policy of Kent" not in browse(shared_site, sharing, who).get("/policy-documents").text
        )


def test_the_office_sees_everyones_and_who_has_none(shared_site: Flask, sharing: Sharing) -> None:
    kept(sharing, "kent", today(sharing), today(sharing) + timedelta(days=9), "Policy of Kent")

    page = browse(shared_site, sharing, "coordinator").get("/policy-documents").text

    assert "Policy of Kent" in page
    assert "Essex Police" in page.split("Forces that have recorded none")[1]


@pytest.mark.parametrize("who", ["essex_owner", "essex_duty", "coordinator", "lawyer", "admin"])
def test_others_do_not_record(shared_site: Flask, sharing: Sharing, who: str) -> None:
    assert browse(shared_site, sharing, who).get(NEW).status_code == 403
