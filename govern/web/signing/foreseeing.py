"""What switches, for the brief: by the reader's own act, or if the sign-off were completed."""

from __future__ import annotations

from govern.commands.signing.dry_run import dry_run, dry_run_of_completion
from govern.store.database import Session
from govern.store.signing import Found
from govern.web.context import actor, installation
from govern.web.signing.offers import Offers
from govern.web.signing.outcomes import outcome
from govern.web.signing.switches import SwitchBlock, switch_block

COMPLETING = ("approve", "sign", "certify", "certify_with_remediation", "accept", "reinstate")
TAKING_BACK = ("withdraw_adoption",)
"""Offered beside keeping a decision, once the DPO has withdrawn the endorsement."""
TITLE = "What your signature switches"


def foreseen(session: Session, here: Found, offered: Offers) -> SwitchBlock | None:
    """A trial run of the act that switches; for who acts before it, of the completion."""
    if here.as_ == "drafter":
        return None
    acts = [each.act for each in offered.deciding]
    yes = next((act for act in (*COMPLETING, *TAKING_BACK) if act in acts), None)
    if yes:
        found = dry_run(installation(), by=actor(), sign_off_id=here.row.id, act=yes)
        word = outcome(yes, here.organisation.name).label.lower()
        return switch_block(
            session,
            found,
            title=TITLE,
            none=f"To {word} switches no flow on or off today.",
            lead=f"If you {word}: ",
        )
    if here.row.outcome is not None or not acts:
        return None
    found = dry_run_of_completion(installation(), by=actor(), sign_off_id=here.row.id)
    return switch_block(
        session,
        found,
        title=TITLE,
        none="Your act switches nothing by itself, and nor would the decision that follows today.",
        lead="Your act switches nothing by itself. If the sign-off were completed today: ",
    )


def if_carried(session: Session, here: Found) -> SwitchBlock:
    """A trial run of the sign-off being complete, as the notice that carries it over makes it."""
    return switch_block(
        session,
        dry_run_of_completion(installation(), by=actor(), sign_off_id=here.row.id),
        title="What it switches",
        none="Carrying the sign-off over switches no flow on or off today.",
        lead="If it is carried over today: ",
    )
