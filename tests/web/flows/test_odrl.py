"""An agreement in ODRL for download: for its parties alone, linked from its page."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.shared_sites import browse
from tests.sharing import Sharing


def address(sharing: Sharing, name: str = "isa-council") -> str:
    return f"/documents/{sharing.documents[name]}/versions/1/odrl.jsonld"


def test_its_parties_find_it_on_the_page_of_the_agreement(
    shared_site: Flask, sharing: Sharing
) -> None:
    visitor = browse(shared_site, sharing, "signatory")
    page = visitor.get(f"/documents/{sharing.documents['isa-council']}").text
    answer = visitor.get(address(sharing))

    assert address(sharing) in page
    assert answer.mimetype == "application/ld+json"
    assert json.loads(answer.text)["govern:reference"] == "ISA-1"


@pytest.mark.parametrize("name", ["isa-council", "dpia"])
def test_for_anyone_else_and_of_anything_else_there_is_none(
    shared_site: Flask, sharing: Sharing, name: str
) -> None:
    who = "trust_signatory" if name == "isa-council" else "essex_siro"

    assert browse(shared_site, sharing, who).get(address(sharing, name)).status_code == 404
