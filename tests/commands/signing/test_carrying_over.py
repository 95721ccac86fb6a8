"""A minor change carries sign-offs over by a notice that cites the old record; a material one asks
again, and only those it touches. What is in force stays in force meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from govern.commands.documents.answer_class import answer_class
from govern.commands.documents.class_version import Classed, class_version
from govern.commands.jobs.run import run_due
from govern.commands.ledger.verify import verify as verify_ledger
from govern.commands.signing.carry_over import ATTACHED, carry_over
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.exchange.record_list import records
from govern.records.verify import verify
from govern.store import events, materiality, public_status, renewals
from govern.store.rows.documents import VersionRow
from govern.store.rows.sign_offs import ActRow
from tests.adopting import Adopting
from tests.commands.signing.second_version import (
    WHY,
    carried,
    classed,
    confirmed,
    second_version,
    signed,
)
from workflows.engine import Form


def test_a_confirmed_minor_change_carries_a_sign_off_over_by_a_sealed_notice(
    adopting: Adopting,
) -> None:
    signed(adopting, "essex")
    old = adopting.sign_off("essex")
    second = second_version(adopting)

    digest = carried(second, "essex", classed(second))

    row = second.sign_off("essex")
    assert (row.outcome, row.stage, row.record_sha256) == ("carried", "complete", digest)
    assert row.carried_from_id == old.id
    installation = second.installation
    verdict = verify(installation.archive.get(digest), root=installation.keyring.root)
    assert verdict.whole, verdict.findings
    assert verdict.record is not None
    assert verdict.record["record"] == "notice"
    cited = verdict.record["earlier_records"]
    assert [each["digest"] for each in cited] == [f"sha256:{old.record_sha256}"]
    assert hashlib.sha256(verdict.attachments[ATTACHED]).hexdigest() == old.record_sha256
    assert "It is nobody's signature" in verdict.record["notice"]["text"]
    assert "nobody's signature" in " ".join(each.sentence for each in verdict.findings)
    with installation.reading() as session:
        assert not session.query(ActRow).filter_by(sign_off_id=row.id).count()


def test_the_notice_is_kept_checked_and_known_like_every_record(adopting: Adopting) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)

    digest = carried(second, "essex", classed(second))

    installation = second.installation
    report = verify_ledger(installation)
    assert report.whole, [fault for part in report.parts for fault in part.faults]
    with installation.reading() as session:
        assert digest in [each for each, _ in renewals.sealed(session)]
        assert [each.digest for each in records(session)][-1] == digest
        known = public_status.by_digest(session, digest, "2026-12-01T00:00:00.000Z")
    assert known is not None
    assert (known.version, known.state) == (2, "in_force")


def test_a_notice_that_cites_another_record_is_found(adopting: Adopting) -> None:
    signed(adopting, "essex", "kent")
    second = second_version(adopting)
    note = classed(second)
    carried(second, "essex", note)
    kent = carried(second, "kent", note)
    with second.installation.writing(None) as w:
        row = second.sign_off("essex")
        data = {"stage": "complete", "record_sha256": kent, "size": 1,
                "carried_from_id": row.carried_from_id}  # fmt: skip
        w.record("sign_off_carried", ("sign_off", row.id), data)

    report = verify_ledger(second.installation)

    said = [str(fault) for part in report.parts for fault in part.faults]
    assert any("does not cite the record" in each for each in said), said
    assert any("notice of another organisation" in each for each in said)


def test_classing_alone_changes_no_sign_off(adopting: Adopting) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)

    classed(second)

    assert second.sign_off("essex").outcome is None
    assert adopting.sign_off("essex").outcome == "complete"


def test_a_disputed_class_leaves_the_sign_off_to_be_signed(adopting: Adopting) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)
    note, row = classed(second), second.sign_off("essex")

    answer_class(
        second.installation,
        by=second.people.actor("essex_dpo"),
        sign_off_id=row.id,
        note_id=note,
        agrees=False,
        reasons="The words on who may see a record were changed too.",
    )

    with pytest.raises(Conflict):
        carry_over(second.installation, sign_off_id=row.id)
    signed(second, "essex")
    assert second.sign_off("essex").outcome == "complete"


def test_a_material_change_asks_again_only_those_it_touches(adopting: Adopting) -> None:
    signed(adopting, "essex", "kent")
    second = second_version(adopting)
    note = classed(second, "material", "kent")

    carried(second, "essex", note)

    assert second.sign_off("essex").outcome == "carried"
    with pytest.raises(Conflict, match="signs this version itself"):
        confirmed(second, "kent", note)


def _unsigned(second: Adopting) -> None:
    """Kent never signed version 1."""
    confirmed(second, "kent", classed(second))


def _begun(second: Adopting) -> None:
    note = classed(second)
    second.sign("essex_dpo", "endorse")
    confirmed(second, "essex", note)


def _unclassed(second: Adopting) -> None:
    confirmed(second, "essex", "0" * 32)


def _classed_anew(second: Adopting) -> None:
    note = classed(second)
    classed(second)
    confirmed(second, "essex", note)


def _twice(second: Adopting) -> None:
    note = classed(second)
    confirmed(second, "essex", note)
    confirmed(second, "essex", note)


def _reclassed_after(second: Adopting) -> None:
    confirmed(second, "essex", classed(second))
    classed(second, "material")


@pytest.mark.parametrize(
    "attempt", [_unsigned, _begun, _unclassed, _classed_anew, _twice, _reclassed_after]
)
def test_nothing_is_carried_over_where_it_may_not_be(
    adopting: Adopting, attempt: Callable[[Adopting], None]
) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)

    with pytest.raises(Conflict):
        attempt(second)


def test_only_the_organisations_own_officer_answers(adopting: Adopting) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)
    note, row = classed(second), second.sign_off("essex")
    tries: tuple[tuple[str, type[Exception]], ...] = (
        ("kent_dpo", NotFound), ("lawyer", NotFound), ("essex_siro", Forbidden),
    )  # fmt: skip

    for who, refused in tries:
        with pytest.raises(refused):
            answer_class(
                second.installation, by=second.people.actor(who), sign_off_id=row.id,
                note_id=note, agrees=True,
            )  # fmt: skip

    assert second.sign_off("essex").materiality_view is None


def test_the_worker_carries_over_what_a_crash_left_and_only_once(adopting: Adopting) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)
    confirmed(second, "essex", classed(second))

    run_due(second.installation)

    digest = second.sign_off("essex").record_sha256
    assert second.sign_off("essex").outcome == "carried"
    assert carry_over(second.installation, sign_off_id=second.sign_off("essex").id) == digest


def test_every_changed_answer_is_classed_with_a_reason_that_stays_out_of_the_ledger(
    adopting: Adopting,
) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)
    with second.installation.reading() as session:
        version = session.get_one(VersionRow, second.version_id)
        (changed,) = materiality.changed_questions(session, version)
    lawyer = second.people.actor("lawyer")

    for questions in ({}, {changed: Classed("minor", "")}, {changed: Classed("huge", WHY)}):
        with pytest.raises(Invalid):
            class_version(
                second.installation, by=lawyer, version_id=second.version_id, questions=questions
            )
    classed(second)

    with second.installation.reading() as session:
        version = session.get_one(VersionRow, second.version_id)
        note = materiality.note(session, version)
        leaves = events.about(session, [version.id])
    assert note is not None
    assert (note.materiality, note.questions, note.reasons) == (
        "minor", {changed: "minor"}, {changed: WHY},
    )  # fmt: skip
    assert not any("spelling" in str(event.data) for event in leaves)


def test_a_carried_sign_off_is_carried_on_and_can_be_withdrawn(adopting: Adopting) -> None:
    signed(adopting, "essex")
    second = second_version(adopting)
    carried(second, "essex", classed(second))
    third = second_version(second)

    digest = carried(third, "essex", classed(third))

    assert third.sign_off("essex").carried_from_id == second.sign_off("essex").id
    third.sign("essex_siro", "withdraw_adoption", Form(reasons="The service was bought elsewhere."))
    assert third.sign_off("essex").outcome == "withdrawn"
    assert third.sign_off("essex").record_sha256 == digest
