"""Checkpoints kept beside the database: each extends the last, and only their key signs them."""

from __future__ import annotations

import base64
import itertools
import stat

import pytest

from govern.commands.ledger import checkpoint_key
from govern.commands.ledger.checkpoints import Made, make_checkpoint
from govern.commands.ledger.verify import verify
from govern.commands.organisations.add_organisation import add_organisation
from govern.errors import Conflict
from govern.installation import Installation
from govern.ledger import tree
from govern.ledger.checkpoint import opened


def add(installation: Installation, slug: str) -> None:
    add_organisation(installation, by=None, slug=slug, kind="force", name=slug)


def test_a_checkpoint_is_kept_and_verified(installation: Installation) -> None:
    add(installation, "kent")

    made = make_checkpoint(installation)

    assert made.new
    assert made.path.read_text() == made.note
    assert verify(installation).whole


def test_the_same_ledger_has_one_checkpoint(embedded: Installation) -> None:
    first, second = make_checkpoint(embedded), make_checkpoint(embedded)

    assert (first.new, second.new) == (True, False)
    assert first.note == second.note


def test_each_checkpoint_proves_that_it_extends_the_last(embedded: Installation) -> None:
    made: list[Made] = []
    for slug in ("kent", "essex", "surrey", "sussex"):
        add(embedded, slug)
        made.append(make_checkpoint(embedded))

    for before, after in itertools.pairwise(made):
        size, *steps = after.path.with_suffix(".extends").read_text().splitlines()
        proof = [base64.b64decode(step) for step in steps]
        old, new = before.checkpoint, after.checkpoint
        assert int(size) == old.size
        assert tree.consistent(old.size, new.size, proof, old.root, new.root)


def test_a_stranger_opens_it_with_the_published_key(embedded: Installation) -> None:
    made = make_checkpoint(embedded)

    key = checkpoint_key.public(embedded)

    assert key is not None
    assert opened(made.note, key) == made.checkpoint


def test_the_key_is_its_owners_alone(embedded: Installation) -> None:
    make_checkpoint(embedded)
    path = embedded.settings.home / "keys" / "checkpoint.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    path.chmod(0o644)

    with pytest.raises(Conflict, match="chmod 600"):
        checkpoint_key.signing(embedded)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("\n2\n", "\n1\n", "not signed"), ("\u2014", "-", "not signed"), ("", "x\n", "signature")],
)
def test_a_forged_checkpoint_is_noticed(
    embedded: Installation, old: str, new: str, said: str
) -> None:
    add(embedded, "kent")
    made = make_checkpoint(embedded)
    made.path.write_text(made.note.replace(old, new, 1))

    report = verify(embedded)

    assert [part.name for part in report.parts if part.faults] == ["checkpoints"]
    assert said in report.faults[0].sentence


def test_a_ledger_without_checkpoints_says_what_that_means(embedded: Installation) -> None:
    notes = [part.note for part in verify(embedded).parts if part.name == "checkpoints"]

    assert "cut off at its end would not be noticed" in notes[0]
