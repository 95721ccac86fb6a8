"""One whole record of each kind, for whoever bends them: acts on an assessment, an agreement and a
connection, an executed copy, a notice, and a record under an archive timestamp.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from govern.records.executed import executed_copy
from govern.records.renewal import renewed
from govern.records.seal import seal_notice
from tests.records import specimen

PARTIES = {"essex-siro.pdf": "Essex Police", "thurrock-signatory.pdf": "Thurrock Council"}
KENT = {"id": "e" * 32, "slug": "kent", "name": "Kent Police"}


def agreement_facts(**changed: Any) -> dict[str, Any]:
    """The SIRO of Essex approves an agreement."""
    made = specimen.facts()
    return (
        made
        | {
            "document": made["document"] | {"kind": "sharing_agreement", "reference": "ISA-1"},
            "version": made["version"] | {"definition": "sharing_agreement"},
            "sign_off": made["sign_off"]
            | {"chain": "agreement_force", "stage_after": "done", "outcome": "complete"},
            "act": made["act"] | {"name": "approve", "title": "Approved"},
            "signatory": made["signatory"]
            | {"name": "Owen Hale", "role": "siro", "role_title": "Senior Information Risk Owner"},
        }
        | changed
    )


def certificate_facts() -> dict[str, Any]:
    """The lead force's security officer certifies a partner's connection until a day."""
    made = specimen.facts()
    return made | {
        "document": made["document"] | {"kind": "connection_return", "reference": "CON-1"},
        "version": made["version"] | {"definition": "connection_return"},
        "sign_off": made["sign_off"]
        | {"chain": "connection", "stage_after": "done", "outcome": "complete"},
        "act": made["act"] | {"name": "certify", "title": "Certified"},
        "validity": made["validity"] | {"until": "2028-03-12T00:00:00.000Z"},
    }


@functools.cache
def counterparts() -> dict[str, bytes]:
    """The records of an agreement's two parties, by name of attachment."""
    return {
        name: specimen.sealed(specimen.facts(), at=specimen.AT, field=field)
        for name, field in zip(PARTIES, ("siro", "dpo"), strict=True)
    }


def executed_facts() -> dict[str, Any]:
    """An agreement that both have signed."""
    kept = ("format", "installation", "document", "version", "content_digest", "frozen_pdf")
    made = {name: value for name, value in specimen.facts().items() if name in (*kept, "ledger")}
    cited = [
        {
            "digest": "sha256:" + hashlib.sha256(content).hexdigest(),
            "act": "Approved",
            "organisation": PARTIES[name],
            "signatory": "Priya Nair, Data Protection Officer",
            "at": "2027-03-12T14:32:05.123Z",
            "attached": name,
        }
        for name, content in counterparts().items()
    ]
    return made | {
        "record": "executed_copy",
        "executed_at": "2027-03-12T14:32:05.000Z",
        "earlier_records": cited,
    }


def executed(given: Mapping[str, bytes]) -> bytes:
    """The executed copy with these counterparts inside. SealError when they are not those cited."""
    return executed_copy(
        specimen.frozen(),
        record=executed_facts(),
        counterparts=given,
        address=specimen.ADDRESS,
        keyring=specimen.keyring(),
        at=specimen.AT,
        marking="OFFICIAL-SENSITIVE",
    )


def notice() -> bytes:
    """The service's notice that a minor change carries a sign-off over."""
    return seal_notice(
        specimen.frozen(),
        record=specimen.notice(),
        address=specimen.ADDRESS,
        keyring=specimen.keyring(),
        at=specimen.AT,
    )


def archived() -> bytes:
    """The specimen record under one archive timestamp (B-LTA)."""
    later = specimen.AT + timedelta(days=3 * 365)
    made = renewed(specimen.record(), keyring=specimen.keyring(), at=later)
    assert made.faults == ()
    return made.content


def _sealed(of: dict[str, Any], field: str) -> Callable[[], bytes]:
    return lambda: specimen.sealed(of, at=specimen.AT, field=field)


@functools.cache
def kinds() -> dict[str, bytes]:
    """A whole record of each kind, by name."""
    made: dict[str, Callable[[], bytes]] = {
        "assessment": specimen.record,
        "agreement": _sealed(agreement_facts(), "siro"),
        "certificate": _sealed(certificate_facts(), "dpo"),
        "executed copy": lambda: executed(counterparts()),
        "notice": notice,
        "archived": archived,
    }
    return {name: make() for name, make in made.items()}
