"""Definitions as pages: every statement of law with its mark, and a lawyer who adopts by name."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask import Flask

from documents import catalogue
from govern.clock import SettableClock
from govern.installation import Installation
from govern.store.rows.organisations import AdoptionRow
from tests.shared_sites import browse, submit
from tests.sharing import Sharing
from tests.web.people import PASSWORD, Cast
from tests.web.signing_in import code_now, sign_in

PROOF = {"demonstration_proof": "clicked"}


@pytest.mark.parametrize("name", catalogue.names())
def test_every_statement_of_law_stands_on_its_page_with_its_mark(
    shared_site: Flask, sharing: Sharing, name: str
) -> None:
    client = browse(shared_site, sharing, "lawyer")

    page = html.unescape(client.get(f"/definitions/{name}/versions/1").text)

    laws = [law for section in catalogue.definition(name, 1).sections for law in section.law]
    assert laws
    for law in laws:
        assert law.citation in page
        assert law.says in page
    assert page.count("Not verified") >= len([law for law in laws if not law.verified_by])


def test_the_list_says_who_adopted_what_and_what_nobody_did(
    shared_site: Flask, sharing: Sharing
) -> None:
    lawyer = browse(shared_site, sharing, "lawyer")
    page = "/definitions/dpia/versions/1"

    answer = submit(lawyer, page, f"{page}/adopt", read="y", **PROOF)

    listed = browse(shared_site, sharing, "signatory").get("/definitions").text
    assert answer.status_code == 302
    assert "Leo Marsh, Harrow Lane Law" in listed
    assert listed.count("Not adopted") == len(catalogue.names()) - 1


def test_adopting_takes_the_declaration_and_proof(shared_site: Flask, sharing: Sharing) -> None:
    lawyer = browse(shared_site, sharing, "lawyer")
    page = "/definitions/dpia/versions/1"

    undeclared = submit(lawyer, page, f"{page}/adopt", **PROOF)
    unproved = submit(lawyer, page, f"{page}/adopt", read="y")

    assert (undeclared.status_code, unproved.status_code) == (422, 422)
    assert "Confirm that you have read every statement of law" in undeclared.text
    with sharing.installation.reading() as session:
        assert session.query(AdoptionRow).count() == 0


def test_a_version_is_adopted_once(shared_site: Flask, sharing: Sharing) -> None:
    lawyer = browse(shared_site, sharing, "lawyer")
    page = "/definitions/dpia/versions/1"
    other = "/definitions/code_of_connection/versions/1"
    submit(lawyer, page, f"{page}/adopt", read="y", **PROOF)

    again = submit(lawyer, other, f"{page}/adopt", read="y", **PROOF)

    assert again.status_code == 422
    assert "was adopted already" in again.text
    assert "Adopt this version" not in lawyer.get(page).text


@pytest.mark.parametrize("who", ["essex_siro", "gold", "admin", "author", "panel"])
def test_others_read_and_do_not_adopt(shared_site: Flask, sharing: Sharing, who: str) -> None:
    client = browse(shared_site, sharing, who)

    page = client.get("/definitions/dpia/versions/1")

    assert page.status_code == 200
    assert "Adopt this version" not in page.text
    assert submit(client, "/your-sign-in", "/definitions/dpia/versions/1/adopt").status_code == 403


@pytest.mark.parametrize("path", ["dpia/versions/99", "nothing/versions/1", "libraries/nothing"])
def test_what_is_not_there_is_a_404(shared_site: Flask, sharing: Sharing, path: str) -> None:
    assert browse(shared_site, sharing, "lawyer").get(f"/definitions/{path}").status_code == 404


@pytest.mark.parametrize("table", catalogue.shipped().tables)
def test_every_library_is_shown_row_by_row(
    shared_site: Flask, sharing: Sharing, table: str
) -> None:
    client = browse(shared_site, sharing, "lawyer")

    page = html.unescape(client.get(f"/definitions/libraries/{table.replace('_', '-')}").text)

    for row in catalogue.reference(table):
        assert row["title"] in page


def test_outside_demonstration_the_lawyer_proves_with_password_and_code(
    site: Flask, installation: Installation, cast: Cast
) -> None:
    clock = installation.clock
    assert isinstance(clock, SettableClock)
    client, page = site.test_client(), "/definitions/dpia/versions/1"
    sign_in(client, clock, "cerys@firm.example")
    clock.advance(timedelta(seconds=31))

    words = client.get(page).text
    wrong = submit(client, page, f"{page}/adopt", read="y", password=PASSWORD, code="000000")
    right = submit(client, page, f"{page}/adopt", read="y", password=PASSWORD, code=code_now(clock))

    assert "Nothing is frozen on a version before a lawyer has adopted it by name." in words
    assert (wrong.status_code, right.status_code) == (422, 302)
    with installation.reading() as session:
        assert session.query(AdoptionRow).one().person_id == cast.lawyer
