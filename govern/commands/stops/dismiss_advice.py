"""Dismiss a DPO's advice to stop: the decider says why it goes on, and the DPO is told."""

from __future__ import annotations

from govern.commands.mail.tell import tell
from govern.commands.stops.facts import stop_facts
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.stops import advice_events
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, move

TOLD = (roles.DPO,)


def dismiss_advice(installation: Installation, *, by: Actor, advice_id: str, reasons: str) -> None:
    """Decide that what the DPO of the actor's own force advised to stop goes on.

    It closes and opens nothing. NotFound for another force's advice, Conflict when it was dismissed
    already, Refused with every reason when the actor is not who decides.
    """
    with installation.writing(by) as w:
        found = advice_events(w.session, advice_id)
        advised = next((each for each in found if each.type == "stop_advised"), None)
        if advised is None or advised.data["organisation_id"] != by.organisation:
            raise NotFound(f"advice {advice_id}")
        if len(found) > 1:
            raise Conflict("This advice was dismissed already.")
        own = frozenset({by.organisation})
        facts = stop_facts(w.session, by, w.at, by.organisation, Form(reasons=reasons), own)
        move(workflow("suspension"), "advised", "dismiss_advice", by, facts)
        subject = ("stop_advice", advice_id)
        w.record("stop_advice_dismissed", subject, {}, {"reasons": reasons})
        about = {"scope": str(advised.data["scope_kind"])}
        key = f"{advice_id}:dismissed"
        tell(w, by.organisation, TOLD, "stop_advice_dismissed", key=key, about=about, path="/stops")
