"""Whole records that own certificates signed: one proven by a list, one by a responder's answer;
and ways to bend what proves them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from asn1crypto import ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from govern.records import own, own_seal
from govern.records.pades.interrupted import Holder
from govern.records.revocation import Published
from tests.records import specimen, wrapped
from tests.records.attacks import Attack, flipped
from tests.records.own_cards import Card, Scheme
from tests.records.responder import answer

SCHEME = Scheme()
PUBLISHED = Published(own_roots=(SCHEME.root.certificate,))


@functools.cache
def records() -> dict[str, bytes]:
    """A whole record of each kind, by name."""
    listed = SCHEME.card()
    answered = SCHEME.card("Anna Bell", responder="http://status.example/")
    return {
        "by a list": _sealed(listed, lists=(SCHEME.revocation_list(),)),
        "by an answer": _sealed(answered, answers=(_answer(answered),)),
    }


def attacks() -> Iterator[Attack]:
    """What passes nowhere: bent bytes, forgeries that leave the signed bytes alone, and another
    answer in the place of the one that was given.
    """
    for kind, record in records().items():
        yield from ((f"{kind}, {name}", data) for name, data in evidence(record))
    record = records()["by an answer"]
    for family in (wrapped.unhooked, wrapped.saved_behind, wrapped.wrapping):
        yield from ((f"{family.__name__}: {name}", data) for name, data in family(record))
    yield from itertools.islice(flipped(record), 0, None, 6)


def evidence(record: bytes) -> Iterator[Attack]:
    """One bit in each thing that the store holds, and all of it gone from the catalogue."""
    start = len(specimen.frozen())
    for number, found in enumerate(re.finditer(rb"stream\r?\n", record[start:])):
        place = start + found.end() + 25
        yield f"object {number}", record[:place] + bytes([record[place] ^ 1]) + record[place + 1 :]
    for word in (b"/OCSPs", b"/CRLs", b"/Certs", b"/DSS"):
        if word in record[start:]:
            gone = word[:-1] + b"x"
            yield f"no {word.decode()}", record[:start] + record[start:].replace(word, gone)


def _sealed(
    card: Card,
    *,
    lists: Sequence[x509.CertificateRevocationList] = (),
    answers: Sequence[ocsp.OCSPResponse] = (),
) -> bytes:
    record = specimen.facts()
    record["authentication"]["own_certificate"] = own.named(card.certificate)
    given: Any = {
        "holder": Holder(card.certificate, (SCHEME.root.certificate,), lists, answers),
        "keyring": specimen.keyring(),
        "at": specimen.AT,
    }
    waiting = own_seal.prepare(
        specimen.frozen(), record=record, field="dpo", address=specimen.ADDRESS, **given
    )
    assert isinstance(card.key, ec.EllipticCurvePrivateKey)
    signature = card.key.sign(waiting.attributes, ec.ECDSA(hashes.SHA256()))
    return own_seal.complete(waiting, signature, record=record, published=PUBLISHED, **given)


def _answer(card: Card) -> ocsp.OCSPResponse:
    said = answer(SCHEME, card, specimen.AT - timedelta(hours=1))(b"")
    return ocsp.OCSPResponse.load(said)
