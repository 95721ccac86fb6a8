"""An extension signed with the SIRO's own certificate: granted once signed, and only once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from govern.clock import instant, london
from govern.commands.agreements.extend import confirm_extension, show_extension
from govern.commands.jobs.run import run_due
from govern.commands.own_certificates.sign import begin_own, hand_in, lay_out
from govern.commands.signing.seal import seal_act
from govern.errors import Conflict
from govern.records.verify import verify
from govern.store.rows.sign_offs import ConditionRow, ExtensionRow
from tests.adopting import Adopting
from tests.commands.signing.test_own_certificates import SCHEME, registered
from workflows.engine import Form, Refused
from workflows.facts import Condition

CARD = SCHEME.card("Essex SIRO")


@pytest.fixture
def condition(adopting: Adopting, tmp_path: Path) -> str:
    """A condition of Essex's DPO, due in a month, and a card for the SIRO."""
    due = adopting.installation.clock.now().date() + timedelta(days=30)
    said = Condition("The correction notice route is tested.", "by_date", due, "close")
    adopting.sign("essex_dpo", "endorse_with_conditions", Form(conditions=(said,)))
    registered(adopting, tmp_path, CARD, "essex_siro")
    with adopting.installation.reading() as session:
        return session.query(ConditionRow).one().id


def shown(adopting: Adopting, condition: str) -> str:
    """The token of an extension by a month."""
    with adopting.installation.reading() as session:
        due = session.get_one(ConditionRow, condition).due_at
    assert due
    until = london(instant(due)).date() + timedelta(days=30)
    return show_extension(
        adopting.installation,
        by=adopting.people.actor("essex_siro"),
        session_id=adopting.authentication().session_id,
        subject_kind="condition",
        subject_id=condition,
        form=Form(reasons="The test environment was late.", until=until),
    ).token


def begun(adopting: Adopting, condition: str) -> str:
    return begin_own(
        adopting.installation,
        by=adopting.people.actor("essex_siro"),
        token=shown(adopting, condition),
        authentication=adopting.authentication(),
        confirm=confirm_extension,
    )


def granted(adopting: Adopting) -> int:
    with adopting.installation.reading() as session:
        return session.query(ExtensionRow).count()


def test_it_is_granted_when_the_signature_is_handed_in(
    adopting: Adopting, condition: str, tmp_path: Path
) -> None:
    act_id, by = begun(adopting, condition), adopting.people.actor("essex_siro")
    before = granted(adopting)
    signed = CARD.sign(lay_out(adopting.installation, by=by, act_id=act_id).content, tmp_path)

    digest = hand_in(adopting.installation, by=by, act_id=act_id, content=signed)

    here = adopting.installation
    verdict = verify(here.archive.get(digest), root=here.keyring.root, published=here.published)
    assert (before, granted(adopting)) == (0, 1)
    assert verdict.whole, verdict.findings
    assert verdict.record is not None
    assert verdict.record["act"]["name"] == "extend"
    assert "own_certificate" in verdict.record["authentication"]


def test_while_one_waits_for_its_signature_no_other_is_begun(
    adopting: Adopting, condition: str, tmp_path: Path
) -> None:
    begun(adopting, condition)
    token = shown(adopting, condition)

    with pytest.raises(Conflict, match="still waits for its record"):
        confirm_extension(
            adopting.installation,
            by=adopting.people.actor("essex_siro"),
            token=token,
            authentication=adopting.authentication(),
        )


def test_one_that_lapsed_grants_nothing_and_is_begun_again(
    adopting: Adopting, condition: str
) -> None:
    begun(adopting, condition)
    adopting.people.later(minutes=31)
    run_due(adopting.installation)
    lapsed = granted(adopting)

    act_id = confirm_extension(
        adopting.installation,
        by=adopting.people.actor("essex_siro"),
        token=shown(adopting, condition),
        authentication=adopting.authentication(),
    )
    seal_act(adopting.installation, act_id=act_id)

    assert (lapsed, granted(adopting)) == (0, 1)
    with pytest.raises(Refused):
        shown(adopting, condition)
