"""A sign-off that goes through a step which its force added, and those that were opened before."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import jsonschema
import pikepdf
import pytest
from sqlalchemy import text, update

from govern.app import create_app
from govern.commands.ledger.verify import verify as verify_ledger
from govern.commands.mail.chase import chase
from govern.commands.signing.open_sign_off import reopen_sign_off
from govern.commands.signing.show import show_statement
from govern.errors import Conflict, NotFound
from govern.records.verify import verify
from govern.store import chain_steps, my_work
from govern.store.rows.sign_offs import SignOffRow
from govern.store.rows.working import JobRow
from govern.store.schema import unguards
from tests.adopting import NOT_NEEDED, SESSION, Adopting
from tests.commands.chains.test_change_chain import ask, confirm, end
from tests.commands.signing.second_version import (
    carried,
    classed,
    confirmed,
    second_version,
    signed,
)
from workflows.engine import Form, Refused

WHY = Form(reasons="The retention of custody images is not settled.")
LONG = replace(NOT_NEEDED, reasons="The review was asked for and chased; the risk is known. " * 3)
CHAIN = "dpia+owner_consent.decision.5"


@pytest.fixture
def grown(adopting: Adopting) -> Adopting:
    """Essex has added its owner's consent, and is asked again for the same text."""
    adopting.sign("essex_dpo", "ask_for_changes", WHY)
    confirm(adopting.people, ask(adopting.people))
    reopened(adopting)
    return adopting


def reopened(adopting: Adopting) -> None:
    reopen_sign_off(
        adopting.installation,
        by=adopting.people.actor("lawyer"),
        version_id=adopting.version_id,
        organisation_id=adopting.people.organisations["essex"],
    )


def stage(adopting: Adopting) -> tuple[str, str | None]:
    row = adopting.sign_off("essex")
    return row.stage, row.outcome


def record(adopting: Adopting, digest: str) -> dict[str, object]:
    with pikepdf.open(io.BytesIO(adopting.installation.archive.get(digest))) as pdf:
        found: dict[str, object] = json.loads(
            pdf.attachments["record.json"].get_file().read_bytes()
        )
        return found


def test_what_is_under_way_keeps_its_chain_and_what_is_new_takes_the_step(
    adopting: Adopting,
) -> None:
    adopting.sign("essex_dpo", "endorse")
    confirm(adopting.people, ask(adopting.people))
    under_way = adopting.sign_off("essex").chain, stage(adopting)

    adopting.sign("essex_siro", "ask_for_changes", WHY)
    reopened(adopting)

    assert under_way == ("dpia", ("decision", None))
    assert (adopting.sign_off("essex").chain, stage(adopting)) == (CHAIN, ("advice", None))
    assert adopting.sign_off("kent").chain == "dpia"


def test_the_added_step_leaves_its_own_record_and_the_decision_follows(grown: Adopting) -> None:
    grown.sign("essex_dpo", "endorse")
    consent = grown.sign("essex_owner", "consent_as_owner")
    between = stage(grown)
    decision = grown.sign("essex_siro", "approve", NOT_NEEDED)

    assert (between, stage(grown)) == (("decision", None), ("complete", "complete"))
    kept = record(grown, consent)
    schema = create_app(grown.installation).test_client().get("/verify/record.schema.json")
    jsonschema.validate(kept, json.loads(schema.data))
    said = kept["sign_off"]
    assert isinstance(said, dict)
    assert (said["chain"], said["stage_before"]) == ("dpia", "owner_consent")
    assert said["added_steps"] == [{"kind": "owner_consent", "before": "decision", "days": 5}]
    for digest in (consent, decision):
        verdict = verify(
            grown.installation.archive.get(digest), root=grown.installation.keyring.root
        )
        assert verdict.whole, verdict.findings
    assert verify_ledger(grown.installation).whole


@pytest.mark.parametrize(
    ("act", "outcome"), [("ask_for_changes", "returned"), ("refuse_as_owner", "refused")]
)
def test_changes_and_refusals_end_it_as_they_do_elsewhere(
    grown: Adopting, act: str, outcome: str
) -> None:
    grown.sign("essex_dpo", "endorse")

    grown.sign("essex_owner", act, WHY)

    assert stage(grown) == (outcome, outcome)
    assert grown.sign_off("kent").outcome is None


def test_nobody_decides_past_the_step_and_nobody_elsewhere_takes_it(grown: Adopting) -> None:
    grown.sign("essex_dpo", "endorse")

    with pytest.raises(Refused) as early:
        grown.show("essex_siro", "approve", NOT_NEEDED)
    with pytest.raises(Refused) as silent:
        grown.show("essex_siro", "go_on_without_review", WHY)
    with pytest.raises(NotFound):
        show_statement(
            grown.installation,
            by=grown.people.actor("kent_siro"),
            session_id=SESSION,
            sign_off_id=grown.sign_off("essex").id,
            act="consent_as_owner",
            form=Form(),
        )

    assert [each.code for each in early.value.refusals] == ["wrong_stage"]
    assert [each.code for each in silent.value.refusals] == ["review_not_escalated"]


def test_it_is_asked_for_chased_and_passed_over_only_after_escalation(grown: Adopting) -> None:
    grown.sign("essex_dpo", "endorse")
    owner = grown.people.actor("essex_owner")
    with grown.installation.reading() as session:
        asked = [each.detail for each in my_work.to_sign(session, owner)]
    grown.people.later(days=30)
    chase(grown.installation)

    passed = record(grown, grown.sign("essex_siro", "go_on_without_review", LONG))
    decided = record(grown, grown.sign("essex_siro", "approve", LONG))

    assert asked == ["owner_consent"]
    told = {(each.payload["template"], each.payload["person_id"]) for each in mails(grown)}
    assert ("sign_off_chased", grown.people.persons["essex_owner"]) in told
    for kept, words in ((passed, ", not received."), (decided, ": not received by ")):
        act = kept["act"]
        assert isinstance(act, dict)
        assert act["advice"].startswith("Consent of the information asset owner")
        assert words in act["advice"]


def mails(adopting: Adopting) -> list[JobRow]:
    with adopting.installation.reading() as session:
        return session.query(JobRow).filter_by(kind="mail").all()


def test_an_ended_step_is_asked_for_no_more_and_still_stands_where_it_was_opened(
    grown: Adopting,
) -> None:
    with grown.installation.reading() as session:
        (step,) = chain_steps.running(session, grown.people.organisations["essex"], "dpia")
    confirm(grown.people, end(grown.people, step.id))

    grown.sign("essex_dpo", "endorse")

    assert stage(grown) == ("owner_consent", None)
    grown.sign("essex_owner", "ask_for_changes", WHY)
    reopened(grown)
    assert grown.sign_off("essex").chain == "dpia"


def test_a_sign_off_without_the_new_step_is_not_carried_over(adopting: Adopting) -> None:
    signed(adopting, "essex", "kent")
    confirm(adopting.people, ask(adopting.people))
    second = second_version(adopting)
    note = classed(second)

    with pytest.raises(Conflict, match="added a step to its chain"):
        confirmed(second, "essex", note)

    carried(second, "kent", note)
    assert (second.sign_off("essex").chain, second.sign_off("kent").outcome) == (CHAIN, "carried")


def test_a_chain_that_was_shortened_behind_our_back_is_named(grown: Adopting) -> None:
    row = grown.sign_off("essex")
    with grown.installation.database.engine.begin() as connection:
        for statement in unguards(connection.dialect.name):
            connection.execute(text(statement))
        connection.execute(update(SignOffRow).where(SignOffRow.id == row.id).values(chain="dpia"))

    faults = verify_ledger(grown.installation).faults

    named = {(fault.table, fault.row, fault.column) for fault in faults}
    assert ("sign_off", row.id, "chain") in named
