"""Freezing in a browser, the page of the document after it, and its downloads."""

from __future__ import annotations

import hashlib
import io
import re

import pikepdf
from flask.testing import FlaskClient

from documents.catalogue import definition
from govern.commands.documents.open_document import Opened
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.seal import seal_act
from govern.commands.signing.show import show_statement
from govern.store import document_pages
from tests.documents.dpia.answers import complete_answers
from tests.web.documents.world import World, strict
from workflows.engine import Form


def ready(world: World, client: FlaskClient) -> Opened:
    """A complete assessment in review."""
    opened = world.opened("dpia", title="Shared records management system")
    world.fill(opened.version_id, definition("dpia"), complete_answers())
    client.post(
        f"/documents/{opened.document_id}/versions/1/status", data={"act": "send_for_review"}
    )
    return opened


def test_freezing_says_everything_that_stands_in_the_way(world: World) -> None:
    opened = world.opened()
    client = world.client("lawyer")

    page = strict(client.get(f"/documents/{opened.document_id}/versions/1/freeze"))

    assert "This stands at" in page
    assert "Freeze and ask for sign-off" not in page


def test_a_frozen_text_is_kept_shown_and_downloaded(world: World) -> None:
    client = world.client("lawyer")
    opened = ready(world, client)
    address = f"/documents/{opened.document_id}"

    assert "What freezing does" in strict(client.get(f"{address}/versions/1/freeze"))
    answer = client.post(f"{address}/versions/1/freeze", follow_redirects=True)

    page = strict(answer)
    assert "is frozen" in page
    assert "Asked to sign: Essex Police, Kent Police." in page
    digest = re.search(r"<strong>([0-9a-f]{64})</strong>", page)
    assert digest is not None

    pdf = world.client("essex_dpo").get(f"{address}/versions/1/pdf")
    assert hashlib.sha256(pdf.data).hexdigest() == digest[1]
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="DPIA-1-version-1.pdf"'
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in pdf.headers["Content-Security-Policy"]
    assert world.client("signatory").get(f"{address}/versions/1/pdf").status_code == 404

    _check_the_page_of_a_party(world, address)
    _check_that_nothing_can_be_written(client, address)


def _check_the_page_of_a_party(world: World, address: str) -> None:
    page = strict(world.client("essex_dpo").get(address))

    assert "Essex Police is asked to sign version 1" in page
    assert "Retrospective" in page
    assert "Who signed which version" in page
    assert "Waiting for the DPO&#39;s advice" in page
    assert "Version 1 frozen for sign-off" in page
    assert "Leo Marsh" in page  # the drafters' names are known to every party
    listed = strict(world.client("essex_dpo").get("/documents?state=awaiting_signature"))
    assert "Essex Police, Kent Police" in listed
    assert "0 of 2" in listed


def _check_that_nothing_can_be_written(client: FlaskClient, address: str) -> None:
    answer = client.post(f"{address}/versions/1/sections/D2", data={"based_on": "1"})

    assert answer.status_code == 409
    assert "Open a new version to change it" in strict(answer)
    following = client.post(f"{address}/next-version", follow_redirects=True)
    assert following.request.path.endswith("/versions/2/draft")
    assert "Version 2 is open" in strict(following)


def test_a_draft_prints_with_its_mark_on_every_page(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Protect children at risk"})

    answer = world.client("lawyer").get(f"/documents/{opened.document_id}/versions/1/draft.pdf")

    assert answer.status_code == 200
    assert 'filename="DRAFT-ISA-1-version-1.pdf"' in answer.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) > 3


def test_advice_is_gone_on_with_for_reasons_that_every_signer_sees(world: World) -> None:
    client = world.client("lawyer")
    opened = ready(world, client)
    address = f"/documents/{opened.document_id}/versions/1/check"
    key = re.search(r'name="finding" value="([^"]+)"', strict(client.get(address)))
    assert key is not None

    short = client.post(f"{address}/reasons", data={"finding": key[1], "reason": "Because"})
    given = {"finding": key[1], "reason": "The forces went live before; each SIRO has decided."}
    kept = client.post(f"{address}/reasons", data=given, follow_redirects=True)

    assert short.status_code == 422
    assert "Give reasons of 20" in strict(short)
    assert ">\nBecause</textarea>" in short.text
    page = strict(kept)
    assert "Every signer will see them" in page
    assert "Advice, with your reasons" in page


def test_an_organisation_that_asked_for_changes_is_asked_again(world: World) -> None:
    client = world.client("lawyer")
    opened = ready(world, client)
    address = f"/documents/{opened.document_id}"
    client.post(f"{address}/versions/1/freeze")
    _ask_for_changes(world, opened)

    page = strict(client.get(address))
    again = re.search(r'action="([^"]+/reopen)"', page)
    assert again is not None
    assert "Changes asked for" in page
    assert "Section 9 is wrong" not in page
    answer = client.post(again[1], follow_redirects=True)

    assert "They are asked again" in strict(answer)
    assert "Ask Essex Police again" not in answer.text
    assert world.client("essex_dpo").post(again[1]).status_code == 403


def test_a_later_version_is_classed_and_the_note_is_shown(world: World) -> None:
    client = world.client("lawyer")
    opened = ready(world, client)
    address = f"/documents/{opened.document_id}"
    client.post(f"{address}/versions/1/freeze")
    client.post(f"{address}/next-version")
    client.post(f"{address}/versions/2/status", data={"act": "send_for_review"})
    client.post(f"{address}/versions/2/freeze")

    assert "No agreement rests on this document yet" in strict(
        client.get(f"{address}/versions/2/materiality")
    )
    refused = client.post(f"{address}/versions/1/materiality", data={"materiality": "minor"})
    answer = client.post(
        f"{address}/versions/2/materiality", data={"materiality": "minor"}, follow_redirects=True
    )

    assert refused.status_code == 422
    assert "only a frozen later version is classed" in strict(refused)
    page = strict(answer)
    assert "Version 2 is classed as minor" in page
    assert ">Minor<" in page
    assert "What changed since version 1" in page


def _ask_for_changes(world: World, opened: Opened) -> None:
    here, by, session_id = world.installation, world.consortium.actor("essex_dpo"), "5" * 32
    with here.reading() as session:
        essex = world.consortium.organisations["essex"]
        row = document_pages.sign_offs(session, opened.document_id)[(opened.version_id, essex)]
    shown = show_statement(
        here,
        by=by,
        session_id=session_id,
        sign_off_id=row.id,
        act="ask_for_changes",
        form=Form(reasons="Section 9 is wrong about the years that records are kept."),
    )
    proof = Authentication("totp", here.clock.now(), session_id)
    act_id = confirm_act(here, by=by, token=shown.token, authentication=proof)
    seal_act(here, act_id=act_id)
