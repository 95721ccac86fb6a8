"""An act signed with the signatory's own certificate: registered, signed outside, or lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from govern.commands.jobs.run import run_due
from govern.commands.own_certificates.register import (
    REGISTER_NAME,
    end_own_certificate,
    take_in,
)
from govern.commands.own_certificates.sign import begin_own, hand_in, lay_out
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from govern.commands.signing.seal import seal_act
from govern.errors import Conflict, Invalid, NotFound
from govern.records.seal import SealError
from govern.records.verify import verify
from govern.store import own_certificates
from govern.store.rows.own_certificates import OwnSigningRow
from tests.adopting import Adopting
from tests.installations import NOON
from tests.records.own_cards import Card, Scheme

SCHEME = Scheme()
CARD = SCHEME.card("Essex DPO")


def trusting(adopting: Adopting, home: Path, *revoked: Card) -> None:
    """Let the operator name the card scheme, with a list of what it revoked."""
    pem = SCHEME.root.certificate.public_bytes(serialization.Encoding.PEM)
    (home / "roots.pem").write_bytes(pem)
    (home / "lists").mkdir(exist_ok=True)
    listing = SCHEME.revocation_list(*revoked, at=NOON + timedelta(days=1))
    der = listing.public_bytes(serialization.Encoding.DER)
    (home / "lists" / "scheme.crl").write_bytes(der)
    adopting.installation.settings = replace(
        adopting.installation.settings,
        own_certificate_roots=str(home / "roots.pem"),
        own_certificate_lists=str(home / "lists"),
    )


def registered(adopting: Adopting, home: Path, card: Card = CARD, who: str = "essex_dpo") -> None:
    """An officer's card, the DPO's of Essex, asked for by an administrator, confirmed by the
    office.
    """
    trusting(adopting, home)
    here, people = adopting.installation, adopting.people
    person = people.actor(who).person
    der = card.certificate.public_bytes(serialization.Encoding.DER)
    given = take_in(here, by=people.actor("admin"), person_id=person, content=der)
    do_or_ask(here, by=people.actor("admin"), act=REGISTER_NAME, given=given)
    with here.reading() as session:
        assert own_certificates.standing(session, person) is None
    confirm_second(here, by=people.actor("coordinator"), request_id=people.asked())


def begun(adopting: Adopting) -> str:
    shown = adopting.show("essex_dpo", "endorse")
    return begin_own(
        adopting.installation,
        by=adopting.people.actor("essex_dpo"),
        token=shown.token,
        authentication=adopting.authentication(),
    )


def signed(adopting: Adopting, act_id: str, folder: Path, card: Card = CARD) -> bytes:
    by = adopting.people.actor("essex_dpo")
    return card.sign(lay_out(adopting.installation, by=by, act_id=act_id).content, folder)


def handed(adopting: Adopting, act_id: str, content: bytes, who: str = "essex_dpo") -> str:
    by = adopting.people.actor(who)
    return hand_in(adopting.installation, by=by, act_id=act_id, content=content)


def test_an_act_is_signed_outside_and_its_record_is_whole(
    adopting: Adopting, tmp_path: Path
) -> None:
    registered(adopting, tmp_path)
    act_id = begun(adopting)
    before = adopting.sign_off("essex").stage

    digest = handed(adopting, act_id, signed(adopting, act_id, tmp_path))

    here = adopting.installation
    record = here.archive.get(digest)
    verdict = verify(record, root=here.keyring.root, published=here.published)
    assert (before, adopting.sign_off("essex").stage) == ("advice", "decision")
    assert verdict.whole, verdict.findings
    assert verdict.record is not None
    said = verdict.record["authentication"]["own_certificate"]
    assert said["serial"] == f"{CARD.certificate.serial_number:x}"
    assert said["issuer"] == "CN=Specimen card scheme"
    with here.reading() as session:
        assert session.query(OwnSigningRow).count() == 0


def test_what_is_to_be_signed_is_the_same_when_asked_for_again(
    adopting: Adopting, tmp_path: Path
) -> None:
    registered(adopting, tmp_path)
    act_id, by = begun(adopting), adopting.people.actor("essex_dpo")

    first = lay_out(adopting.installation, by=by, act_id=act_id)

    assert lay_out(adopting.installation, by=by, act_id=act_id) == first


def test_another_card_leaves_the_act_waiting(adopting: Adopting, tmp_path: Path) -> None:
    registered(adopting, tmp_path)
    act_id = begun(adopting)

    with pytest.raises(Conflict, match="not the signature of the registered"):
        handed(adopting, act_id, signed(adopting, act_id, tmp_path, SCHEME.card()))

    assert adopting.sign_off("essex").stage == "advice"
    assert handed(adopting, act_id, signed(adopting, act_id, tmp_path))


def test_the_signature_of_an_act_that_lapsed_does_not_serve_the_next(
    adopting: Adopting, tmp_path: Path
) -> None:
    registered(adopting, tmp_path)
    old = begun(adopting)
    signature = signed(adopting, old, tmp_path)
    adopting.people.later(minutes=31)
    run_due(adopting.installation)

    with pytest.raises(Conflict, match="for this act"):
        handed(adopting, begun(adopting), signature)


def test_an_act_lapses_when_no_signature_comes_and_can_be_begun_again(
    adopting: Adopting, tmp_path: Path
) -> None:
    registered(adopting, tmp_path)
    act_id = begun(adopting)
    signature = signed(adopting, act_id, tmp_path)
    adopting.people.later(minutes=31)

    with pytest.raises(Conflict, match="time to hand in"):
        handed(adopting, act_id, signature)
    run_due(adopting.installation)
    with pytest.raises(Conflict, match="time to hand in"):
        handed(adopting, act_id, signature)
    again = begun(adopting)
    handed(adopting, again, signed(adopting, again, tmp_path))

    assert adopting.sign_off("essex").stage == "decision"


def test_a_lapsed_endorsement_is_no_advice(adopting: Adopting, tmp_path: Path) -> None:
    registered(adopting, tmp_path)
    begun(adopting)
    adopting.people.later(minutes=31)
    run_due(adopting.installation)

    adopting.sign("essex_dpo", "endorse")

    assert adopting.sign_off("essex").stage == "decision"


def test_the_service_does_not_seal_such_an_act_itself(adopting: Adopting, tmp_path: Path) -> None:
    registered(adopting, tmp_path)
    act_id = begun(adopting)

    with pytest.raises(SealError, match="own certificate"):
        seal_act(adopting.installation, act_id=act_id)


def test_nobody_else_hands_in_the_signature(adopting: Adopting, tmp_path: Path) -> None:
    registered(adopting, tmp_path)
    act_id = begun(adopting)
    signature = signed(adopting, act_id, tmp_path)

    with pytest.raises(NotFound):
        handed(adopting, act_id, signature, "kent_dpo")


def test_a_card_that_was_revoked_meanwhile_completes_nothing(
    adopting: Adopting, tmp_path: Path
) -> None:
    registered(adopting, tmp_path)
    act_id = begun(adopting)
    signature = signed(adopting, act_id, tmp_path)
    trusting(adopting, tmp_path, CARD)

    with pytest.raises(Conflict, match="revoked"):
        handed(adopting, act_id, signature)


def test_a_card_that_was_ended_meanwhile_completes_nothing(
    adopting: Adopting, tmp_path: Path
) -> None:
    registered(adopting, tmp_path)
    act_id, by = begun(adopting), adopting.people.actor("essex_dpo")
    signature = signed(adopting, act_id, tmp_path)
    end_own_certificate(adopting.installation, by=by, person_id=by.person)

    with pytest.raises(Conflict, match="was ended"):
        handed(adopting, act_id, signature)
    with pytest.raises(NotFound):
        end_own_certificate(adopting.installation, by=by, person_id=by.person)


def test_without_a_registered_certificate_nothing_is_begun(
    adopting: Adopting, tmp_path: Path
) -> None:
    trusting(adopting, tmp_path)

    with pytest.raises(Conflict, match="no certificate of yours"):
        begun(adopting)
    assert adopting.sign("essex_dpo", "endorse")


def test_a_card_of_an_unknown_scheme_is_not_taken_in(adopting: Adopting, tmp_path: Path) -> None:
    trusting(adopting, tmp_path)
    people = adopting.people
    other = Scheme("Another scheme").card().certificate
    der = other.public_bytes(serialization.Encoding.DER)

    with pytest.raises(Invalid, match="does not lead to a root"):
        take_in(
            adopting.installation,
            by=people.actor("admin"),
            person_id=people.actor("essex_dpo").person,
            content=der,
        )
