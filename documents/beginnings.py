"""What a new text says at once, because whoever opened it has said so already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as the service knows it; `kind` is force, partner or service."""

    slug: str
    kind: str
    legal_name: str
    registration: str


@dataclass(frozen=True, slots=True)
class Core:
    """The frozen assessment that an addendum adds to; `digest` is the SHA-256 of its PDF."""

    reference: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen when a document was opened: `leads` is a slug, `bodies` are the parties."""

    title: str
    leads: str
    bodies: tuple[Body, ...]
    core: Core | None = None

    def slugs(self, kind: str) -> list[str]:
        """The parties of one kind of body, in the order in which they were chosen."""
        return [each.slug for each in self.bodies if each.kind == kind]


def answers(kind: str, chosen: Chosen) -> dict[str, Any]:
    """Question -> answer of a new text of this kind; each can be changed like any other."""
    known = _KNOWN[kind](chosen)
    return {question: answer for question, answer in known.items() if answer}


def _agreement(chosen: Chosen) -> Mapping[str, Any]:
    partners = chosen.slugs("partner")
    return {
        "title": chosen.title,
        "owner_force": chosen.leads,
        "partner_lead": partners[0] if len(partners) == 1 else "",
        "parties": list(_parties(chosen.bodies)),
    }


def _parties(bodies: Iterable[Body]) -> Iterable[dict[str, str]]:
    for each in bodies:
        row = {
            "organisation": each.slug,
            "legal_name": each.legal_name,
            "ico_registration": each.registration,
            "capacity": "service" if each.kind == "service" else "controller",
        }
        yield {column: answer for column, answer in row.items() if answer}


def _assessment(chosen: Chosen) -> Mapping[str, Any]:
    return {
        "asset_name": chosen.title,
        "lead_force": chosen.leads,
        "controllers_covered": chosen.slugs("force"),
    }


def _code(chosen: Chosen) -> Mapping[str, Any]:
    return {"title": chosen.title}


def _addendum(chosen: Chosen) -> Mapping[str, Any]:
    if (core := chosen.core) is None:
        return {"force": chosen.leads}
    return {
        "force": chosen.leads,
        "core_reference": core.reference,
        "core_version": core.version,
        "core_digest": f"sha256:{core.digest}",
    }


def _return(chosen: Chosen) -> Mapping[str, Any]:
    own = next((each for each in chosen.bodies if each.kind == "partner"), None)
    if own is None:
        return {}
    return {
        "organisation": own.slug,
        "legal_name": own.legal_name,
        "ico_registration": own.registration,
    }


_KNOWN: Final = {
    "sharing_agreement": _agreement,
    "dpia": _assessment,
    "code_of_connection": _code,
    "local_addendum": _addendum,
    "connection_return": _return,
}
