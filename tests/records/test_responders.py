"""Own certificates that name an OCSP responder: asked only where the operator allows it, and what
it says is in the record for whoever checks it later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from govern.clock import SystemClock
from govern.records import own, own_seal
from govern.records.holding import Issuers, OwnCertificateError, holder
from govern.records.keys import Keyring
from govern.records.pades.responders import Responders
from govern.records.revocation import Published
from govern.records.verify import verify
from tests.records import specimen
from tests.records.own_cards import Card, Scheme
from tests.records.responder import Responder, answer, by_openssl, responding

SCHEME = Scheme()
AT = specimen.AT


@pytest.fixture
def responder() -> Iterator[Responder]:
    with responding() as made:
        yield made


def issuers(*allowed: str, lists: bool = False, at: datetime = AT) -> Issuers:
    """The scheme without a list, so that all hangs on the responder."""
    named = (SCHEME.revocation_list(at=at),) if lists else ()
    return Issuers((SCHEME.root.certificate,), named, Responders(frozenset(allowed), 2))


def card(responder: Responder, **given: Any) -> Card:
    return SCHEME.card(responder=responder.url, days=3650, **given)


def sealed(
    held: Card, of: Issuers, folder: Path, at: datetime = AT, keyring: Keyring | None = None
) -> bytes:
    """A record that the card signed, as far as it is whole."""
    record = specimen.facts()
    record["authentication"]["own_certificate"] = own.named(held.certificate)
    given: Any = {
        "holder": holder(held.certificate, of, at),
        "keyring": keyring or specimen.keyring(),
        "at": at,
    }
    waiting = own_seal.prepare(
        specimen.frozen(), record=record, field="dpo", address=specimen.ADDRESS, **given
    )
    signature = held.sign(waiting.attributes, folder)
    published = Published(own_roots=of.roots)
    return own_seal.complete(waiting, signature, record=record, published=published, **given)


def test_an_answer_serves_in_place_of_a_list_and_stands_in_the_record(
    responder: Responder, tmp_path: Path
) -> None:
    held = card(responder)
    responder.answering = answer(SCHEME, held, AT)

    made = sealed(held, issuers(responder.url), tmp_path)

    (tmp_path / "made.pdf").write_bytes(made)
    with (tmp_path / "made.pdf").open("rb") as opened:
        assert len(PdfFileReader(opened).root["/DSS"]["/OCSPs"]) == 1
    published = Published(own_roots=(SCHEME.root.certificate,))
    verdict = verify(made, root=specimen.keyring().root, published=published)
    assert verdict.whole, verdict.findings
    assert len(responder.asked) == 1


def test_the_same_with_what_openssl_answers(responder: Responder, tmp_path: Path) -> None:
    soon, held = SystemClock().now() + timedelta(minutes=1), card(responder)
    responder.answering = by_openssl(SCHEME, held, tmp_path)
    keyring = Keyring.create(tmp_path / "keys", specimen.BEFORE, "Specimen", demonstration=True)

    assert sealed(held, issuers(responder.url), tmp_path, soon, keyring)


def test_an_address_that_nobody_allowed_is_not_called(responder: Responder) -> None:
    held = card(responder)
    responder.answering = answer(SCHEME, held, AT)

    with pytest.raises(OwnCertificateError, match="no responder that may be asked"):
        holder(held.certificate, issuers(responder.url + "/"), AT)
    assert holder(held.certificate, issuers(lists=True), AT).answers == ()
    assert responder.asked == []


def test_a_card_that_the_responder_calls_revoked_signs_nothing(responder: Responder) -> None:
    held = card(responder)
    responder.answering = answer(SCHEME, held, AT, revoked=True)

    with pytest.raises(OwnCertificateError, match="It was revoked"):
        holder(held.certificate, issuers(responder.url, lists=True), AT)


def test_a_responder_that_is_silent_leaves_it_to_the_list(responder: Responder) -> None:
    held = card(responder)
    responder.status = 503

    assert holder(held.certificate, issuers(responder.url, lists=True), AT).answers == ()
    with pytest.raises(OwnCertificateError, match="cannot be known"):
        holder(held.certificate, issuers(responder.url), AT)


@pytest.mark.parametrize(
    ("said", "lasting"),
    [
        (AT - timedelta(days=2), timedelta(days=7)),
        (AT - timedelta(hours=3), timedelta(hours=2)),
        (AT - timedelta(hours=3), None),
        (AT + timedelta(minutes=5), timedelta(hours=2)),
    ],
)
def test_an_answer_that_is_not_of_now_serves_nobody(
    responder: Responder, said: datetime, lasting: timedelta | None
) -> None:
    held = card(responder)
    responder.answering = answer(SCHEME, held, said, lasting=lasting)

    with pytest.raises(OwnCertificateError, match="cannot be known"):
        holder(held.certificate, issuers(responder.url), AT)


def test_an_answer_about_another_card_or_by_somebody_else_serves_nobody(
    responder: Responder,
) -> None:
    held, other = card(responder), card(responder)
    forged = [
        answer(SCHEME, other, AT),
        answer(SCHEME, held, AT, by=Scheme().root),
        answer(SCHEME, held, AT, by=other),
        lambda _: b"no answer",
        lambda _: bytes(70 * 1024),
    ]

    for each in forged:
        responder.answering = each
        with pytest.raises(OwnCertificateError, match="cannot be known"):
            holder(held.certificate, issuers(responder.url), AT)
