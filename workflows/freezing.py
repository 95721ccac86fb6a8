"""What must hold before a text is frozen (decision 33), or withdrawn."""

from __future__ import annotations

from typing import Final

from workflows import roles
from workflows.facts import Actor, Facts
from workflows.verdict import Guard, Met, Unmet, unless

DRAFTS: Final[dict[str, frozenset[str]]] = {
    roles.LAWYER: frozenset({"dpia", "local_addendum", "code_of_connection", "sharing_agreement"}),
    roles.INFORMATION_MANAGER: frozenset({"local_addendum"}),
    roles.AUTHOR: frozenset({"connection_return"}),
}


def drafts_this_kind(actor: Actor, facts: Facts) -> Met | Unmet:
    """Lawyers draft; a force writes its own addendum, a partner its own return."""
    return unless(
        facts.document_kind in DRAFTS.get(actor.role, frozenset()),
        "not_your_kind_of_document",
        "Your role does not draft this kind of document; ask its drafter.",
    )


def no_stop_findings(actor: Actor, facts: Facts) -> Met | Unmet:
    """No legal check that stops is open."""
    return _none_left(
        facts.stop_findings, "stop_findings_open", "Clear every finding that stops: {} left."
    )


def every_required_answer(actor: Actor, facts: Facts) -> Met | Unmet:
    """Every required question is answered."""
    return _none_left(
        facts.missing_answers, "answers_missing", "Answer every required question: {} left."
    )


def no_unresolved_changes(actor: Actor, facts: Facts) -> Met | Unmet:
    """Every requested change is resolved, or recorded as overruled with a reason."""
    return _none_left(
        facts.unresolved_changes,
        "changes_unresolved",
        "Resolve each requested change, or record why it is overruled: {} left.",
    )


def definition_is_adopted(actor: Actor, facts: Facts) -> Met | Unmet:
    """Outside demonstration a named lawyer has adopted the definition's version."""
    return unless(
        facts.demonstration or facts.definition_adopted,
        "definition_not_adopted",
        "A named lawyer must adopt this definition's version before anything on it is frozen.",
    )


def nobody_relies_on_it(actor: Actor, facts: Facts) -> Met | Unmet:
    """A drafter cannot take away what organisations have signed; they withdraw for themselves."""
    return _none_left(
        facts.complete_sign_offs,
        "sign_offs_rest_on_it",
        "Organisations have signed this version ({}); each must withdraw its own sign-off first.",
    )


FREEZING: Final[tuple[Guard, ...]] = (
    every_required_answer,
    no_stop_findings,
    no_unresolved_changes,
    definition_is_adopted,
)


def _none_left(count: int | None, code: str, sentence: str) -> Met | Unmet:
    if count is None:
        return Unmet("facts_missing", "The document has not been checked yet; check it and retry.")
    return unless(count == 0, code, sentence.format(count))
