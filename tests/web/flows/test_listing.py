"""The list of flows: whose, in what order, narrowed and counted."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.shared_sites import browse
from tests.sharing import COUNCIL, TRUST, Sharing


def listed(site: Flask, sharing: Sharing, who: str, query: str = "") -> set[str]:
    """The flows on the first page, by their short names."""
    page = browse(site, sharing, who).get(f"/flows{query}").text
    names = {flow_id: name for name, flow_id in sharing.flows.items()}
    return {names[found] for found in re.findall(r'href="/flows/([0-9a-f]{32})"', page)}


ESSEX, KENT, TRUSTS = f"essex:{COUNCIL}", f"kent:{COUNCIL}", f"kent:{TRUST}"


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("essex_owner", {ESSEX}),
        ("kent_dpo", {KENT, TRUSTS}),
        ("signatory", {ESSEX, KENT}),
        ("trust_signatory", {TRUSTS}),
        ("lawyer", {ESSEX, KENT, TRUSTS}),
        ("coordinator", {ESSEX, KENT, TRUSTS}),
        ("gold", {ESSEX, KENT, TRUSTS}),
        ("operator", {ESSEX, KENT, TRUSTS}),
    ],
)
def test_each_sees_the_flows_they_are_an_end_of(
    shared_site: Flask, sharing: Sharing, who: str, seen: set[str]
) -> None:
    assert listed(shared_site, sharing, who) == seen


@pytest.mark.parametrize("who", ["admin", "panel"])
def test_who_has_no_business_with_flows_gets_no_list(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    assert browse(shared_site, sharing, who).get("/flows").status_code == 403


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?force=essex", {ESSEX}),
        (f"?partner={TRUST}", {TRUSTS}),
        ("?state=closed", {TRUSTS}),
        ("?state=open", {ESSEX, KENT}),
        ("?state=critical", {TRUSTS}),
        ("?reason=partner_suspended", {TRUSTS}),
        ("?module=crime", {ESSEX, KENT, TRUSTS}),
        ("?module=custody", set()),
        ("?force=nowhere", set()),
        ("?page=99", set()),
    ],
)
def test_the_list_can_be_narrowed(
    shared_site: Flask, sharing: Sharing, query: str, seen: set[str]
) -> None:
    sharing.suspend("partner", sharing.people.organisations[TRUST], "kent_owner")

    assert listed(shared_site, sharing, "coordinator", query) == seen


def test_closed_flows_come_first_and_say_why(shared_site: Flask, sharing: Sharing) -> None:
    sharing.suspend("agreement", sharing.documents["isa-council"], "essex_owner")

    page = browse(shared_site, sharing, "coordinator").get("/flows").text

    assert page.index(sharing.flows[ESSEX]) < page.index(sharing.flows[KENT])
    assert "ISA-1 is suspended." in page


def test_flows_that_end_within_a_month_are_counted_and_listed(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.people.later(days=280)

    assert listed(shared_site, sharing, "coordinator", "?ending=soon") == {ESSEX, KENT, TRUSTS}


def test_filters_offer_only_what_the_viewer_may_know_of(
    shared_site: Flask, sharing: Sharing
) -> None:
    page = browse(shared_site, sharing, "essex_owner").get("/flows").text

    assert "Mill Lane Trust" not in page
