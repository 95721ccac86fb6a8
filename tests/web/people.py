"""Three invented people with passwords and authenticators, for tests of pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govern.clock import text
from govern.commands.sign_in.passwords import hash_password
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.people import PersonRow

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@cache
def _hash() -> str:
    return hash_password(PASSWORD)


@dataclass(frozen=True)
class Cast:
    """Who there is: a DPO of one force, a SIRO of two, and a lawyer."""

    dpo: str
    siro: str
    lawyer: str
    essex: str
    kent: str
    firm: str
    siro_essex: str
    siro_kent: str


def populate(installation: Installation) -> Cast:
    """Make the organisations, people and appointments."""
    essex = _organisation(installation, "essex", "force", "Essex Police")
    kent = _organisation(installation, "kent", "force", "Kent Police")
    firm = _organisation(installation, "harrow-lane", "legal", "Harrow Lane Law")
    dpo = _person(installation, "Amara Osei", "amara@essex.example")
    siro = _person(installation, "Ben Okafor", "ben@kent.example")
    lawyer = _person(installation, "Cerys Vaughan", "cerys@firm.example")
    _appointment(installation, dpo, essex, "dpo")
    siro_essex = _appointment(installation, siro, essex, "siro")
    siro_kent = _appointment(installation, siro, kent, "siro")
    _appointment(installation, lawyer, firm, "lawyer")
    return Cast(dpo, siro, lawyer, essex, kent, firm, siro_essex, siro_kent)


def _organisation(installation: Installation, slug: str, kind: str, name: str) -> str:
    made = new_id()
    with installation.writing(None) as writing:
        writing.record(
            "organisation_added", ("organisation", made), {"slug": slug, "kind": kind, "name": name}
        )
    return made


def _person(installation: Installation, name: str, email: str) -> str:
    made = new_id()
    with installation.writing(None) as writing:
        writing.session.add(
            PersonRow(
                id=made,
                name=name,
                email=email,
                password_hash=_hash(),
                totp_secret=SECRET,
                created_at=text(writing.at),
            )
        )
        writing.record("person_added", ("person", made))
    return made


def _appointment(installation: Installation, person: str, organisation: str, role: str) -> str:
    made = new_id()
    with installation.writing(None) as writing:
        given = {
            "person_id": person,
            "organisation_id": organisation,
            "role": role,
            "starts_at": text(writing.at),
        }
        writing.record("appointment_made", ("appointment", made), given)
    return made
