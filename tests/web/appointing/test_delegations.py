"""Delegations: a SIRO lets a colleague decide, in writing and for a time, and takes it back."""

from __future__ import annotations

import html
import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.commands.stops.lift import bars_to_lifting
from govern.store import sign_ins
from govern.store.standing import actor_of, held_by
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing


def delegate(client: FlaskClient, to: str, kind: str = "sharing_agreement") -> TestResponse:
    return submit(
        client,
        "/delegations/new",
        to_person_id=to,
        document_kinds=kind,
        ends_at=["1", "2", "2027"],
        instrument="Minute of 1 November 2026",
    )


def titles(sharing: Sharing, who: str) -> list[str]:
    with sharing.installation.reading() as session:
        now = sharing.installation.clock.now()
        person = sharing.people.persons[who]
        return [post.title for post in sign_ins.posts(session, person, now)]


def test_a_colleague_decides_for_and_on_behalf_of_the_siro(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    answer = delegate(siro, sharing.people.persons["essex_security"])

    assert answer.status_code == 302
    assert "SIRO, Essex Police (for Sam Ito)" in titles(sharing, "essex_security")


def test_it_is_taken_back_with_reasons(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    delegate(siro, sharing.people.persons["essex_security"])
    page = html.unescape(siro.get("/delegations").text)
    address = re.search(r'action="(/delegations/[0-9a-f]{32}/revoke)"', page)
    assert address

    submit(siro, "/delegations", address[1], reasons="Back from leave.")

    assert titles(sharing, "essex_security") == ["Security officer, Essex Police"]
    assert "Revoked" in siro.get("/delegations").text


def test_it_is_never_given_to_the_dpo(shared_site: Flask, sharing: Sharing) -> None:
    answer = delegate(
        browse(shared_site, sharing, "essex_siro"), sharing.people.persons["essex_dpo"]
    )

    assert answer.status_code == 422
    assert titles(sharing, "essex_dpo") == ["DPO, Essex Police"]


def test_nobody_of_another_force_is_offered(shared_site: Flask, sharing: Sharing) -> None:
    page = browse(shared_site, sharing, "essex_siro").get("/delegations/new").text

    assert "Seth Vale" in page
    assert "Sue Kerr" not in page


def test_another_forces_delegation_is_not_there(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    delegate(siro, sharing.people.persons["essex_security"])
    address = re.search(r"/delegations/[0-9a-f]{32}/revoke", siro.get("/delegations").text)
    assert address
    kent = browse(shared_site, sharing, "kent_siro")

    answer = submit(kent, "/delegations/new", address[0], reasons="None of ours.")

    assert answer.status_code == 404
    assert "Seth Vale" not in kent.get("/delegations").text


def test_a_deputy_lifts_a_stop_when_stops_are_delegated_and_not_else(
    shared_site: Flask, sharing: Sharing
) -> None:
    stop_id = sharing.suspend("flow", sharing.flows[f"essex:{COUNCIL}"], "essex_owner")
    deputy = sharing.people.persons["essex_security"]
    refused = {}
    for kind in ("sharing_agreement", "stop"):
        delegate(browse(shared_site, sharing, "essex_siro"), deputy, kind)
        with sharing.installation.reading() as session:
            now = sharing.installation.clock.now()
            held = [
                row
                for row in held_by(session, deputy, now)
                if row.delegation_id and row.role == "siro"
            ]
            newest = max(held, key=lambda row: row.seq)
            by = actor_of(session, newest)
            bars = bars_to_lifting(session, by=by, at=now, stop_id=stop_id)
        refused[kind] = [each.code for each in bars]

    assert refused["sharing_agreement"]
    assert refused["stop"] == []
