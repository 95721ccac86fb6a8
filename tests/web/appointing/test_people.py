"""People: added with a link shown once, appointed, and their appointments ended."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.store import sign_ins
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, TRUST, Sharing

ENDS = ["1", "2", "2027"]
NEW = {"name": "Una Holt", "email": "una.holt@people.example"}


def add(client: FlaskClient) -> tuple[str, str]:
    """Add a person; (the link's path, their id)."""
    page = html.unescape(submit(client, "/people/new", **NEW).text)
    link = re.search(r'id="invitation">http://[^/]+(/invitation/[^<]+)<', page)
    person = re.search(r'href="/people/([0-9a-f]{32})"', page)
    assert link and person, page
    return link[1], person[1]


def posts(sharing: Sharing, person_id: str) -> list[str]:
    with sharing.installation.reading() as session:
        now = sharing.installation.clock.now()
        return [post.title for post in sign_ins.posts(session, person_id, now)]


def appoint(client: FlaskClient, person_id: str, organisation: str, role: str, **more: Any) -> int:
    path = f"/people/{person_id}/appoint"
    return submit(client, path, organisation=organisation, role=role, **more).status_code


def test_an_administrator_adds_a_person_whose_link_works(
    shared_site: Flask, sharing: Sharing
) -> None:
    link, _ = add(browse(shared_site, sharing, "admin"))

    page = shared_site.test_client().get(link).text

    assert "Una Holt" in page


def test_a_person_is_appointed_and_the_appointment_ended(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")
    _, person = add(admin)
    essex = sharing.people.organisations["essex"]

    appoint(admin, person, essex, "reviewer")
    held = posts(sharing, person)
    page = admin.get(f"/people/{person}").text
    end = re.search(r'action="(/people/[0-9a-f]{32}/appointments/[0-9a-f]{32}/end)"', page)
    assert end
    submit(admin, f"/people/{person}", end[1])

    assert held == ["Reviewer, Essex Police"]
    assert posts(sharing, person) == []


def test_what_is_wrong_is_said_at_its_field_and_kept(shared_site: Flask, sharing: Sharing) -> None:
    admin = browse(shared_site, sharing, "admin")

    answer = submit(admin, "/people/new", name="Una Holt", email="no address")

    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert 'value="Una Holt"' in answer.text


def test_a_role_that_the_organisation_does_not_have_is_refused(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")
    _, person = add(admin)

    status = appoint(admin, person, sharing.people.organisations[COUNCIL], "siro")

    assert status == 422
    assert posts(sharing, person) == []


def test_an_auditor_is_appointed_for_a_time_and_a_scope(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")
    _, person = add(admin)
    panel = sharing.people.organisations["county-panel"]
    without = appoint(admin, person, panel, "auditor", audits="essex")
    whole = appoint(admin, person, panel, "auditor", audits="essex, kent", ends_at=ENDS)

    assert (without, whole) == (422, 302)
    assert posts(sharing, person) == ["Auditor, County Police and Crime Panel"]


def test_a_siro_manages_their_own_people_alone(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    page = siro.get("/people").text

    assert "Dana Obi" in page
    assert "Sue Kerr" not in page
    assert siro.get(f"/people/{sharing.people.persons['kent_siro']}").status_code == 404
    assert siro.get(f"/people/{'0' * 32}").status_code == 404


def test_a_siro_appoints_in_their_own_force_alone(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    _, person = add(siro)
    ids = sharing.people.organisations

    elsewhere = appoint(siro, person, ids["kent"], "reviewer")
    here = appoint(siro, person, ids["essex"], "reviewer")

    assert (elsewhere, here) == (422, 302)
    assert posts(sharing, person) == ["Reviewer, Essex Police"]


def test_anothers_appointment_cannot_be_ended_through_ones_own_person(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro, people = browse(shared_site, sharing, "essex_siro"), sharing.people
    mine, theirs = people.persons["essex_dpo"], people.appointments["kent_siro"]

    answer = submit(siro, f"/people/{mine}", f"/people/{mine}/appointments/{theirs}/end")

    assert answer.status_code == 404
    assert posts(sharing, people.persons["kent_siro"])


def test_only_an_administrator_makes_a_new_link(shared_site: Flask, sharing: Sharing) -> None:
    person = sharing.people.persons["essex_dpo"]
    admin = browse(shared_site, sharing, "admin")
    siro = browse(shared_site, sharing, "essex_siro")

    made = submit(admin, f"/people/{person}", f"/people/{person}/invite")
    refused = submit(siro, f"/people/{person}", f"/people/{person}/invite")

    assert "/invitation/" in made.text
    assert refused.status_code == 403


@pytest.mark.parametrize("who", ["essex_dpo", "lawyer", "coordinator", "gold", "operator", "panel"])
def test_who_appoints_nobody_has_no_list_of_people(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    assert browse(shared_site, sharing, who).get("/people").status_code == 403


def test_the_list_can_be_narrowed(shared_site: Flask, sharing: Sharing) -> None:
    admin = browse(shared_site, sharing, "admin")

    partners = admin.get(f"/people?organisation={TRUST}").text
    named = admin.get("/people?words=dana").text

    assert "Tess Rudge" in partners and "Dana Obi" not in partners
    assert "Dana Obi" in named and "Tess Rudge" not in named
