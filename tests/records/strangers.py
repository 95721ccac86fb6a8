"""Genuine files in the wrong place, and files by the wrong hands: swapped between forces, made
elsewhere, stamped when the signer's certificate was not in force, revoked since before.
"""

from __future__ import annotations

import functools
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import cms
from cryptography import x509
from pyhanko.pdf_utils import generic

from govern.records import facts
from govern.records.keys import Keyring
from govern.records.pades.evidence import gather
from govern.records.pades.running import run
from govern.records.pades.signers import EmbeddedAuthority, for_library
from govern.records.revocation import NOTHING_SINCE, Published
from govern.records.rotation import revoke
from govern.records.seal import seal
from govern.records.verify import UNEXPECTED, Expected
from tests.records import kinds, specimen
from tests.records.attacks import resaved
from tests.records.shadows import signed
from tests.records.wrapped import digits


@dataclass(frozen=True)
class Case:
    """A file, and what whoever checks it knows."""

    name: str
    data: bytes
    expected: Expected = UNEXPECTED
    root: x509.Certificate | None = None
    published: Published = NOTHING_SINCE


def cases() -> Iterator[Case]:
    """Every case of this room."""
    for family in (swapped, claimed, of_another_version, elsewhere, untimely, revoked):
        for case in family():
            yield Case(
                f"{family.__name__}: {case.name}",
                case.data,
                case.expected,
                case.root,
                case.published,
            )


def facts_of() -> dict[str, dict[str, Any]]:
    """The facts of each kind of record that a person signs."""
    return {
        "assessment": specimen.facts(),
        "agreement": kinds.agreement_facts(),
        "certificate": kinds.certificate_facts(),
    }


def kents(of: dict[str, Any]) -> dict[str, Any]:
    """The same act by the same office of another force."""
    who = of["signatory"] | {"name": "Tom Reed", "person_id": "0" * 32}
    return of | {"organisation": kinds.KENT, "signatory": who | {"appointment_id": "d" * 32}}


def swapped() -> Iterator[Case]:
    """One force's record, or a part of it, in the place of another's."""
    for kind, of in facts_of().items():
        theirs = specimen.sealed(kents(of), at=specimen.AT)
        ours = specimen.sealed(of, at=specimen.AT)
        yield Case(f"{kind}, the whole record", theirs, Expected(record=of))
        yield Case(f"{kind}, its signature", _signature_from(ours, theirs))
        yield Case(f"{kind}, signature the other way", _signature_from(theirs, ours))
        yield Case(f"{kind}, its revision", _joined(ours, theirs))
        yield Case(f"{kind}, its facts", resaved(ours, _facts_put(kents(of))))
        yield Case(f"{kind}, facts signed as ours", _signed(kents(of), signed_as=of))
        yield Case(f"{kind}, facts signed as theirs", _signed(of, signed_as=kents(of)))
    notice = specimen.notice()
    yield Case(
        "notice, for another",
        kinds.notice(),
        Expected(record=notice | {"organisation": kinds.KENT}),
    )
    yield Case("notice, signed by a person", _signed(notice, signed_as=specimen.facts()))
    yield Case("notice, as an act", _signed(specimen.facts(), signed_as=notice))


def claimed() -> Iterator[Case]:
    """An executed copy that claims parties whose records it does not carry."""
    made, whole = kinds.executed_facts(), kinds.counterparts()
    names = list(whole)
    crossed = dict(zip(names, reversed(list(whole.values())), strict=True))
    for name, inside in {
        "counterparts crossed": crossed,
        "a counterpart left out": {names[0]: whole[names[0]]},
        "no counterpart": {},
        "a counterpart bent": whole | {names[0]: whole[names[0]][:-9]},
        "a counterpart of another force": whole | {names[0]: kinds.kinds()["certificate"]},
    }.items():
        yield Case(name, signed(made, specimen.frozen(), carried=inside))


def of_another_version() -> Iterator[Case]:
    """A genuine record, shown for a version that it is not on."""
    for kind, data in kinds.kinds().items():
        yield Case(kind, data, Expected(frozen_digest="sha256:" + "0" * 64))


def elsewhere() -> Iterator[Case]:
    """Records of another installation: its keys under the same names, or its id under our root."""
    other = _other_keyring()
    for kind, of in facts_of().items():
        made = _seal(of, other)
        yield Case(f"{kind}, by its keys", made)
        yield Case(f"{kind}, ours to it", specimen.sealed(of, at=specimen.AT), root=other.root)
        yield Case(f"{kind}, our store of evidence", resaved(made, _evidence_of_ours))
        there = of | {"installation": of["installation"] | {"id": "elsewhere"}}
        here = Expected(installation="specimen")
        yield Case(f"{kind}, by its id", specimen.sealed(there, at=specimen.AT), here)
    for kind in ("executed copy", "notice", "archived"):
        yield Case(f"{kind}, ours to it", kinds.kinds()[kind], root=other.root)


def untimely() -> Iterator[Case]:
    """Its timestamp, which nothing else covers, is replaced by a true one of another time."""
    day = timedelta(days=1)
    for kind, data in kinds.kinds().items():
        if kind == "archived":
            continue
        service = kind in ("executed copy", "notice")
        late, early = (timedelta(days=365 * 20), timedelta(days=365 * 9)) if service else (day, day)
        yield Case(f"{kind}, expired by then", _restamped(data, specimen.AT + late))
        yield Case(f"{kind}, not yet valid", _restamped(data, specimen.AT - early))


def revoked() -> Iterator[Case]:
    """A later list says that somebody it leans on was revoked before it was signed."""
    for name in ("issuing", "timestamp", "service"):
        published = _revoking(name)
        for kind, data in kinds.kinds().items():
            if name != "service" or kind in ("executed copy", "notice"):
                yield Case(f"{name}, {kind}", data, published=published)


def _signed(of: dict[str, Any], *, signed_as: dict[str, Any]) -> bytes:
    return signed(of, specimen.frozen(), signed_as=signed_as)


def _seal(of: dict[str, Any], keyring: Keyring) -> bytes:
    return seal(
        specimen.frozen(),
        record=of,
        field="dpo",
        address=specimen.ADDRESS,
        keyring=keyring,
        at=specimen.AT,
    )


@functools.cache
def _other_keyring() -> Keyring:
    place = Path(tempfile.mkdtemp()) / "keys"
    return Keyring.create(place, specimen.BEFORE, "Specimen consortium", demonstration=True)


def _revoking(name: str) -> Published:
    """What our keyring publishes once a certificate is revoked from the beginning; on a copy."""
    place = Path(tempfile.mkdtemp()) / "keys"
    shutil.copytree(specimen.keyring().path, place)
    copy = Keyring.load(place)
    later = specimen.AT + timedelta(days=2)
    held = copy.certificate(name)
    revoke(copy, held, later, since=specimen.BEFORE + timedelta(days=1), reason="compromised")
    return Keyring.load(place).published()


def _signature_from(into: bytes, other: bytes) -> bytes:
    start, end = digits(into)
    first, last = digits(other)
    assert end - start == last - first
    return into[:start] + other[first:last] + into[end:]


def _joined(ours: bytes, theirs: bytes) -> bytes:
    """The frozen part and the facts of ours, and all of theirs from the signature on."""
    return ours[: digits(ours)[0]] + theirs[digits(theirs)[0] :]


def _facts_put(of: dict[str, Any]) -> Any:
    def put(writer: Any) -> None:
        names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        held = generic.StreamObject(stream_data=facts.canonical(of))
        names[1]["/EF"]["/F"] = writer.add_object(held)
        writer.update_container(names[1]["/EF"])

    return put


def _evidence_of_ours(writer: Any) -> None:
    run(gather(specimen.keyring(), specimen.AT, None)).put_into(writer)


def _restamped(record: bytes, at: datetime) -> bytes:
    """The last signature's timestamp made anew by our own authority at another time."""
    start, end = digits(record)
    message: Any = cms.ContentInfo.load(bytes.fromhex(record[start + 1 : end].decode())).copy()
    signer = message["content"]["signer_infos"][0]
    keyring = specimen.keyring()
    stamper = EmbeddedAuthority(keyring.timestamp, [for_library(keyring.issuing.certificate)], at)
    digest = hashlib.sha256(signer["signature"].native).digest()
    token = run(stamper.async_timestamp(digest, "sha256"))
    signer["unsigned_attrs"] = [{"type": "signature_time_stamp_token", "values": [token]}]
    made: bytes = message.dump().hex().upper().encode()
    return record[: start + 1] + made.ljust(end - start - 1, b"0") + record[end:]
