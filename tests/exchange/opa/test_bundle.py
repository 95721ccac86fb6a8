"""The bundle: its files, its signature checked by real OPA code, and its hashes by Python."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from govern.clock import instant
from govern.exchange.opa.bundle import MANIFEST, SIGNATURES, bundle, canonical, key_id
from govern.register.row import FlowKey, Row
from tests.exchange.opa.deciding import KEYS, World, nanoseconds, question_of
from tests.register.oracle import engine

KEY = ec.generate_private_key(ec.SECP256R1())
FOLDER = "govern/forces/essex"
_CHECK = """package govern.checked

valid := io.jwt.verify_es256(input.token, input.key)

decoded := io.jwt.decode_verify(input.token, {"cert": input.key, "alg": "ES256"})
"""


def files(data: bytes) -> dict[str, bytes]:
    """What is in a bundle, by name without the leading slash."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        found = {}
        for entry in archive:
            part = archive.extractfile(entry)
            assert part is not None
            found[entry.name.lstrip("/")] = part.read()
        return found


@pytest.fixture(scope="module")
def world() -> World:
    return World(Random(7))


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, bytes]:
    return files(bundle(world.document(), KEY))


def checked_by_opa(token: str, key: ec.EllipticCurvePublicKey) -> tuple[bool, Any]:
    found = engine({"check": _CHECK})
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    given = {"token": token, "key": pem}
    return (
        found.eval_document("govern.checked.valid", given),
        found.eval_document("govern.checked.decoded", given),
    )


def token_of(made: dict[str, bytes]) -> str:
    (token,) = json.loads(made[SIGNATURES])["signatures"]
    return str(token)


def test_it_holds_policy_data_manifest_and_signature_and_nothing_else(
    made: dict[str, bytes],
) -> None:
    assert set(made) == {
        SIGNATURES, MANIFEST, f"{FOLDER}/policy.rego", f"{FOLDER}/register/data.json",
    }  # fmt: skip
    assert json.loads(made[MANIFEST])["roots"] == [FOLDER]


def test_opa_itself_verifies_the_signature_and_reads_its_claims(made: dict[str, bytes]) -> None:
    valid, (decoded, header, claims) = checked_by_opa(token_of(made), KEY.public_key())

    assert valid is True
    assert decoded is True
    assert header["kid"] == claims["keyid"] == key_id(KEY.public_key())
    assert {each["name"] for each in claims["files"]} == set(made) - {SIGNATURES}


def test_opa_refuses_another_key_and_altered_claims(made: dict[str, bytes]) -> None:
    token = token_of(made)
    header, claims, signature = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    told["files"][0]["hash"] = "0" * 64
    other = base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()
    stranger = ec.generate_private_key(ec.SECP256R1()).public_key()

    assert checked_by_opa(token, stranger)[0] is False
    assert checked_by_opa(f"{header}.{other}.{signature}", KEY.public_key())[0] is False


def test_each_file_has_the_hash_that_was_signed(made: dict[str, bytes]) -> None:
    _, (_, _, claims) = checked_by_opa(token_of(made), KEY.public_key())

    for each in claims["files"]:
        assert each["algorithm"] == "SHA-256"
        assert each["hash"] == hashlib.sha256(made[each["name"]]).hexdigest()


def test_json_files_are_written_in_the_form_in_which_opa_hashes_them() -> None:
    assert canonical({"b": [1, None, True], "a": {"z": "<&>é\u2028"}}) == (
        '{"a":{"z":"<&>é\\u2028"},"b":[1,null,true]}'.encode()
    )


def test_loaded_into_opa_it_permits_until_the_lease_is_over_and_never_again() -> None:
    world, key = World(Random(1)), KEYS[0]
    world.rows = {key: _open_for_long(key)}
    world.stops, world.observe_until = [], None
    loaded = files(bundle(world.document(), KEY))
    opa = engine({"policy": loaded[f"{FOLDER}/policy.rego"].decode(), "ask": _AT})
    opa.add_data({"govern": {"forces": {"essex": {"register": json.loads(loaded[_DATA])}}}})

    end = nanoseconds(instant(world.standing.lease_until))
    permits = [_permits(opa, key, end + by) for by in (-1_000_000, 0, 1_000_000, 10**18)]

    assert permits == [True, False, False, False]


_DATA = f"{FOLDER}/register/data.json"
_AT = """package govern.test

answer := found if {
	found := data.govern.forces.essex.answer with input as input.question
		with time.now_ns as input.now
}
"""


def _open_for_long(key: FlowKey) -> Row:
    return Row(
        flow="f" * 32, key=key, reasons=(), reason_user=None,
        valid_from="2026-01-01T00:00:00.000Z", valid_until="2099-01-01T00:00:00.000Z",
        reason_at_end="expired", next_change=None,
    )  # fmt: skip


def _permits(opa: Any, key: FlowKey, now: int) -> bool:
    answer = opa.eval_document("govern.test.answer", {"question": question_of(key), "now": now})
    return bool(answer["decision"])
