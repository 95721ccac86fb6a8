"""Checking a file without signing in: an answer in words, and nothing kept."""

from __future__ import annotations

import html
import io

from cryptography import x509
from flask import Flask
from werkzeug.test import TestResponse

from tests.sharing import Sharing, record_of
from tests.web.signing_in import token_of


def check(site: Flask, data: bytes | None) -> TestResponse:
    client = site.test_client()
    form: dict[str, object] = {"csrf_token": token_of(client, "/verify")}
    if data is not None:
        form["file"] = (io.BytesIO(data), "record.pdf")
    return client.post("/verify", data=form, content_type="multipart/form-data")


def test_a_file_that_is_no_record_is_said_not_to_be_one(shared_site: Flask) -> None:
    answer = check(shared_site, b"no PDF at all")

    assert answer.status_code == 200
    assert "Not a genuine record" in answer.text
    assert "This is not a PDF file that can be read" in answer.text


def test_the_frozen_pages_are_recognised_and_said_to_be_unsigned(shared_site: Flask) -> None:
    page = html.unescape(check(shared_site, record_of("isa-council")).text)

    assert "A genuine text, not signed" in page
    assert "ISA-1, version 1" in page
    assert "genuine and in force" in page


def test_without_a_file_the_form_asks_for_one(shared_site: Flask) -> None:
    answer = check(shared_site, None)

    assert answer.status_code == 422
    assert "Choose a PDF file" in answer.text


def test_a_file_above_the_bound_is_refused(shared_site: Flask) -> None:
    client, kind = shared_site.test_client(), "multipart/form-data; boundary=x"

    answer = client.post("/verify", data=b"0" * (25 * 1024 * 1024 + 1), content_type=kind)

    assert answer.status_code == 413


def test_nothing_of_the_file_is_kept(shared_site: Flask, sharing: Sharing) -> None:
    home = sharing.installation.settings.home
    before = {path for path in home.rglob("*") if path.is_file()}

    check(shared_site, b"%PDF-1.7 a stranger's file")

    assert {path for path in home.rglob("*") if path.is_file()} == before


def test_the_page_is_linked_from_every_footer(shared_site: Flask) -> None:
    assert 'href="/verify"' in shared_site.test_client().get("/sign-in").text


def test_anyone_takes_the_root_and_its_list_and_no_key(
    shared_site: Flask, sharing: Sharing
) -> None:
    client, ring = shared_site.test_client(), sharing.installation.keyring

    root, listing = (client.get(f"/verify/keys/root.{each}") for each in ("crt", "crl"))

    assert (root.data, root.mimetype) == (ring.root_pem, "application/x-pem-file")
    assert x509.load_der_x509_crl(listing.data) == ring.root_list()
    page = client.get("/verify").text
    assert page.count("/verify/keys/root.cr") == 2
    for name in ("root.key", "issuing.key", "revoked.json", "..%2Fgovern.db", "none.crt"):
        assert client.get(f"/verify/keys/{name}").status_code == 404
