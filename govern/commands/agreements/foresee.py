"""What extending a date would switch, before the SIRO signs it."""

from __future__ import annotations

from datetime import date

from govern.clock import london_end_of, text
from govern.commands.agreements.extend import extended
from govern.commands.register.foresee import Supposed, foresee_events
from govern.commands.signing.dry_run import SUPPOSED, Switch
from govern.installation import Installation
from govern.store.identifiers import new_id
from workflows.engine import Actor


def foresee_extension(
    installation: Installation, *, by: Actor, subject_kind: str, subject_id: str, until: date
) -> list[Switch]:
    """What would switch now if it were extended to the end of that London day; NotFound for what is
    not the actor's to extend. Whether it may be extended so far is not judged here.
    """
    with installation.reading() as session:
        extended(session, by, subject_kind, subject_id)
    granted = {
        "organisation_id": by.organisation,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "until": text(london_end_of(until)),
        "record_sha256": SUPPOSED,
    }
    return foresee_events(installation, [Supposed("extension_granted", new_id(), granted)])
