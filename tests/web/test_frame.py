"""The application around the pages: headers, cookies, errors, files."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from pathlib import Path

import html5lib
import pytest
from flask import Flask, abort
from jinja2 import UndefinedError

from govern.app import STATIC, create_app
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.web.policy import anyone, rule
from tests.web.conftest import new_installation
from tests.web.signing_in import sign_in
from workflows.engine import Refusal, Refused


def test_every_answer_trusts_nothing_but_our_own_files(site: Flask) -> None:
    client = site.test_client()

    for path in ("/sign-in", "/nowhere", "/static/govern.css"):
        headers = client.get(path, buffered=True).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_pages_are_not_kept_by_browsers_and_files_are(site: Flask) -> None:
    client = site.test_client()

    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    assert (
        "max-age=3600" in client.get("/static/govern.css", buffered=True).headers["Cache-Control"]
    )


def test_no_page_holds_script_or_style_of_its_own(site: Flask, installation: Installation) -> None:
    client = site.test_client()
    pages = [client.get("/sign-in").text, client.get("/nowhere").text]
    sign_in(client, installation.clock, "ben@kent.example")
    pages += [client.get(path).text for path in ("/acting-as", "/your-sign-in", "/sign-out")]

    for page in pages:
        assert not re.search(r"<script(?![^>]*src=)|<style| style=| on[a-z]+=", page)


def test_pages_are_strictly_html(site: Flask, installation: Installation) -> None:
    client = site.test_client()
    pages = [client.get("/sign-in").text, client.get("/nowhere").text]
    sign_in(client, installation.clock, "ben@kent.example")
    pages += [client.get(path).text for path in ("/acting-as", "/your-sign-in", "/sign-out")]

    for page in pages:
        html5lib.HTMLParser(strict=True).parse(page.strip())


def test_the_cookie_is_plain_on_loopback_and_host_bound_under_https(tmp_path: Path) -> None:
    def cookie(folder: str, url: str) -> str:
        made = new_installation(tmp_path / folder, demonstration=False, url=url)
        answer = create_app(made).test_client().get("/sign-in", base_url=url)
        return answer.headers["Set-Cookie"]

    plain = cookie("a", "http://127.0.0.1:8000")
    bound = cookie("b", "https://govern.example")

    assert plain.startswith("govern=") and "Secure" not in plain
    assert bound.startswith("__Host-govern=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in bound
    assert "Domain" not in bound


def test_the_cookie_secret_is_made_once_and_private(
    installation: Installation, site: Flask
) -> None:
    kept = installation.settings.home / "cookie.key"

    again = create_app(installation)

    assert again.secret_key == site.secret_key == kept.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (NotFound("document 7"), 404, "Page not found"),
        (Forbidden("This needs the SIRO."), 403, "This needs the SIRO."),
        (Conflict("The text is frozen."), 409, "The text is frozen."),
        (Refused([Refusal("a", "First."), Refusal("b", "Second.")]), 409, "Second."),
        (Invalid.field("reason", "Enter a reason"), 422, "Enter a reason"),
        (ZeroDivisionError("secret detail"), 500, "there is a problem with this service"),
    ],
)
def test_each_refusal_has_its_page(site: Flask, fault: Exception, code: int, said: str) -> None:
    def fail() -> str:
        raise fault

    site.add_url_rule("/fail", "fail", rule(anyone)(fail))

    answer = site.test_client().get("/fail")

    assert answer.status_code == code
    assert said in answer.text
    assert "secret detail" not in answer.text
    assert "document 7" not in answer.text


def test_what_is_not_there_and_what_is_not_yours_look_alike(site: Flask) -> None:
    def hidden() -> str:
        raise NotFound("the agreement of another force")

    site.add_url_rule("/hidden", "hidden", rule(anyone)(hidden))
    client = site.test_client()

    assert client.get("/hidden").text == client.get("/missing").text


def test_a_program_gets_its_refusal_as_json(site: Flask) -> None:
    site.add_url_rule("/gone", "gone", rule(anyone)(lambda: abort(404)))

    answer = site.test_client().get("/gone", headers={"Accept": "application/json"})

    assert answer.get_json() == {"error": "Page not found", "reasons": []}


def test_a_template_that_names_nothing_fails(site: Flask) -> None:
    with site.test_request_context(), pytest.raises(UndefinedError):
        site.jinja_env.from_string("{{ nothing_of_this_name }}").render()


def test_vendored_files_are_those_of_the_manifest() -> None:
    vendor = STATIC / "vendor"
    listed = json.loads((vendor / "manifest.json").read_text())["files"]

    kept = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert kept == {row["file"]: row["sha256"] for row in listed}


def test_neither_crown_nor_licensed_font_is_served() -> None:
    for path in STATIC.rglob("*"):
        assert path.suffix not in {".woff", ".woff2"}
        assert not re.search(r"crown|crest", path.name)
        if path.suffix == ".css":
            assert "GDS Transport" not in path.read_text()
            assert "@font-face" not in path.read_text()
