"""The public status of a text: genuine, which version, in force or not, and nothing else."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from govern.store.identifiers import new_id
from tests.sharing import COUNCIL, Sharing, digest


def status(site: Flask, name: str) -> str:
    """What a stranger reads at the status address of a text."""
    answer = site.test_client().get(f"/status/status-of-{name}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def replace(sharing: Sharing, name: str, *signers: str) -> None:
    """Freeze a second version of a text, which `signers` (force, person) sign."""
    second, document = new_id(), sharing.documents[name]
    opened = {
        "document_id": document, "number": 2, "definition": "dpia", "definition_version": 1,
        "workflow_version": 1,
    }  # fmt: skip
    frozen = {
        "content_digest": digest("x"), "pdf_digest": digest("y"), "pages": 1,
        "status_token": "status-of-second", "facts": {},
    }  # fmt: skip
    sharing.record("version_opened", "version", second, opened)
    sharing.record("version_frozen", "version", second, frozen)
    sharing.documents["second"], sharing.versions["second"] = document, second
    for force in signers:
        sharing.sign("second", force, f"{force}_siro")


def test_a_signed_text_is_in_force(shared_site: Flask) -> None:
    page = status(shared_site, "isa-council")

    assert "ISA-1, version 1" in page
    assert "This version is genuine and in force." in page


def test_parties_titles_and_people_are_not_told(shared_site: Flask) -> None:
    page = status(shared_site, "isa-council")

    for private in ("Essex", "Kent", "North Hill", "Text of", "Sam Ito", "Nia Bell"):
        assert private not in page


def test_an_agreement_that_has_run_out_is_not_in_force(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.people.later(days=301)

    assert "is genuine and is not in force" in status(shared_site, "isa-council")


@pytest.mark.parametrize(
    ("signers", "first"),
    [
        ((), "genuine and in force"),
        (("essex",), "in force, but not for everybody: some organisations have signed version 2"),
        (("essex", "kent"), "replaced by version 2"),
    ],
)
def test_a_text_is_replaced_when_all_who_stood_on_it_signed_the_next(
    shared_site: Flask, sharing: Sharing, signers: tuple[str, ...], first: str
) -> None:
    replace(sharing, "dpia", *signers)

    assert first in status(shared_site, "dpia")


def test_a_text_that_nobody_signed_is_not_in_force(shared_site: Flask, sharing: Sharing) -> None:
    replace(sharing, "dpia")

    assert "is not in force" in status(shared_site, "second")


def test_a_stopped_agreement_gives_its_stop_away_to_nobody(
    shared_site: Flask, sharing: Sharing
) -> None:
    before = status(shared_site, "isa-council")
    sharing.suspend("agreement", sharing.documents["isa-council"], "essex_owner")

    assert status(shared_site, "isa-council") == before


@pytest.mark.parametrize("token", ["unknown", COUNCIL, "0" * 32])
def test_an_unknown_address_is_not_there(shared_site: Flask, token: str) -> None:
    assert shared_site.test_client().get(f"/status/{token}").status_code == 404
