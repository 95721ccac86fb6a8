"""Organisations: listed for the office, shown to who deals with them, their people to their own."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from flask import Flask

from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, TRUST, Sharing


@pytest.mark.parametrize("who", ["coordinator", "gold", "admin", "operator"])
def test_the_office_lists_every_organisation(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    page = browse(shared_site, sharing, who).get("/organisations").text

    for name in ("Essex Police", "Kent Police", "North Hill Council", "Mill Lane Trust"):
        assert name in page


@pytest.mark.parametrize("who", ["essex_siro", "signatory", "lawyer", "panel"])
def test_nobody_else_has_the_list(shared_site: Flask, sharing: Sharing, who: str) -> None:
    assert browse(shared_site, sharing, who).get("/organisations").status_code == 403


def test_the_list_can_be_narrowed(shared_site: Flask, sharing: Sharing) -> None:
    client = browse(shared_site, sharing, "coordinator")

    partners = client.get("/organisations?kind=partner").text
    named = client.get("/organisations?words=mill").text

    assert "Mill Lane Trust" in partners and "Essex Police" not in partners
    assert "Mill Lane Trust" in named and "North Hill Council" not in named


@pytest.mark.parametrize(
    ("who", "slug", "status"),
    [
        ("essex_siro", "essex", 200),
        ("essex_siro", "kent", 200),
        ("essex_siro", COUNCIL, 200),
        ("essex_siro", TRUST, 404),
        ("kent_siro", TRUST, 200),
        ("signatory", COUNCIL, 200),
        ("signatory", "essex", 200),
        ("signatory", TRUST, 404),
        ("trust_signatory", "kent", 200),
        ("trust_signatory", "essex", 404),
        ("trust_signatory", COUNCIL, 404),
        ("coordinator", TRUST, 200),
        ("operator", TRUST, 200),
        ("lawyer", TRUST, 200),
        ("panel", "essex", 404),
    ],
)
def test_an_organisation_exists_for_those_who_deal_with_it(
    shared_site: Flask, sharing: Sharing, who: str, slug: str, status: int
) -> None:
    client = browse(shared_site, sharing, who)

    answer = client.get(f"/organisations/{slug}")

    assert answer.status_code == status
    if status == 404:
        assert answer.data == client.get("/organisations/nobody").data


def test_people_are_shown_to_their_own_and_to_administrators(
    shared_site: Flask, sharing: Sharing
) -> None:
    def page(who: str) -> str:
        return browse(shared_site, sharing, who).get("/organisations/essex").text

    assert "Sam Ito" in page("essex_dpo")
    assert "Sam Ito" in page("admin")
    for who in ("kent_dpo", "signatory", "lawyer", "operator", "coordinator"):
        assert "Sam Ito" not in page(who)


def test_a_partners_page_shows_the_forces_its_certificate_and_the_texts_they_share(
    shared_site: Flask, sharing: Sharing
) -> None:
    page = html.unescape(
        browse(shared_site, sharing, "essex_siro").get(f"/organisations/{COUNCIL}").text
    )

    assert "Certified" in page
    assert "ISA-1, version 1" in page
    assert f'href="/flows?partner={COUNCIL}"' in page


def test_the_administrator_adds_renames_and_ends_an_organisation(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")
    given = {"slug": "mill-lane", "name": "Mill Lane", "kind": "partner", "sector": "charity"}

    added = submit(admin, "/organisations/add", **given)
    submit(admin, "/organisations/mill-lane/rename", name="Mill Lane Trust")
    renamed = admin.get("/organisations/mill-lane").text
    ended = submit(admin, "/organisations/mill-lane/end", demonstration_proof="clicked")
    after = admin.get("/organisations/mill-lane").text

    assert (added.status_code, ended.status_code) == (302, 302)
    assert "Mill Lane Trust" in renamed
    assert "Ended" in after
    assert "/organisations/mill-lane/end" not in after


def test_a_short_name_is_never_used_twice_and_what_was_typed_is_kept(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")

    answer = submit(admin, "/organisations/add", slug="essex", name="Another", kind="force")

    assert answer.status_code == 422
    assert "never used twice" in answer.text
    assert 'value="Another"' in answer.text


def test_a_successor_takes_over_by_an_instrument_alone(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin, ids = browse(shared_site, sharing, "admin"), sharing.people.organisations

    answer = submit(
        admin,
        f"/organisations/{TRUST}/end",
        successor=ids[COUNCIL],
        demonstration_proof="clicked",
    )

    assert answer.status_code == 422
    assert "Cite the novation" in answer.text
    assert "Ended" not in admin.get(f"/organisations/{TRUST}").text


@pytest.mark.parametrize("who", ["essex_siro", "gold", "operator", "signatory"])
def test_organisations_are_kept_by_the_office_alone(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    client = browse(shared_site, sharing, who)

    for path in ("/organisations/add", "/organisations/essex/rename", "/organisations/essex/end"):
        assert client.get(path).status_code == 403


def test_what_closes_with_an_organisation_is_shown_before_and_many_take_a_word(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.installation.settings = replace(sharing.installation.settings, many_flows=1)
    admin, path = browse(shared_site, sharing, "admin"), f"/organisations/{TRUST}/end"

    before = html.unescape(admin.get(path).text)
    without = submit(admin, path, demonstration_proof="clicked")
    open_still = sharing.installation.register.explain(
        sharing.flows[f"kent:{TRUST}"], sharing.installation.clock.now()
    ).open
    said = submit(admin, path, demonstration_proof="clicked", many="y")

    assert "1 flow closes" in before
    assert "Ring the trust's duty desk" in before
    assert "I have looked at what switches: 1 at once." in before
    assert (without.status_code, open_still, said.status_code) == (422, True, 302)
