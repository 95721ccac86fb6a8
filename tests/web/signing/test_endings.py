"""Taking back, extending and ending: the effect is shown before, on an installation that shares."""

from __future__ import annotations

import html
import re
from datetime import timedelta

from flask import Flask

from govern.clock import text
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, TRUST, Sharing, digest


def is_open(sharing: Sharing, name: str) -> bool:
    now = sharing.installation.clock.now()
    return sharing.installation.register.explain(sharing.flows[name], now).open


def test_withdrawing_an_adoption_shows_every_flow_that_would_close(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/sign-offs/{sharing.sign_offs['dpia', 'kent']}/acts/withdraw_adoption"

    stated = submit(siro, path, reasons="We no longer stand by this assessment.", rows="1")

    page = html.unescape(siro.get(stated.location).text)
    assert "2 flows close" in page
    assert "A safety-critical flow is among them" in page
    assert "Ring the trust's duty desk" in page
    assert is_open(sharing, f"kent:{TRUST}")


def test_the_safety_critical_flow_stands_first(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/sign-offs/{sharing.sign_offs['dpia', 'kent']}/acts/withdraw_adoption"

    stated = submit(siro, path, reasons="We no longer stand by this assessment.", rows="1")

    page = siro.get(stated.location).text
    assert page.index("Mill Lane Trust") < page.index("North Hill Council")


def test_ending_an_agreement_shows_what_closes_and_closes_it(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/agreements/{sharing.documents['isa-trust']}/end"
    before = html.unescape(siro.get(path).text)

    ended = submit(siro, path, reasons="The pilot is over.", demonstration_proof="clicked")

    assert "1 flow closes" in before
    assert ended.status_code == 302
    assert not is_open(sharing, f"kent:{TRUST}")
    assert is_open(sharing, f"kent:{COUNCIL}")


def test_ending_needs_reasons_and_proof(shared_site: Flask, sharing: Sharing) -> None:
    siro = browse(shared_site, sharing, "kent_siro")
    path = f"/agreements/{sharing.documents['isa-trust']}/end"

    unreasoned = submit(siro, path, demonstration_proof="clicked")
    unproved = submit(siro, path, reasons="The pilot is over.")

    assert unreasoned.status_code == unproved.status_code == 422
    assert "The pilot is over." in unproved.text
    assert is_open(sharing, f"kent:{TRUST}")


def test_an_agreement_of_others_cannot_be_ended(shared_site: Flask, sharing: Sharing) -> None:
    path = f"/agreements/{sharing.documents['isa-trust']}/end"

    for who in ("essex_siro", "signatory"):
        assert browse(shared_site, sharing, who).get(path).status_code == 404, who


def test_an_extension_says_from_when_and_how_far_at_most(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    page = siro.get(f"/extensions/agreement/{sharing.documents['isa-council']}").text

    assert re.search(r"It now ends at the end of <strong>\d+ August 2027</strong>", page)
    assert "2027 at the latest" in page


def test_a_force_extends_what_it_signed_and_nothing_else(
    shared_site: Flask, sharing: Sharing
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    others = siro.get(f"/extensions/agreement/{sharing.documents['isa-trust']}")
    unknown = siro.get(f"/extensions/treaty/{sharing.documents['isa-council']}")

    assert others.status_code == unknown.status_code == 404


def test_a_partner_has_its_own_record_and_certificate_but_no_forces_record(
    shared_site: Flask, sharing: Sharing
) -> None:
    council = browse(shared_site, sharing, "signatory")
    own, forces, others = (
        digest(f"isa-{name} signed by {slug}")
        for name, slug in (("council", COUNCIL), ("council", "essex"), ("trust", TRUST))
    )

    answers = [council.get(f"/records/{each}.pdf") for each in (own, forces, others, "0" * 64)]

    assert [each.status_code for each in answers] == [200, 404, 404, 404]


def test_an_extension_says_what_it_opens_before_it_is_signed(
    shared_site: Flask, sharing: Sharing
) -> None:
    clock = sharing.installation.clock
    sharing.version("isa-short", "sharing_agreement", "ISA-8", ("essex", COUNCIL))
    flow = {**sharing.flow("essex", COUNCIL), "category": "custody"}
    ends = {"ends_at": text(clock.now() + timedelta(days=2))}
    sharing.freeze("isa-short", flows=[flow], bases=[sharing.basis("isa-short", flow["id"]) | ends])
    sharing.sign("isa-short", "essex", "essex_siro")
    sharing.sign("isa-short", COUNCIL, "signatory", act="sign")
    sharing.people.later(days=3)
    siro, until = (
        browse(shared_site, sharing, "essex_siro"),
        clock.now().date() + timedelta(days=30),
    )

    stated = submit(
        siro,
        f"/extensions/agreement/{sharing.documents['isa-short']}",
        until=[str(until.day), str(until.month), str(until.year)],
        reasons="The pilot goes on until the council has decided.",
    )

    page = html.unescape(siro.get(stated.location).text)
    assert "When your record is sealed: 1 flow opens." in page
