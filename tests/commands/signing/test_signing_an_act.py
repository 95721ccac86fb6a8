"""One signing act: what was shown is what is signed, once, and only its sealed record counts."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pikepdf
import pytest

from govern.commands.jobs.run import run_due
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.seal import seal_act
from govern.commands.signing.show import show_statement
from govern.errors import Conflict, NotFound
from govern.records.verify import verify
from govern.store import events
from govern.store.rows.sign_offs import ActRow, ConditionRow
from tests.adopting import NOT_NEEDED, SESSION, Adopting
from workflows.engine import Form, Refused
from workflows.facts import Condition

CONDITION = Condition(
    "The correction notice route is tested before the first referral.",
    "by_date",
    date(2027, 1, 31),
    "close",
)


def test_the_dpo_advises_and_the_siro_decides_and_each_leaves_a_whole_record(
    adopting: Adopting,
) -> None:
    adopting.sign("essex_dpo", "endorse")

    digest = adopting.sign("essex_siro", "approve", NOT_NEEDED)

    row = adopting.sign_off("essex")
    assert (row.outcome, row.stage, row.record_sha256) == ("complete", "complete", digest)
    installation = adopting.installation
    verdict = verify(installation.archive.get(digest), root=installation.keyring.root)
    assert verdict.whole, verdict


def test_the_record_begins_with_the_exact_bytes_that_were_frozen(adopting: Adopting) -> None:
    digest = adopting.sign("essex_dpo", "endorse")

    archive = adopting.installation.archive
    with adopting.installation.reading() as session:
        frozen = session.query(ActRow).one().frozen_digest

    assert archive.get(digest).startswith(archive.get(frozen))


def test_a_confirmed_act_counts_only_once_its_record_is_sealed(adopting: Adopting) -> None:
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))

    before = adopting.sign_off("essex").stage
    seal_act(adopting.installation, act_id=act_id)

    assert (before, adopting.sign_off("essex").stage) == ("advice", "decision")


def test_the_worker_leaves_sealing_to_the_request_for_half_a_minute(adopting: Adopting) -> None:
    adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))

    adopting.people.later(seconds=29)
    early = run_due(adopting.installation)
    stage = adopting.sign_off("essex").stage
    adopting.people.later(seconds=1)
    run_due(adopting.installation)

    assert (early.done, early.failed, stage) == (0, 0, "advice")
    assert adopting.sign_off("essex").stage == "decision"


def test_sealing_twice_leaves_one_record(adopting: Adopting) -> None:
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))

    first = seal_act(adopting.installation, act_id=act_id)
    second = seal_act(adopting.installation, act_id=act_id)

    assert first == second


def test_nobody_acts_while_an_earlier_act_waits_for_its_record(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")
    again = adopting.show("essex_dpo", "not_endorse", Form(reasons="On reflection, no."))
    adopting.confirm("essex_dpo", shown)

    with pytest.raises(Conflict, match="still being sealed"):
        adopting.confirm("essex_dpo", again)


def test_a_signing_page_works_once(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")
    seal_act(adopting.installation, act_id=adopting.confirm("essex_dpo", shown))

    with pytest.raises(Conflict, match="signed already"):
        adopting.confirm("essex_dpo", shown)


def test_a_signing_page_is_no_use_to_anybody_else(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")

    with pytest.raises(Conflict, match="not yours"):
        adopting.confirm("kent_dpo", shown)


def test_a_signing_page_is_no_use_in_another_session(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")
    elsewhere = Authentication("totp", adopting.installation.clock.now(), "6" * 32)

    with pytest.raises(Conflict, match="not yours"):
        confirm_act(
            adopting.installation,
            by=adopting.people.actor("essex_dpo"),
            token=shown.token,
            authentication=elsewhere,
        )


def test_a_signing_page_expires(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")

    adopting.people.later(minutes=31)

    with pytest.raises(Conflict, match="expired"):
        adopting.confirm("essex_dpo", shown)


def test_signing_asks_for_a_fresh_proof_of_who_one_is(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")
    stale = Authentication(
        "totp", adopting.installation.clock.now() - timedelta(minutes=6), SESSION
    )

    with pytest.raises(Conflict, match="confirm again who you are"):
        confirm_act(
            adopting.installation,
            by=adopting.people.actor("essex_dpo"),
            token=shown.token,
            authentication=stale,
        )


def test_a_refusal_does_not_burn_the_token(adopting: Adopting) -> None:
    shown = adopting.show("essex_dpo", "endorse")
    stale = Authentication(
        "totp", adopting.installation.clock.now() - timedelta(minutes=6), SESSION
    )
    with pytest.raises(Conflict):
        confirm_act(
            adopting.installation,
            by=adopting.people.actor("essex_dpo"),
            token=shown.token,
            authentication=stale,
        )

    act_id = adopting.confirm("essex_dpo", shown)

    assert act_id


def test_the_siro_does_not_decide_before_the_dpo_has_advised(adopting: Adopting) -> None:
    with pytest.raises(Refused) as refused:
        adopting.show("essex_siro", "approve", NOT_NEEDED)

    assert [each.code for each in refused.value.refusals] == ["wrong_stage"]


def test_departing_from_advice_takes_a_hundred_characters_of_reasons(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "not_endorse", Form(reasons="The mapping of data is incomplete."))
    short = Form(ico=NOT_NEEDED.ico, ico_reasons=NOT_NEEDED.ico_reasons, reasons="I disagree.")

    with pytest.raises(Refused) as refused:
        adopting.show("essex_siro", "approve", short)

    assert [each.code for each in refused.value.refusals] == ["reasons_too_short"]


def test_another_forces_sign_off_does_not_exist_for_me(adopting: Adopting) -> None:
    with pytest.raises(NotFound):
        show_statement(
            adopting.installation,
            by=adopting.people.actor("kent_dpo"),
            session_id=SESSION,
            sign_off_id=adopting.sign_off("essex").id,
            act="endorse",
            form=Form(),
        )


def test_one_forces_signature_moves_no_other_force(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")

    assert adopting.sign_off("kent").stage == "advice"


def test_a_conditions_words_stay_out_of_the_ledger(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse_with_conditions", Form(conditions=(CONDITION,)))

    with adopting.installation.reading() as session:
        row = session.query(ConditionRow).one()
        leaves = b"".join(event.leaf() for event in events.events(session))
        words = events.private_texts(session, [row.text_commitment])
    assert words == {row.text_commitment: CONDITION.text}
    assert CONDITION.text.encode() not in leaves


def test_the_siros_record_carries_the_dpos(adopting: Adopting) -> None:
    advice = adopting.sign("essex_dpo", "endorse")

    digest = adopting.sign("essex_siro", "approve", NOT_NEEDED)

    with pikepdf.open(io.BytesIO(adopting.installation.archive.get(digest))) as record:
        carried = record.attachments["dpo-advice.pdf"].get_file().read_bytes()
    assert carried == adopting.installation.archive.get(advice)
    assert adopting.sign_off("essex").advice_record_sha256 == advice


def test_asking_for_changes_returns_that_forces_sign_off_alone(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "ask_for_changes", Form(reasons="Section 10 lacks image retention."))

    assert adopting.sign_off("essex").outcome == "returned"
    assert adopting.sign_off("kent").outcome is None


def test_what_was_put_before_a_signer_is_in_the_ledger_once(adopting: Adopting) -> None:
    adopting.show("essex_dpo", "not_endorse", Form(reasons="The retention is not justified."))
    adopting.show("essex_dpo", "endorse")
    adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))

    with adopting.installation.reading() as session:
        about = events.about(session, [adopting.sign_off("essex").id])
        act = session.query(ActRow).one()
    viewed = [each for each in about if each.type == "sign_off_viewed"]
    assert [each.data["frozen_digest"] for each in viewed] == [act.frozen_digest]
    assert viewed[0].author is not None
    assert viewed[0].author.person == adopting.people.persons["essex_dpo"]
    assert viewed[0].data["statement_digest"] != act.statement_digest
