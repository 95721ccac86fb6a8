"""What happened to a flow, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govern.store.flow_history import FlowEvent
from govern.web.pieces import Happening
from govern.web.words import plain, role_title

_SCOPES = {
    "flow": "this flow",
    "agreement": "an agreement",
    "force": "the force",
    "partner": "the partner",
    "category": "the data category",
    "everything": "everything",
}


def happening(event: FlowEvent) -> Happening:
    """One entry of the timeline; who did it by name for their own organisation alone."""
    wording = _WORDS.get(event.type)
    held = ", ".join(part for part in (role_title(event.role), event.organisation) if part)
    role = held if event.role else event.organisation
    return Happening(
        title=wording(event) if wording else plain(event.type),
        at=event.at,
        by=event.person or role or event.about or "This service",
        appointment=role if event.person else "",
    )


def _named(event: FlowEvent) -> str:
    return f"{event.document}, version {event.version}" if event.version else event.document


def _placed(event: FlowEvent) -> str:
    kind = {"kill": "Emergency stop", "termination": "Ended for good"}.get(
        str(event.data.get("kind")), "Stopped"
    )
    return f"{kind}: {_SCOPES.get(str(event.data.get('scope_kind')), 'a wider scope')}"


_WORDS: Mapping[str, Callable[[FlowEvent], str]] = {
    "version_frozen": lambda event: f"{_named(event)} frozen, listing this flow",
    "version_withdrawn": lambda event: f"{_named(event)} withdrawn",
    "document_terminated": lambda event: f"{event.document} ended by its parties",
    "sign_off_completed": lambda event: f"{event.about} signed {_named(event)}",
    "sign_off_ended": lambda event: f"{event.about} ended its sign-off of {_named(event)}",
    "sign_off_carried": lambda event: f"{event.about}: sign-off carried over to {_named(event)}",
    "stop_placed": _placed,
    "stop_lift_approved": lambda _: "One person asked to lift the emergency stop",
    "stop_lift_refused": lambda _: "The restart was refused",
    "stop_lifted": lambda _: "Stop lifted",
    "connection_certified": lambda event: f"Connection of {event.about} certified",
    "connection_suspended": lambda event: f"Certificate of {event.about} suspended",
    "connection_restored": lambda event: f"Certificate of {event.about} restored",
    "connection_withdrawn": lambda event: f"Certificate of {event.about} withdrawn",
    "connection_accepted": lambda event: f"{event.about} accepted the partner's connection",
    "acceptance_withdrawn": lambda event: f"{event.about} withdrew its acceptance",
}
