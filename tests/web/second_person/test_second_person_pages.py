"""The pages of what takes two people: what waits, who sees it, confirming with proof, refusing."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.store import sign_ins
from govern.store.rows.organisations import SettingRow
from govern.store.rows.people import PersonRow
from tests.shared_sites import browse, submit
from tests.sharing import Sharing

PROOF = {"meant": "y", "demonstration_proof": "clicked"}


@pytest.fixture
def asked(shared_site: Flask, sharing: Sharing) -> str:
    """The address at which the administrator's wish, a DPO for Kent, is confirmed."""
    person = sharing.people.person("New Comer", "new.comer@people.example")
    kent = sharing.people.organisations["kent"]
    admin = browse(shared_site, sharing, "admin")
    submit(admin, f"/people/{person}/appoint", organisation=kent, role="dpo")
    return waiting(admin)


def waiting(client: FlaskClient) -> str:
    """The address of the one request that waits."""
    page = client.get("/second-person").text.partition("Decided or run out")[0]
    found = re.findall(r'href="(/second-person/[0-9a-f]{32})"', page)
    assert len(found) == 1, found
    return str(found[0])


def titles(sharing: Sharing, email: str) -> list[str]:
    with sharing.installation.reading() as session:
        person = session.query(PersonRow).filter_by(email=email).one()
        now = sharing.installation.clock.now()
        return [post.title for post in sign_ins.posts(session, person.id, now)]


def test_a_second_person_confirms_with_proof_and_it_is_done(
    shared_site: Flask, sharing: Sharing, asked: str
) -> None:
    coordinator = browse(shared_site, sharing, "coordinator")
    shown = html.unescape(coordinator.get(asked).text)

    unproved = submit(coordinator, asked, meant="y")
    before = titles(sharing, "new.comer@people.example")
    done = submit(coordinator, asked, **PROOF)

    assert "Appoint New Comer as DPO of Kent Police" in shown
    assert "Ada Quill, Administrator" in shown
    assert unproved.status_code == 422
    assert before == []
    assert done.status_code == 302
    assert titles(sharing, "new.comer@people.example") == ["DPO, Kent Police"]
    assert "By Colin Reeve" in browse(shared_site, sharing, "admin").get("/second-person").text
    assert "New Comer" not in coordinator.get("/second-person").text


def test_the_one_who_asked_sees_it_and_cannot_confirm(
    shared_site: Flask, sharing: Sharing, asked: str
) -> None:
    admin = browse(shared_site, sharing, "admin")

    page = admin.get(asked).text
    answer = submit(admin, asked, asked, **PROOF)

    assert "somebody else must confirm it" in page
    assert "Confirm and do it" not in page
    assert answer.status_code == 422
    assert titles(sharing, "new.comer@people.example") == []


def test_it_is_taken_back(shared_site: Flask, sharing: Sharing, asked: str) -> None:
    admin = browse(shared_site, sharing, "admin")

    submit(admin, asked, f"{asked}/refuse", reasons="")

    assert "Refused" in admin.get(asked).text
    assert "Refuse it" not in browse(shared_site, sharing, "kent_siro").get(asked).text


@pytest.mark.parametrize(
    ("who", "status"),
    [("kent_siro", 200), ("essex_siro", 404), ("signatory", 404), ("lawyer", 403)],
)
def test_it_is_there_for_those_who_may_confirm_alone(
    shared_site: Flask, sharing: Sharing, asked: str, who: str, status: int
) -> None:
    client = browse(shared_site, sharing, who)

    assert client.get(asked).status_code == status
    assert (asked in client.get("/second-person").text) == (status == 200)


def test_after_a_reset_the_link_is_shown_once_and_every_sign_in_is_over(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin, dpo = browse(shared_site, sharing, "admin"), browse(shared_site, sharing, "essex_dpo")
    address = f"/people/{sharing.people.persons['essex_dpo']}"
    submit(admin, f"{address}/reset")
    before = dpo.get("/my-work").status_code

    answer = submit(browse(shared_site, sharing, "coordinator"), waiting(admin), **PROOF)

    link = re.search(r'id="secret">https?://[^/]+(/invitation/[^<]+)<', answer.text)
    assert link
    assert "Dana Obi" in shared_site.test_client().get(link[1]).text
    assert (before, dpo.get("/my-work").status_code) == (200, 302)
    assert link[1] not in admin.get("/second-person").text


def test_sign_ins_are_ended_by_an_administrator(shared_site: Flask, sharing: Sharing) -> None:
    admin, dpo = browse(shared_site, sharing, "admin"), browse(shared_site, sharing, "essex_dpo")
    address = f"/people/{sharing.people.persons['essex_dpo']}"

    submit(admin, address, f"{address}/sign-ins/end")

    assert dpo.get("/my-work").status_code == 302


def test_somebody_in_office_is_not_erased_and_a_leaver_by_two(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")
    leaver = sharing.people.person("Lea Ver", "lea.ver@people.example")
    office = f"/people/{sharing.people.persons['essex_dpo']}/erase"

    held = submit(admin, office, basis="UK GDPR Article 17(1)(a)")
    submit(admin, f"/people/{leaver}/erase", basis="UK GDPR Article 17(1)(a)")
    submit(browse(shared_site, sharing, "coordinator"), waiting(admin), **PROOF)

    assert held.status_code == 422
    assert "end it first" in held.text
    with sharing.installation.reading() as session:
        assert session.get_one(PersonRow, leaver).name == "Erased"


def test_a_setting_is_loosened_by_gold_and_a_siro(shared_site: Flask, sharing: Sharing) -> None:
    gold, page = browse(shared_site, sharing, "gold"), "/settings/review-overdue-closes/confirm"
    submit(gold, f"{page}/yes", **PROOF)
    submit(gold, f"{page}/no", **PROOF)
    before = value(sharing)

    submit(browse(shared_site, sharing, "kent_siro"), waiting(gold), **PROOF)

    assert (before, value(sharing)) == (True, False)


def value(sharing: Sharing) -> object:
    with sharing.installation.reading() as session:
        return session.get_one(SettingRow, "review_overdue_closes").value
