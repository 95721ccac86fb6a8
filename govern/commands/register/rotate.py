"""Changing keys: one at a time in peace; every online key, with a new epoch, after a theft or a
restore.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from securesystemslib.signer import Key
from tuf.api.metadata import Root

from govern.commands.register import key_files
from govern.commands.register.ceremony import Made, next_root, put_root
from govern.commands.register.key_files import NEXT, ROOTS
from govern.commands.register.publish import Published, Publisher
from govern.commands.register.repository import Repository
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.register.repository import metadata
from govern.register.repository.metadata import KILL, ONLINE, Trust

ROLES = (*ONLINE, *ROOTS)


def renew_root(installation: Installation) -> Made:
    """Sign root for another year, with the keys it has."""
    return _rotate(installation, (), raise_epoch=False)


def rotate(installation: Installation, *, role: str) -> tuple[Made, list[Published]]:
    """Replace the key of one role, and publish everything under the keys that root names then.

    Two keys of root must lie in the key folder, also for `root-1` and its like; a lost key of root
    is replaced by signing with the other two. Gates follow by themselves.
    """
    if role not in ROLES:
        raise Invalid.field("role", f"Choose one of {', '.join(ROLES)}.")
    made = _rotate(installation, (role,), raise_epoch=False)
    return made, Publisher(installation).turn(anew=True)


def recover(installation: Installation) -> tuple[Made, list[Published]]:
    """Replace every online key and raise the epoch, then publish the register as it is now.

    After the theft of online keys: whatever they signed, with however high a number, is void at
    the gates. After a restore: numbers begin anew under the higher epoch. Compare what the gates
    say they hold before; what was stopped since the backup must be stopped again first.
    """
    made = _rotate(installation, ONLINE, raise_epoch=True)
    return made, Publisher(installation).turn(begin_again=True)


def _rotate(installation: Installation, names: Collection[str], *, raise_epoch: bool) -> Made:
    repository = Repository(installation.settings)
    now = repository.root().signed
    folder = key_files.folder_of(installation.settings)
    signers = key_files.root_signers(folder)
    fresh = {name: _fresh(folder, name) for name in names}
    epoch = metadata.epoch_of(now) + int(raise_epoch)
    trust = Trust(
        tuple(_roots(now, folder, fresh)),
        {role: fresh.get(role) or _online(now, folder, role) for role in ONLINE},
        epoch,
        installation.demonstration,
    )
    waiting = [key_files.signer(folder, f"{name}.{NEXT}") for name in fresh if name in ROOTS]
    distinct = {each.public_key.keyid: each for each in (*signers.values(), *waiting)}
    written = next_root(repository, trust, distinct.values(), installation.clock.now())
    made = put_root(repository, written, {**trust.online})
    for name in fresh:
        key_files.promote(folder, name)
    return made


def _fresh(folder: Path, name: str) -> Key:
    """A new key that waits until root trusts it; one that waits from before is thrown away."""
    waiting = f"{name}.{NEXT}"
    (folder / f"{waiting}.key").unlink(missing_ok=True)
    return key_files.make(folder, waiting)


def _roots(now: Root, folder: Path, fresh: dict[str, Key]) -> list[Key]:
    """The keys of the new root: those of the old one but for the one that is replaced."""
    kept = {keyid: now.keys[keyid] for keyid in now.roles[Root.type].keyids}
    for name in fresh:
        if name in ROOTS:
            kept.pop(_replaced(now, folder, name))
    return [*kept.values(), *(key for name, key in fresh.items() if name in ROOTS)]


def _replaced(now: Root, folder: Path, name: str) -> str:
    """The id of the root key that `name` is, or must be as the only one that does not lie here."""
    here = {each: found.public_key.keyid for each, found in key_files.root_signers(folder).items()}
    if name in here:
        return here[name]
    missing = set(now.roles[Root.type].keyids) - set(here.values())
    if len(missing) != 1:
        raise Conflict(f"Put the other keys of root into {folder}: it must be clear which is lost.")
    return missing.pop()


def _online(now: Root, folder: Path, role: str) -> Key:
    if role == KILL:
        key: Key = key_files.signer(folder, KILL).public_key
        return key
    (keyid,) = now.roles[role].keyids
    return now.keys[keyid]
