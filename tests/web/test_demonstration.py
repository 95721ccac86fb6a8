"""One-click sign-in: in demonstration mode and nowhere else, and every page says so."""

from __future__ import annotations

import pytest
from flask import Flask

from govern.commands.sign_in.enter_demonstration import enter_demonstration
from govern.errors import NotFound
from govern.installation import Installation
from tests.web.people import Cast
from tests.web.signing_in import enter, token_of


def test_everyone_is_offered_with_their_appointments(demonstration_site: Flask) -> None:
    page = demonstration_site.test_client().get("/sign-in").text

    for words in ("Amara Osei", "DPO, Essex Police", "SIRO, Kent Police", "Lawyer, Harrow Lane"):
        assert words in page


def test_one_of_each_role_stands_at_the_top_and_the_rest_by_organisation(
    demonstration_site: Flask,
) -> None:
    page = demonstration_site.test_client().get("/sign-in").text
    top, rest = page.split("Everybody, by organisation")

    assert top.count("SIRO, ") == 1
    assert top.count("DPO, ") == 1
    assert rest.count("<details") > 2
    assert "Kent Police, " in rest


@pytest.mark.parametrize("words", ["SIRO Kent", "kent siro", "Okafor, Kent", "ben okaf siro kent"])
def test_somebody_is_found_by_words_of_name_role_or_organisation(
    demonstration_site: Flask, words: str
) -> None:
    page = demonstration_site.test_client().get("/sign-in", query_string={"find": words}).text

    assert "1 person found for" in page
    assert "SIRO, Kent Police" in page
    assert "SIRO, Essex Police" not in page
    assert "Amara Osei" not in page


def test_whoever_is_not_there_is_not_found(demonstration_site: Flask) -> None:
    page = demonstration_site.test_client().get("/sign-in?find=Gold+Kent").text

    assert "No people found for" in page
    assert "Show everybody" in page


def test_who_is_found_goes_on_to_where_one_was_going(
    demonstration_site: Flask, demonstration_cast: Cast
) -> None:
    client = demonstration_site.test_client()
    page = client.get("/sign-in?find=SIRO+Kent&next=/your-sign-in").text
    form = {"csrf_token": token_of(client, "/sign-in"), "appointment": demonstration_cast.siro_kent}

    answer = client.post(
        f"/demonstration/sign-in/{demonstration_cast.siro}?next=/your-sign-in", data=form
    )

    assert '<input type="hidden" name="next" value="/your-sign-in">' in page
    assert f'{demonstration_cast.siro}?next=/your-sign-in"' in page
    assert answer.location == "/your-sign-in"


def test_one_who_is_somebody_may_look_for_somebody_else(
    demonstration_site: Flask, demonstration_cast: Cast
) -> None:
    client = demonstration_site.test_client()
    enter(client, demonstration_cast.dpo)

    page = client.get("/sign-in?find=SIRO+Kent").text

    assert "You are signed in as Amara Osei" in page
    assert "SIRO, Kent Police" in page


def test_one_click_signs_in_under_the_clicked_appointment(
    demonstration_site: Flask, demonstration_cast: Cast
) -> None:
    client = demonstration_site.test_client()

    enter(client, demonstration_cast.siro, demonstration_cast.siro_kent)

    assert "Acting as <strong>SIRO, Kent Police" in client.get("/your-sign-in").text


def test_an_appointment_of_somebody_else_is_not_given_by_a_click(
    demonstration_site: Flask, demonstration_cast: Cast
) -> None:
    client = demonstration_site.test_client()

    enter(client, demonstration_cast.dpo, demonstration_cast.siro_kent)

    assert "SIRO, Kent Police" not in client.get("/your-sign-in").text


def test_every_page_says_that_it_is_a_demonstration(
    demonstration_site: Flask, demonstration_cast: Cast
) -> None:
    client = demonstration_site.test_client()
    pages = [client.get("/sign-in").text, client.get("/nowhere").text]
    enter(client, demonstration_cast.dpo)
    pages.append(client.get("/your-sign-in").text)

    assert all("Nothing signed on this site has effect" in page for page in pages)


def test_outside_demonstration_there_is_no_such_address(site: Flask, cast: Cast) -> None:
    client = site.test_client()
    form = {"csrf_token": token_of(client, "/sign-in")}

    answer = client.post(f"/demonstration/sign-in/{cast.dpo}", data=form)

    assert answer.status_code == 404
    assert "Amara Osei" not in client.get("/sign-in?find=Amara").text


def test_the_command_refuses_too(installation: Installation, cast: Cast) -> None:
    with pytest.raises(NotFound):
        enter_demonstration(installation, person_id=cast.dpo, browser="")
