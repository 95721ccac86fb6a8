"""Checkpoints: signed notes that say a size and a root, and nothing for another key."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from govern.ledger.checkpoint import Checkpoint, opened, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
CHECKPOINT = Checkpoint("govern.example/ledger", 12, bytes(range(32)))


def test_a_note_is_opened_by_the_public_key() -> None:
    assert opened(sign(CHECKPOINT, KEY), KEY.public_key()) == CHECKPOINT


def test_a_note_has_the_form_of_a_signed_note() -> None:
    lines = sign(CHECKPOINT, KEY).split("\n")

    assert lines[:4] == [
        "govern.example/ledger",
        "12",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "",
    ]
    assert lines[4].startswith("\N{EM DASH} govern.example/ledger ")
    assert lines[5:] == [""]


def test_another_key_opens_nothing() -> None:
    other = Ed25519PrivateKey.generate()

    with pytest.raises(ValueError, match="not signed by the expected key"):
        opened(sign(CHECKPOINT, KEY), other.public_key())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n12\n", "\n13\n"),
        ("AAECAw", "BAECAw"),
        ("govern.example/ledger\n12", "govern.example/other\n12"),
    ],
)
def test_a_changed_note_is_refused(old: str, new: str) -> None:
    note = sign(CHECKPOINT, KEY)
    assert old in note

    with pytest.raises(ValueError, match="not signed"):
        opened(note.replace(old, new, 1), KEY.public_key())


@pytest.mark.parametrize("note", ["", "a\nb\nc\n\n", "a\n12\n", "a\n12\n!\n\n- a b\n", "\n\n"])
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError):
        opened(note, KEY.public_key())
