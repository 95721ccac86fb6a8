"""A partner's home: its own agreements, certificate, flows and records, and of others the stage."""

from __future__ import annotations

import html
import re

from flask import Flask

from tests.shared_sites import browse
from tests.sharing import COUNCIL, WHY, Sharing


def home(site: Flask, sharing: Sharing, who: str) -> str:
    answer = browse(site, sharing, who).get("/partner")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(answer.text))


def test_a_partner_sees_where_its_agreements_stand(shared_site: Flask, sharing: Sharing) -> None:
    page = home(shared_site, sharing, "signatory")

    assert "ISA-1" in page
    assert "Essex Police: Signed" in page
    assert "Kent Police: Signed" in page


def test_nothing_of_another_partner_is_there(shared_site: Flask, sharing: Sharing) -> None:
    page = home(shared_site, sharing, "signatory")

    assert "ISA-2" not in page
    assert "Mill Lane" not in page


def test_people_and_reasons_of_the_forces_are_not_there(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.suspend("agreement", sharing.documents["isa-council"], "essex_owner")

    page = home(shared_site, sharing, "signatory")

    assert "Sharing is off: ISA-1 is suspended." in page
    for private in (WHY, "Olu Finch", "Sam Ito"):
        assert private not in page


def test_its_certificate_and_records_are_there_to_download(
    shared_site: Flask, sharing: Sharing
) -> None:
    page = home(shared_site, sharing, "signatory")

    assert "Certified" in page
    assert "Profile P2" in page
    assert 'href="/records/' in page


def test_what_waits_for_its_signature_comes_first(shared_site: Flask, sharing: Sharing) -> None:
    sharing.version("isa-new", "sharing_agreement", "ISA-9", ("essex", COUNCIL))
    sharing.freeze("isa-new")
    sharing.ask("isa-new", COUNCIL)

    page = home(shared_site, sharing, "signatory")

    assert page.index("Waiting for your signature") < page.index("Where things stand")
    assert "ISA-9, version 1" in page


def test_only_partners_have_this_home(shared_site: Flask, sharing: Sharing) -> None:
    for who in ("essex_siro", "lawyer", "coordinator", "admin"):
        assert browse(shared_site, sharing, who).get("/partner").status_code == 403
