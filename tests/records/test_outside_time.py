"""An outside timestamp authority: its time is in the record, and whatever is wrong with its answer
stops the seal with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp

from govern.records.authority import (
    AuthorityError,
    OutsideAuthority,
    WeakAuthority,
    read_certificates,
)
from govern.records.keys import Keyring
from govern.records.pades.outside import try_authority
from govern.records.seal import seal
from govern.records.verify import verify
from govern.records.verifying import verify_upload
from tests.records import specimen
from tests.records.authority import POLICY, Tsa, now, tsa


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tsa]:
    with tsa(tmp_path_factory.mktemp("tsa")) as made:
        yield made


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    folder = tmp_path_factory.mktemp("keys") / "keys"
    return Keyring.create(folder, now() - timedelta(days=1), "Test", demonstration=True)


def sealed(keyring: Keyring, authority: OutsideAuthority, **changed: Any) -> bytes:
    given: dict[str, Any] = {"field": "dpo", "address": specimen.ADDRESS, "at": now()} | changed
    return seal(
        specimen.frozen(), record=specimen.facts(), keyring=keyring, authority=authority, **given
    )


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_the_time_is_the_authoritys_and_is_said_to_be(
    kind: str, keyring: Keyring, tmp_path: Path
) -> None:
    with tsa(tmp_path / kind, kind=kind) as made:
        record = sealed(keyring, made.authority())

    verdict = verify(record, root=keyring.root, time_roots=(made.root,))

    assert [each.sentence for each in verdict.findings if not each.ok] == []
    assert any(
        "as the outside timestamp authority Outside stamp 1, Outside time Ltd states"
        in each.sentence
        for each in verdict.findings
    )
    assert verify_upload(record, root=keyring.root, time_roots=(made.root,)).whole


def test_an_authority_that_is_not_trusted_here_is_not_believed(
    outside: Tsa, keyring: Keyring
) -> None:
    record = sealed(keyring, outside.authority())

    assert not verify(record, root=keyring.root).whole
    with pytest.raises(AuthorityError, match=r"not to be believed|does not lead"):
        sealed(keyring, outside.authority(certificates=(keyring.root,)))


def test_the_root_of_time_vouches_for_no_signer(outside: Tsa, keyring: Keyring) -> None:
    record = sealed(keyring, outside.authority())

    assert not verify(record, root=outside.root, time_roots=(outside.root, keyring.root)).whole


def test_it_is_asked_once_for_each_act(outside: Tsa, keyring: Keyring) -> None:
    authority = outside.authority()
    sealed(keyring, authority)
    before = outside.asked

    sealed(keyring, authority)

    assert outside.asked == before + 1


def test_nobody_there_is_said_with_the_address(outside: Tsa, keyring: Keyring) -> None:
    with pytest.raises(AuthorityError, match=r"http://127\.0\.0\.1:9 .*does not answer"):
        sealed(keyring, outside.authority(url="http://127.0.0.1:9"))


def test_silence_ends_in_time(outside: Tsa, keyring: Keyring) -> None:
    outside.pause.clear()
    try:
        with pytest.raises(AuthorityError, match="does not answer"):
            sealed(keyring, outside.authority(seconds=1))
    finally:
        outside.pause.set()


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_answer_is_refused(
    status: int, outside: Tsa, keyring: Keyring
) -> None:
    outside.status = status
    try:
        with pytest.raises(AuthorityError, match=f"was answered {status}"):
            sealed(keyring, outside.authority())
    finally:
        outside.status = 200


def _refusal(answer: bytes) -> bytes:
    said = {"status": "rejection", "status_string": ["too busy"]}
    info = tsp.PKIStatusInfo(said).dump()
    return b"\x30" + bytes([len(info)]) + bytes(info)


def _first(seen: list[bytes]) -> Any:
    def bend(answer: bytes) -> bytes:
        seen.append(answer)
        return seen[0]

    return bend


BENT = {
    "rubbish": (lambda _: b"rubbish", "cannot be read"),
    "empty": (lambda _: b"", "cannot be read"),
    "refusal": (_refusal, "it refused: too busy"),
    "flood": (lambda _: b"x" * 200_000, "too long"),
    "flipped": (lambda answer: answer[:-9] + bytes([answer[-9] ^ 1]) + answer[-8:], "not hold"),
}


@pytest.mark.parametrize("kind", BENT)
def test_a_bent_answer_makes_no_record(kind: str, outside: Tsa, keyring: Keyring) -> None:
    outside.bend, said = BENT[kind]
    try:
        with pytest.raises(AuthorityError, match=said):
            sealed(keyring, outside.authority())
    finally:
        outside.bend = None


def test_an_answer_to_an_earlier_question_is_refused(outside: Tsa, keyring: Keyring) -> None:
    outside.bend = _first([])
    try:
        with pytest.raises(AuthorityError, match="not to our question"):
            sealed(keyring, outside.authority())
    finally:
        outside.bend = None


def test_another_policy_is_refused(outside: Tsa, keyring: Keyring) -> None:
    with pytest.raises(AuthorityError, match=r"refused|policy"):
        sealed(keyring, outside.authority(policy=POLICY + ".7"))


def test_clocks_that_disagree_are_said(outside: Tsa, keyring: Keyring) -> None:
    with pytest.raises(AuthorityError, match="this service's clock says"):
        sealed(keyring, outside.authority(), at=now() + timedelta(hours=1))


def test_a_file_without_a_root_is_refused(outside: Tsa, tmp_path: Path) -> None:
    assert read_certificates(outside.folder / "chain.pem") == (outside.root,)
    with pytest.raises(AuthorityError, match="holds no root"):
        read_certificates(outside.folder / "tsa.pem")
    with pytest.raises(AuthorityError, match="no certificates that can be read"):
        read_certificates(tmp_path / "missing.pem")


def test_what_a_former_authority_stamped_still_verifies(
    outside: Tsa, keyring: Keyring, tmp_path: Path
) -> None:
    with tsa(tmp_path / "new", kind="ec") as new:
        both = replace(new.authority(), certificates=(new.root, outside.root))
        records = [sealed(keyring, outside.authority()), sealed(keyring, both)]

    assert all(verify(each, root=keyring.root, time_roots=both.roots).whole for each in records)


def test_an_authority_whose_timestamps_would_weaken_at_once_is_refused(
    keyring: Keyring, outside: Tsa, tmp_path: Path
) -> None:
    with tsa(tmp_path / "weak", kind="weak") as made:
        with pytest.raises(WeakAuthority, match=r"RSA 3072.*GOVERN_TIMESTAMP_URL"):
            sealed(keyring, made.authority())
        with pytest.raises(WeakAuthority):
            try_authority(made.authority(), now())

    try_authority(outside.authority(), now())
