"""Checkpoints kept beside the database: what they say of a ledger cut off or rewritten."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govern.commands.ledger import checkpoint_key
from govern.commands.ledger.report import Fault, Part
from govern.installation import Installation
from govern.ledger import tree
from govern.ledger.checkpoint import Checkpoint, opened, sign
from govern.store.append import nodes
from govern.store.events import tree_head

_NONE = "No checkpoint was kept yet, so a ledger that was cut off at its end would not be noticed."


@dataclass(frozen=True)
class Made:
    """A checkpoint: its file, whether it is new, and the signed note itself."""

    path: Path
    new: bool
    note: str
    checkpoint: Checkpoint


def make_checkpoint(installation: Installation) -> Made:
    """Sign the ledger's present size and root, keep it, and prove that it extends the last one.

    Beside `<size>.note`, a signed note (C2SP), `<size>.extends` holds the RFC 9162 consistency
    proof from the checkpoint before it: its size, then a base64 hash a line. The ledger is
    unchanged: nothing is made when the newest checkpoint has the same size.
    """
    folder = installation.settings.home / "checkpoints"
    with installation.reading() as session:
        size, root = tree_head(session)
        checkpoint = Checkpoint(installation.id, size, root)
        path = folder / f"{size:012}.note"
        if path.exists():
            return Made(path, False, path.read_text(), checkpoint)
        earlier = [each for each in sizes(installation) if 0 < each < size]
        proof = tree.consistency(nodes(session), earlier[-1], size) if earlier else []
    note = sign(checkpoint, checkpoint_key.signing(installation))
    folder.mkdir(mode=0o700, exist_ok=True)
    if earlier:
        lines = [str(earlier[-1]), *(base64.b64encode(step).decode() for step in proof)]
        _write(path.with_suffix(".extends"), "\n".join(lines) + "\n")
    _write(path, note)
    return Made(path, True, note, checkpoint)


def sizes(installation: Installation) -> list[int]:
    """The sizes of the ledger for which checkpoints are kept, smallest first."""
    folder = installation.settings.home / "checkpoints"
    stems = (path.stem for path in folder.glob("*.note"))
    return sorted(int(stem) for stem in stems if stem.isdigit())


def part(installation: Installation, size: int, roots: Mapping[int, bytes]) -> Part:
    """This part of the report: the ledger holds what every checkpoint said it held.

    `roots` are the tree heads that the leaves make, at least for every size that `sizes` named.
    """
    kept = sizes(installation)
    faults = []
    for each in kept:
        if sentence := _fault(installation, each, size, roots):
            faults.append(
                Fault(f"Checkpoint of {each} events: {sentence}", "checkpoint", str(each))
            )
    note = "" if kept else _NONE
    return Part("checkpoints", len(kept), "signed checkpoints", tuple(faults), note)


def _fault(
    installation: Installation, each: int, size: int, roots: Mapping[int, bytes]
) -> str | None:
    path = installation.settings.home / "checkpoints" / f"{each:012}.note"
    key = checkpoint_key.public(installation)
    if key is None:
        return "its public key is missing."
    try:
        checkpoint = opened(path.read_text(), key)
    except ValueError as fault:
        return f"{fault}."
    if (checkpoint.origin, checkpoint.size) != (installation.id, each):
        return "it is of another ledger or another size than its name says."
    if each > size:
        return f"the ledger was cut off, it holds {size} events now."
    if each in roots and roots[each] != checkpoint.root:
        return "the ledger held other events then: it was rewritten."
    return None


def _write(path: Path, content: str) -> None:
    """Write a whole file or none, synced to disk."""
    made = path.with_name(f".{path.name}.new")
    with made.open("w", encoding="utf-8") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    made.replace(path)
