"""Keys that change while people sign: every record holds, what waits is finished, all is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509

from govern.commands.jobs.run import run_due
from govern.commands.keys.create_keys import create_keys
from govern.commands.keys.renew_list import renew_list
from govern.commands.keys.revoke_key import revoke_key
from govern.commands.keys.rotate_key import rotate_key
from govern.commands.ledger.verify import verify as verify_ledger
from govern.commands.signing.seal import seal_act
from govern.errors import Forbidden, Invalid
from govern.installation import Installation, open_installation
from govern.records.keys import KeyringError
from govern.records.pades.reading import read
from govern.records.verify import Verdict, verify
from tests.adopting import NOT_NEEDED, Adopting
from workflows import roles
from workflows.engine import Actor


def judged(installation: Installation, digest: str) -> Verdict:
    """The verdict that a stranger gets here, newer lists and former roots included."""
    ring = installation.keyring
    return verify(installation.archive.get(digest), root=ring.root, published=ring.published())


def issuer(installation: Installation, digest: str) -> x509.Name:
    signature = read(installation.archive.get(digest), installation.keyring.root).signature
    assert signature is not None
    return signature.certificate.issuer


@pytest.mark.parametrize("name", ["issuing", "timestamp", "root"])
def test_records_before_and_after_a_new_key_hold(adopting: Adopting, name: str) -> None:
    here = adopting.installation
    advice = adopting.sign("essex_dpo", "endorse")
    adopting.people.later(minutes=1)

    rotate_key(here, by=None, name=name)

    adopting.people.later(minutes=1)
    decision = adopting.sign("essex_siro", "approve", NOT_NEEDED)
    for digest in (advice, decision):
        assert judged(here, digest).whole, judged(here, digest)
    assert verify_ledger(here).whole


def test_a_record_that_waited_for_a_new_key_is_finished_by_the_worker(adopting: Adopting) -> None:
    here = adopting.installation
    revoke_key(here, by=None, which="issuing", reason="compromised")
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))
    with pytest.raises(KeyringError, match="govern keys rotate issuing"):
        seal_act(here, act_id=act_id)
    assert adopting.sign_off("essex").stage == "advice"

    rotate_key(here, by=None, name="issuing")
    adopting.people.later(minutes=1)
    run_due(here)

    assert adopting.sign_off("essex").stage == "decision"
    assert verify_ledger(here).whole


def test_another_process_seals_with_the_new_key_at_once(adopting: Adopting) -> None:
    here = adopting.installation
    old = here.keyring.issuing.certificate.subject
    other = open_installation(here.settings, clock=here.clock)

    rotate_key(other, by=None, name="issuing")
    other.database.close()

    assert issuer(here, adopting.sign("essex_dpo", "endorse")) != old


def test_a_revocation_dated_back_is_told_to_strangers_and_closes_nothing_here(
    adopting: Adopting,
) -> None:
    here = adopting.installation
    before = here.clock.now() - timedelta(days=1)
    digest = adopting.sign("essex_dpo", "endorse")
    adopting.people.later(minutes=1)

    revoke_key(here, by=None, which="issuing", reason="compromised", since=before)

    assert not judged(here, digest).whole
    assert verify_ledger(here).whole


def test_only_who_keeps_the_installation_changes_its_keys(embedded: Installation) -> None:
    stranger = Actor("1" * 32, "2" * 32, "3" * 32, roles.SIRO)
    before = {each.name for each in embedded.keyring.path.iterdir()}

    for change in (
        lambda: rotate_key(embedded, by=stranger, name="service"),
        lambda: revoke_key(embedded, by=stranger, which="service", reason="lost"),
        lambda: renew_list(embedded, by=stranger),
        lambda: create_keys(embedded, by=stranger),
    ):
        with pytest.raises(Forbidden):
            change()

    assert {each.name for each in embedded.keyring.path.iterdir()} == before


def test_a_reason_is_one_of_a_few(embedded: Installation) -> None:
    with pytest.raises(Invalid):
        revoke_key(embedded, by=None, which="service", reason="because")


def test_an_instant_ahead_is_refused_and_nothing_is_kept(embedded: Installation) -> None:
    ahead = embedded.clock.now() + timedelta(hours=1)

    with pytest.raises(Invalid):
        revoke_key(embedded, by=None, which="issuing", reason="lost", since=ahead)

    assert not (embedded.keyring.path / "revoked.json").exists()
