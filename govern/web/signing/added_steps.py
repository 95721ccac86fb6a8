"""What the officer of an added step is asked, what the SIRO may do beside, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from govern.store.signing import Found, SealedAct
from govern.web.filters import moment
from govern.web.pieces import Link
from govern.web.signing.brief import AdviceBlock, record_href
from govern.web.signing.outcomes import outcome
from workflows.added_steps import CONCERNS, KINDS

ADDED: Final[Mapping[str, tuple[str, str]]] = {
    "information_assurance": (
        "Say whether {text} protects the information of {body} well enough",
        "Your review is signed, kept as a record and shown to whoever decides.",
    ),
    "owner_consent": (
        "Consent to {text} for {body} as owner of the information that it is about",
        "Your consent is signed and kept as a record. It goes to the next step of {body}.",
    ),
    "acceptance_advice": (
        "Say whether {body} should accept the certified connection",
        "Your advice is signed, kept as a record and shown to whoever decides.",
    ),
}
"""Kind of step -> (what is asked, what happens then), as `govern.web.signing.asking` has them."""

GOING_ON: Final = (
    "Go on with {text} without the review that {body} added, or wait for it",
    "The record says that the review was asked for and not received. You still decide after that.",
)


def reviews(made: Sequence[SealedAct], here: Found) -> list[AdviceBlock]:
    """What stands of the steps that the organisation added, for whoever acts after them."""
    found: dict[str, SealedAct] = {}
    for act in made:
        for kind in KINDS:
            if act.row.act in (kind.act, *kind.goes_on):
                found[kind.name] = act
    return [_review(act, here) for act in found.values()]


def _review(act: SealedAct, here: Found) -> AdviceBlock:
    name = here.organisation.name
    record = None
    if act.row.record_sha256:
        record = Link("Signed review (PDF)", record_href(act.row.record_sha256))
    by = f"{act.person}, {act.role} of {name}, {moment(act.row.confirmed_at)}"
    positive = act.row.act not in CONCERNS
    return AdviceBlock(outcome(act.row.act, name).done, by, act.reasons or "", record, positive)
