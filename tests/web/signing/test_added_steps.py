"""A step that the force added goes through the two steps of signing, and the SIRO answers it."""

from __future__ import annotations

import pytest

from govern.commands.chains.change_chain import ADD_NAME
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from govern.commands.signing.open_sign_off import reopen_sign_off
from govern.store.rows.people import PersonRow
from tests.adopting import Adopting
from tests.web.people import SECRET
from tests.web.signing.browsing import Browsing
from workflows.engine import Form

CONCERN = "The archive of custody images is not covered by the new controls."
ICO = {"ico": "not_needed", "ico_reasons": "No residual risk is high."}


@pytest.fixture
def reviewed(house: Adopting, known_password: str) -> str:
    """The sign-off of Essex, asked again since it added a review that Iris Vale makes."""
    people, here = house.people, house.installation
    person = people.person("Iris Vale", "iris.vale@people.example")
    people.persons["essex_security"] = person
    people.appointments["essex_security"] = people.appoint(person, "essex", "security_officer")
    with here.database.writing() as session:
        row = session.get_one(PersonRow, person)
        row.password_hash, row.totp_secret = known_password, SECRET
    house.sign("essex_dpo", "ask_for_changes", Form(reasons="The text lacks a section."))
    body = people.organisations["essex"]
    given = {
        "organisation_id": body, "chain": "dpia", "kind": "information_assurance",
        "before_stage": "decision", "days": 5,
    }  # fmt: skip
    do_or_ask(here, by=people.actor("essex_siro"), act=ADD_NAME, given=given)
    confirm_second(here, by=people.actor("essex_dpo"), request_id=people.asked())
    lawyer = people.actor("lawyer")
    made = reopen_sign_off(here, by=lawyer, version_id=house.version_id, organisation_id=body)
    house.sign("essex_dpo", "endorse")
    return made


def test_an_added_review_is_signed_shown_and_answered(browsing: Browsing, reviewed: str) -> None:
    officer, siro = browsing.as_("essex_security"), browsing.as_("essex_siro")
    before = siro.get(f"/sign-offs/{reviewed}")
    statement = officer.state(reviewed, "assure_with_concerns", reasons=CONCERN)
    said = officer.get(statement)

    signed = officer.sign(statement)
    silent = siro.choose(reviewed, "approve", **ICO)
    brief = siro.get(f"/sign-offs/{reviewed}")
    decided = siro.sign(siro.state(reviewed, "approve", reasons="It is covered by July.", **ICO))

    assert "I, Iris Vale, Security officer of Essex Police, have reviewed" in said
    assert "It waits for the Security officer (Iris Vale)" in before
    assert "/records/" in officer.get(signed.location)
    assert CONCERN in brief and "Reviewed, with concerns" in brief
    assert silent.status_code == 422 and "raised concerns: say why you go on" in silent.text
    assert "Approved" in siro.get(decided.location)
