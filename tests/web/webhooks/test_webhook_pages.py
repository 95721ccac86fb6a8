"""The webhooks' pages: asked for, confirmed, paused, resumed, ended, with what came of attempts."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.clock import text
from govern.commands.webhooks.asking import open_webhook
from govern.exchange.webhooks import address
from govern.store import webhooks
from govern.store.rows.webhooks import WebhookRow
from tests.shared_sites import browse, submit
from tests.sharing import Sharing

URL = "https://rms.example/hints"
PROOF = {"meant": "y", "demonstration_proof": "clicked"}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is at one public address, but `inside.example`."""

    def resolved(host: str, port: int) -> list[str]:
        return ["10.0.0.8" if host == "inside.example" else "93.184.215.14"]

    monkeypatch.setattr(address, "_resolved", resolved)


@pytest.fixture
def webhook_id(sharing: Sharing) -> str:
    return open_webhook(sharing.installation, name="RMS of Essex", url=URL, forces=["essex"])


def rows(sharing: Sharing) -> list[WebhookRow]:
    with sharing.installation.reading() as session:
        return webhooks.listed(session)


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.unescape(answer.text)


def confirmed(client: FlaskClient) -> str:
    """Confirm the one request that waits; what its page said."""
    page = client.get("/second-person").text.partition("Decided or run out")[0]
    (path,) = re.findall(r'href="(/second-person/[0-9a-f]{32})"', page)
    shown = words(client, path)
    assert submit(client, path, **PROOF).status_code == 302
    return shown


def test_one_asks_another_confirms_and_it_stands_in_the_list(
    shared_site: Flask, sharing: Sharing
) -> None:
    admin = browse(shared_site, sharing, "admin")
    sent = submit(admin, "/webhooks", name="RMS", url=URL, forces=["essex", "kent"])
    assert sent.status_code == 302
    assert rows(sharing) == []

    shown = confirmed(browse(shared_site, sharing, "coordinator"))

    assert "Tell “RMS” of newer registers" in shown and URL in shown and "Is told of" in shown
    listed = words(admin, "/webhooks")
    assert URL in listed and "essex, kent" in listed and "None yet" in listed


def test_an_address_inside_is_refused_at_its_field(shared_site: Flask, sharing: Sharing) -> None:
    admin = browse(shared_site, sharing, "admin")

    answer = submit(admin, "/webhooks", name="X", url="https://inside.example/", forces=["all"])

    assert answer.status_code == 422
    assert "inside.example is 10.0.0.8, which is not public." in html.unescape(answer.text)
    assert 'href="#url"' in answer.text


def test_an_operator_sees_failures_pauses_and_resumes_and_ends_nothing(
    shared_site: Flask, sharing: Sharing, webhook_id: str
) -> None:
    with sharing.installation.writing(None) as w:
        for fault in ("rms.example answered 503", "rms.example answered 500"):
            webhooks.keep_attempt(w.session, webhook_id, "register-1-4", text(w.at), fault)
    operator, path = browse(shared_site, sharing, "operator"), f"/webhooks/{webhook_id}"

    assert "2 failures in a row" in words(operator, "/webhooks")
    assert "rms.example answered 503" in words(operator, path)
    assert submit(operator, path, f"{path}/pause").status_code == 302
    assert rows(sharing)[0].paused_because == "person"
    assert submit(operator, path, f"{path}/resume").status_code == 302
    assert rows(sharing)[0].paused_at is None

    assert "Ask to end it" not in words(operator, path)
    assert submit(operator, path, f"{path}/end").status_code == 403
    assert submit(operator, path, "/webhooks", name="X", url=URL).status_code == 403


def test_ending_is_asked_for_and_confirmed(
    shared_site: Flask, sharing: Sharing, webhook_id: str
) -> None:
    admin, path = browse(shared_site, sharing, "admin"), f"/webhooks/{webhook_id}"

    assert submit(admin, path, f"{path}/end").status_code == 302
    assert rows(sharing)[0].ended_at is None
    shown = confirmed(browse(shared_site, sharing, "gold"))

    assert "End the webhook “RMS of Essex” for good" in shown
    assert rows(sharing)[0].ended_at is not None
    assert "Ended" in words(admin, path)


@pytest.mark.parametrize("who", ["gold", "essex_siro", "auditor", "lawyer"])
def test_nobody_else_sees_them(
    shared_site: Flask, sharing: Sharing, webhook_id: str, who: str
) -> None:
    client = browse(shared_site, sharing, who)

    assert client.get("/webhooks").status_code == 403
    assert client.get(f"/webhooks/{webhook_id}").status_code == 403
