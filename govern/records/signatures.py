"""Which empty signature fields each kind of document is frozen with, and what its signature page
says.
"""

from __future__ import annotations

from govern.records.blocks import SignatureField
from govern.records.seal import SERVICE_FIELD

OTHER_FIELD = "other"
"""The field of a step that a force added to its own chain."""

_DPO = SignatureField(
    "dpo",
    "Data Protection Officer (DPO)",
    "Gives the advice of one force's officer on these pages.",
)
_SIRO = SignatureField(
    "siro",
    "Senior Information Risk Owner (SIRO)",
    "Decides for one force, with the advice in view.",
)
_SECURITY = SignatureField(
    "security_officer", "Information Security Officer", "Reviews the security for one force."
)
_OWNER = SignatureField(
    "asset_owner", "Information Asset Owner (IAO)", "Agrees for the records of one force."
)
_PARTNER = SignatureField(
    "signatory",
    "Authorised signatory of the partner",
    "Signs or declares for one partner, with authority to bind it.",
)
_CALDICOTT = SignatureField(
    "caldicott_guardian",
    "Caldicott Guardian",
    "Confirms for one partner where health or care data move.",
)
_OTHER = SignatureField(
    OTHER_FIELD,
    "Only where an organisation added a step of its own",
    "Its officer signs here. Otherwise this field stays empty.",
    spare=True,
)
_SERVICE = SignatureField(
    SERVICE_FIELD,
    "Only for the seal of the service",
    "On notices and executed copies alone. Nobody signs here.",
    spare=True,
)

_FIELDS = {
    "dpia": (_DPO, _SIRO, _OTHER, _SERVICE),
    "local_addendum": (_DPO, _SIRO, _OTHER, _SERVICE),
    "code_of_connection": (_SECURITY, _DPO, _SIRO, _OTHER, _SERVICE),
    "connection_return": (_PARTNER, _SECURITY, _SIRO, _OTHER, _SERVICE),
    "sharing_agreement": (_DPO, _OWNER, _SIRO, _PARTNER, _CALDICOTT, _OTHER, _SERVICE),
}

_STATEMENTS = {
    "sharing_agreement": (
        "The parties sign in counterparts: each officer signs these same pages for one "
        "organisation alone. When every required officer has signed, the service seals an "
        "executed copy with every counterpart attached."
    ),
    "connection_return": (
        "The partner's signatory declares this return to be true. The lead force certifies the "
        "connection or does not; each other force accepts it for itself."
    ),
}
_STATEMENT = (
    "Each organisation decides for itself on these same pages. "
    "A signature here binds no other organisation."
)


def fields(kind: str) -> tuple[SignatureField, ...]:
    """The fields of a kind of document, in signing order; the service's last. KeyError for a kind
    that is not printed.
    """
    return _FIELDS[kind]


def statement(kind: str) -> str:
    """What the signature page says above its fields."""
    return _STATEMENTS.get(kind, _STATEMENT)


def field_for(kind: str, role: str) -> str:
    """The field in which an officer of that role signs a document of that kind."""
    return role if role in {each.name for each in fields(kind)} else OTHER_FIELD
