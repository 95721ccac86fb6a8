"""How a force signs off, as pages: who asks for a step, who confirms it, and who sees what."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.commands.documents.bind_force import bind_force
from govern.store import chain_steps
from govern.store.rows.sign_offs import SignOffRow
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, TRUST, Sharing
from tests.waiting import ask as asked_to_sign
from tests.waiting import wait

PROOF = {"demonstration_proof": "clicked"}
PAGE = "/how-we-sign-off"
ADD = f"{PAGE}/agreement-force/add"
REVIEW = {"kind": "information_assurance", "before_stage": "decision", "days": "4"}
CHAIN = "agreement_force+information_assurance.decision.4"


def chain(sharing: Sharing, slug: str = "essex") -> str:
    with sharing.installation.reading() as session:
        force = sharing.people.organisations[slug]
        return chain_steps.chain_of(session, force, "agreement_force")


def confirm(client: FlaskClient, sharing: Sharing) -> TestResponse:
    return submit(client, f"/second-person/{sharing.people.asked()}", meant="y", **PROOF)


@pytest.fixture
def siro(shared_site: Flask, sharing: Sharing) -> FlaskClient:
    return browse(shared_site, sharing, "essex_siro")


@pytest.fixture
def dpo(shared_site: Flask, sharing: Sharing) -> FlaskClient:
    return browse(shared_site, sharing, "essex_dpo")


@pytest.fixture
def added(siro: FlaskClient, dpo: FlaskClient, sharing: Sharing) -> str:
    """The id of a step that Essex added."""
    submit(siro, ADD, **REVIEW, **PROOF)
    confirm(dpo, sharing)
    with sharing.installation.reading() as session:
        force = sharing.people.organisations["essex"]
        (row,) = chain_steps.running(session, force, "agreement_force")
        return row.id


def test_the_siro_asks_and_the_dpo_confirms(
    siro: FlaskClient, dpo: FlaskClient, sharing: Sharing
) -> None:
    answer = submit(siro, ADD, **REVIEW, **PROOF)
    before, waits = chain(sharing), dpo.get(PAGE).text

    confirm(dpo, sharing)

    assert (answer.status_code, before, chain(sharing)) == (302, "agreement_force", CHAIN)
    assert "Waiting for a second person" in waits
    page = siro.get(PAGE).text
    assert "3. Information assurance review" in page
    assert "Asked for by Sam Ito, confirmed by Dana Obi" in page
    assert "After the information asset owner, before the SIRO" in page


def test_the_request_says_what_the_step_is(
    siro: FlaskClient, dpo: FlaskClient, sharing: Sharing
) -> None:
    submit(siro, ADD, **REVIEW, **PROOF)

    page = dpo.get(f"/second-person/{sharing.people.asked()}").text

    assert "Add to how Essex Police signs off a sharing agreement: " in page
    assert "Head of Information Assurance" in page
    assert "4 working days" in page


def test_a_step_is_ended_the_same_way(
    siro: FlaskClient, dpo: FlaskClient, sharing: Sharing, added: str
) -> None:
    submit(siro, f"{PAGE}/steps/{added}/end", meant="y", **PROOF)
    before = chain(sharing)

    confirm(dpo, sharing)

    assert (before, chain(sharing)) == (CHAIN, "agreement_force")
    assert "Ended: Information assurance review" in siro.get(PAGE).text
    assert siro.get(f"{PAGE}/steps/{added}/end").status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": "0"}, "from 1 to 20"),
        ({"days": "soon"}, "from 1 to 20"),
        ({"kind": "owner_consent"}, "Not a valid choice"),
        ({"before_stage": "complete"}, "Not a valid choice"),
        ({"demonstration_proof": ""}, "There is a problem"),
    ],
)
def test_what_does_not_fit_is_said_at_the_form(
    siro: FlaskClient, sharing: Sharing, changes: dict[str, str], said: str
) -> None:
    answer = submit(siro, ADD, **{**REVIEW, **PROOF, **changes})

    assert answer.status_code == 422
    assert said in answer.text
    assert chain(sharing) == "agreement_force"


@pytest.mark.parametrize("who", ["essex_dpo", "essex_owner", "signatory", "admin", "lawyer"])
def test_nobody_else_asks(shared_site: Flask, sharing: Sharing, who: str) -> None:
    assert browse(shared_site, sharing, who).get(ADD).status_code == 403


def test_another_force_sees_and_ends_nothing_of_it(
    shared_site: Flask, sharing: Sharing, added: str
) -> None:
    kent = browse(shared_site, sharing, "kent_siro")

    page = kent.get(PAGE).text

    assert "Sam Ito" not in page and "Information assurance review" not in page
    assert kent.get(f"{PAGE}/steps/{added}/end").status_code == 404
    assert chain(sharing, "kent") == "agreement_force"


@pytest.mark.parametrize("who", ["signatory", "lawyer", "gold", "panel"])
def test_who_belongs_to_no_force_has_no_such_page(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    assert browse(shared_site, sharing, who).get(PAGE).status_code == 403


@pytest.mark.parametrize("slug", ["agreement-partner", "connection", "nothing"])
def test_there_is_no_page_for_a_chain_that_does_not_grow(siro: FlaskClient, slug: str) -> None:
    assert siro.get(f"{PAGE}/{slug}/add").status_code == 404


def test_the_officer_of_the_step_finds_it_and_the_wall_tells_of_it(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", "kent", COUNCIL)
    made = asked_to_sign(sharing, "isa-new", "essex", "information_assurance", by=CHAIN)
    officer = browse(shared_site, sharing, "essex_security")

    work, page = officer.get("/my-work").text, officer.get(f"/sign-offs/{made}").text

    assert "ISA-3" in work
    assert "protects the information of Essex Police well enough" in page
    assert "Find the information assurance sufficient" in page
    assert "With security" in officer.get("/wall").text
    other = browse(shared_site, sharing, "essex_siro").get(f"/sign-offs/{made}").text
    assert "Wait for this review" in other
    document = officer.get(f"/documents/{sharing.documents['isa-new']}").text
    assert "Waiting for the information assurance review" in document


def test_a_connection_is_advised_on_before_it_is_accepted(
    siro: FlaskClient, dpo: FlaskClient, sharing: Sharing
) -> None:
    advice = {"kind": "acceptance_advice", "before_stage": "acceptance", "days": "5"}
    submit(siro, f"{PAGE}/connection-acceptance/add", **advice, **PROOF)
    confirm(browse(siro.application, sharing, "coordinator"), sharing)
    people, version = sharing.people, sharing.versions[f"return-{TRUST}"]
    author = people.under(
        people.appoint(people.person("Tobias Wren", "tobias.wren@people.example"), TRUST, "author")
    )
    essex = people.organisations["essex"]

    bind_force(sharing.installation, by=author, version_id=version, organisation_id=essex)

    with sharing.installation.reading() as session:
        found = session.query(SignOffRow).filter_by(version_id=version, organisation_id=essex)
        asked = found.one()
    chain = "connection_acceptance+acceptance_advice.acceptance.5"
    assert (asked.chain, asked.stage) == (chain, "acceptance_advice")
    page = dpo.get(f"/sign-offs/{asked.id}").text
    assert "Support accepting the connection" in page
    barred = siro.get(f"/sign-offs/{asked.id}").text
    assert "Accept the connection" not in barred
