"""An auditor reads within a scope, changes nothing, and every view is noted."""

from __future__ import annotations

import html

import pytest
from flask import Flask
from sqlalchemy import insert

from govern.clock import text
from govern.store import auditing
from govern.store.identifiers import new_id
from govern.store.rows.working import CommentRow
from tests.shared_sites import browse
from tests.sharing import COUNCIL, TRUST, Sharing


def seen(sharing: Sharing) -> list[tuple[str, str]]:
    with sharing.installation.reading() as session:
        found = auditing.views(session, sharing.people.appointments["auditor"], most=50)
    return [(each.page, each.about) for each in found]


def comment(sharing: Sharing, *, privileged: bool) -> None:
    now, kent = text(sharing.installation.clock.now()), sharing.people.organisations["kent"]
    row = {
        "id": new_id(), "version_id": sharing.versions["dpia"],
        "document_id": sharing.documents["dpia"], "section": "D1", "audience": "internal",
        "audience_key": f"{sharing.documents['dpia']}:internal:{kent}", "organisation_id": kent,
        "appointment_id": new_id(), "person_id": new_id(), "asks_for_changes": False,
        "privileged": privileged, "text": "Advice that nobody else reads.", "at": now,
    }  # fmt: skip
    with sharing.installation.database.writing() as session:
        session.execute(insert(CommentRow).values(**row))


def test_the_scope_is_said_and_counted(shared_site: Flask, sharing: Sharing) -> None:
    page = browse(shared_site, sharing, "auditor").get("/audit").text

    assert "Essex Police" in page
    assert "Kent Police" not in page
    assert ">4</span>" in page  # the assessment, the code, the council's return and agreement


def test_privileged_comments_are_left_out_and_counted(shared_site: Flask, sharing: Sharing) -> None:
    comment(sharing, privileged=True)
    comment(sharing, privileged=False)
    client = browse(shared_site, sharing, "auditor")

    page = html.unescape(client.get("/audit").text)

    assert "1 comment claimed as privileged and 1 other comment" in page
    document = client.get(f"/documents/{sharing.documents['dpia']}/versions/1")
    assert document.status_code == 200
    assert "Advice that nobody else reads." not in document.text


def test_what_an_auditor_reads_is_noted_with_what_it_was_about(
    shared_site: Flask, sharing: Sharing
) -> None:
    client, flow_id = browse(shared_site, sharing, "auditor"), sharing.flows[f"essex:{COUNCIL}"]

    client.get(f"/flows/{flow_id}")
    client.get("/flows")

    assert seen(sharing)[:2] == [("flows.index", ""), ("flows.show", flow_id)]
    assert "Flows: show" in client.get("/audit").text


def test_what_was_not_shown_is_not_noted(shared_site: Flask, sharing: Sharing) -> None:
    client = browse(shared_site, sharing, "auditor")

    refused = client.get(f"/flows/{sharing.flows[f'kent:{TRUST}']}")
    client.get("/your-sign-in")

    assert refused.status_code == 404
    assert seen(sharing) == []


def test_a_view_that_cannot_be_noted_is_not_given(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browse(shared_site, sharing, "auditor")

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("govern.web.audit.pages.note_view", broken)
    shared_site.config["PROPAGATE_EXCEPTIONS"] = False

    answer = client.get("/flows")

    assert answer.status_code == 500
    assert "North Hill" not in answer.text


def test_other_peoples_reading_is_not_noted(shared_site: Flask, sharing: Sharing) -> None:
    browse(shared_site, sharing, "essex_siro").get("/flows")

    assert seen(sharing) == []


def test_only_an_auditor_has_the_page(shared_site: Flask, sharing: Sharing) -> None:
    for who in ("panel", "essex_siro", "coordinator", "admin"):
        assert browse(shared_site, sharing, who).get("/audit").status_code == 403
