"""One suggestion as pages show it: old and new, by whom, for whom, and how it fits what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.changes import WordKind, word_diff
from documents.definition import Question
from govern.commands.suggestions.weaving import weave
from govern.store import document_pages, suggestions
from govern.store.suggestions import Suggested
from govern.web.context import actor
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.deviating import Instead, PutIn, put_in
from govern.web.documents.loading import Text
from govern.web.filters import moment
from govern.web.pieces import Tag

Runs = Sequence[tuple[WordKind, str]]
STATES = {"open": Tag("Open", "blue"), "accepted": Tag("Accepted", "green"),
          "rejected": Tag("Not taken", "orange")}  # fmt: skip


@dataclass(frozen=True)
class SuggestionPiece:
    """One suggestion. `fits` is a sentence when the answer was changed since it was written."""

    id: str
    label: str
    by: str
    audience: str
    tag: Tag
    runs: Runs
    why: str
    fits: str
    settled: str
    reasons: str
    clash: bool
    may_settle: bool
    may_withdraw: bool
    href: str
    actions: Mapping[str, str]
    instead: Sequence[Instead] = ()


def pieces(text: Text, *, only_open: bool = False) -> dict[str, list[SuggestionPiece]]:
    """The suggestions that the viewer may read, by question, in the order of the text."""
    found = suggestions.suggested(text.session, actor(), text.document, text.version.id)
    names = document_pages.names(text.session)
    clauses = put_in(text)
    made: dict[str, list[SuggestionPiece]] = {}
    order = list(text.definition.places)
    for each in sorted(found, key=lambda one: order.index(one.row.question)):
        if each.row.state == "open" or not only_open:
            made.setdefault(each.row.question, []).append(piece(text, each, names, clauses))
    return made


def piece(text: Text, it: Suggested, names: Mapping[str, str], clauses: PutIn) -> SuggestionPiece:
    """One of them."""
    row = it.row
    question = text.definition.question(row.question)
    before, after = row.answers.get("before"), row.answers.get("after")
    is_open = row.state == "open"
    clash, fits = _fit(text, question.id, before, after) if is_open else (False, "")
    drafts = text.seen.sight.drafts and text.version.status in ("draft", "review")
    here = {"suggestion_id": row.id}
    tracked = f" (tracked in Word by {row.tracked_by})" if row.tracked_by else ""
    return SuggestionPiece(
        id=row.id,
        label=f"{row.section}: {question.label}",
        by=f"{it.by}, {it.organisation}{tracked}, {moment(row.at)}",
        audience=it.audience,
        tag=STATES[row.state],
        runs=_runs(question, before, after, names),
        why=row.why or "",
        fits=fits,
        settled=_settled(it),
        reasons=row.reasons or "",
        clash=clash,
        may_settle=is_open and drafts,
        may_withdraw=is_open and row.person_id == actor().person,
        href=text.url("suggestion", **here),
        actions={
            each: text.url(f"{each}_suggestion", **here)
            for each in ("accept", "reject", "withdraw")
        }
        | {"fall_back": text.url("fall_back_suggestion", **here)},
        instead=clauses.instead(question.id, before, after) if is_open and drafts else (),
    )


def _runs(question: Question, before: Any, after: Any, names: Mapping[str, str]) -> Runs:
    return word_diff(in_words(question, before, names), in_words(question, after, names))


def _fit(text: Text, question: str, before: Any, after: Any) -> tuple[bool, str]:
    standing = text.answers.get(question)
    if standing == before:
        return False, ""
    if standing == after:
        return False, "The text says this already."
    if weave(before, after, standing).clash:
        return True, "The same words were changed since: look at both texts."
    return False, "The answer was changed elsewhere since: both changes are kept."


def _settled(it: Suggested) -> str:
    if it.row.settled_at is None:
        return ""
    done = {"accepted": "Accepted", "rejected": "Not taken"}[it.row.state]
    return f"{done} by {it.settled_by} on {moment(it.row.settled_at)}."
