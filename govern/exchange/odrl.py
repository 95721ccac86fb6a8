"""An agreement in ODRL 2.2 (W3C), as JSON-LD: for reading, never enforced. Nothing is fetched.

Each flow whose force and partner have both signed is one Permission. What ODRL has no word for is
said in a profile of ours, which `docs/other-engines.md` lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govern.register.facts import Facts, Record
from govern.register.reading import Reading
from govern.register.signatures import completed

_ODRL = "http://www.w3.org/ns/odrl/2/"
_TERMS = (
    "permission", "duty", "constraint", "assigner", "assignee", "target", "action", "profile",
    "leftOperand", "operator", "rightOperand",
)  # fmt: skip
_BY_NAME = ("action", "leftOperand", "operator")
"""Terms whose values are names of the vocabulary, not addresses."""
_DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"


class NothingSigned(ValueError):
    """No flow of this version is signed by both sides: there is no agreement to export."""


def agreement(facts: Facts, version_id: str, at: str, url: str) -> dict[str, Any]:
    """A frozen version of a sharing agreement, as signed by `at`, in identifiers below `url`.

    NothingSigned when no flow of it is signed by both sides.
    """
    version = facts.row("version", version_id)
    document = facts.row("document", version["document_id"]) if version else None
    if version is None or document is None:
        raise NothingSigned(version_id)
    names = Names(url.rstrip("/"))
    permissions = list(_permissions(Reading(facts, at), version, names))
    if not permissions:
        raise NothingSigned(version_id)
    return {
        "@context": context(names),
        "@type": "Agreement",
        "uid": names.version(document["id"], version["number"]),
        "profile": names.profile,
        "govern:reference": document.get("reference"),
        "govern:version": version["number"],
        "govern:contentDigest": f"sha256:{version.get('content_digest')}",
        "govern:asAt": _instant(at),
        "permission": permissions,
    }


@dataclass(frozen=True)
class Names:
    """The identifiers of one installation."""

    url: str

    @property
    def profile(self) -> str:
        """What our own terms are defined by."""
        return f"{self.url}/odrl/1"

    def version(self, document_id: str, number: int) -> str:
        """A version of a document: the address of its page."""
        return f"{self.url}/documents/{document_id}/versions/{number}"

    def of(self, kind: str, slug: str) -> str:
        """An organisation, category, purpose or flow."""
        return f"{self.url}/odrl/1/{kind}/{slug}"


def context(names: Names) -> dict[str, Any]:
    """What every term means; a reader fetches nothing."""
    plain: dict[str, Any] = {term: {"@id": f"odrl:{term}"} for term in _TERMS}
    for term in ("assigner", "assignee", "target", "profile"):
        plain[term]["@type"] = "@id"
    for term in _BY_NAME:
        plain[term]["@type"] = "@vocab"
    for term in ("permission", "duty", "constraint"):
        plain[term]["@container"] = "@set"
    words = ("Agreement", "use", "purpose", "dateTime", "eq", "gteq", "lt")
    return {
        "odrl": _ODRL,
        "govern": f"{names.profile}#",
        "uid": "@id",
        **plain,
        **{word: f"odrl:{word}" for word in words},
    }


def _permissions(read: Reading, version: Record, names: Names) -> Iterator[dict[str, Any]]:
    bases = read.facts.find("bases_of_version", version["id"])
    for basis in sorted(bases, key=lambda row: str(row["flow_id"])):
        flow = read.facts.row("flow", basis["flow_id"])
        if flow is not None and _signed(read, version, flow):
            yield _permission(read.facts, flow, basis, names)


def _signed(read: Reading, version: Record, flow: Record) -> bool:
    """Whether both sides' sign-offs stand; a service that signs nothing is bound otherwise."""
    return all(
        party.get("chain") is None or completed(read, version, body, party["chain"])[0] == "stands"
        for body in (flow["force_id"], flow["partner_id"])
        for party in read.facts.find("party", version["id"], body)
    ) and bool(read.facts.find("party", version["id"], flow["force_id"]))


def _permission(facts: Facts, flow: Record, basis: Record, names: Names) -> dict[str, Any]:
    """Who gives (assigner) lets who receives (assignee) use the data for the purpose."""
    force, partner = (
        names.of("organisation", str(facts.slug(flow[side]))) for side in ("force_id", "partner_id")
    )
    giver, receiver = (force, partner) if flow["direction"] == "send" else (partner, force)
    told = {
        "uid": names.of("flow", flow["id"]),
        "target": names.of("category", flow["category"]),
        "assigner": giver,
        "assignee": receiver,
        "action": "use",
        "constraint": list(_constraints(flow, basis, names)),
        "duty": [{"action": f"govern:{_word(each)}"} for each in _named(basis["obligations"])],
        "govern:recordsOf": {"@id": force},
        "govern:direction": flow["direction"],
        "govern:power": sorted(basis["powers"]),
        "govern:requires": sorted(basis["readiness"]),
        "govern:safetyCritical": bool(basis.get("safety_critical")),
    }
    if basis.get("fallback"):
        told["govern:fallback"] = basis["fallback"]
    return {name: value for name, value in told.items() if value != []}


def _constraints(flow: Record, basis: Record, names: Names) -> Iterator[Mapping[str, Any]]:
    yield _constraint("purpose", "eq", {"@id": names.of("purpose", flow["purpose"])})
    for column, operator in (("starts_at", "gteq"), ("ends_at", "lt")):
        if basis.get(column):
            yield _constraint("dateTime", operator, _instant(basis[column]))


def _constraint(left: str, operator: str, right: Mapping[str, str]) -> Mapping[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _instant(at: str) -> dict[str, str]:
    return {"@value": at, "@type": _DATE_TIME}


def _named(obligations: Iterable[Any]) -> list[str]:
    return sorted(str(one["id"] if isinstance(one, Mapping) else one) for one in obligations)


def _word(slug: str) -> str:
    """`log_disclosure` as names of vocabularies are written: `logDisclosure`."""
    first, *rest = slug.split("_")
    return first + "".join(part.capitalize() for part in rest)
