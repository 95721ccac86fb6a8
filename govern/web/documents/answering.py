"""One thread at a time: answer it, settle it, give it to somebody, and go on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.definition import Section
from govern.commands.comments.assign import assignable
from govern.commands.comments.settle import recall_comment
from govern.commands.comments.settle_many import Bulk, settle_many
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import comment_pages
from govern.store.audiences import INTERNAL
from govern.store.comment_pages import Talk
from govern.web.chrome import say, say_at
from govern.web.context import actor, installation
from govern.web.documents import suggestion_pieces, threads
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.commenting import comments
from govern.web.documents.loading import Text, reading
from govern.web.documents.one_by_one import Way, way
from govern.web.documents.outcomes import done
from govern.web.documents.overlaps import Passage, fate, passage
from govern.web.documents.suggestion_pieces import SuggestionPiece
from govern.web.fields import ChoiceField, LongTextField, SelectField
from govern.web.forms import Form, refuse
from govern.web.panels import Thread
from govern.web.pieces import Link
from workflows import roles

ONE = f"{VERSION}/comments/<comment_id>"
KEEP, NOBODY = "keep", "nobody"
RECALLED = "The comment is recalled: its words are erased. That it was recalled stays on record."


class AnswerForm(Form):
    """An answer to the same readers, and what becomes of the thread: all of it, or none."""

    answer = LongTextField("Your answer", required=None, max_length=10_000, rows=4)
    resolution = ChoiceField("What becomes of it?", required=None)
    reasons = LongTextField(
        "Reasons",
        required=None,
        hint="Needed when it is overruled: those who asked will read them",
        max_length=5_000,
        rows=3,
    )
    assign_to = SelectField("Who sees to it?", required=None)


@dataclass(frozen=True)
class ThreadPage:
    """One thread, the words it is about, and everything that can be done to it."""

    crumbs: Sequence[Link]
    name: str
    section: str
    thread: Thread
    thread_id: str
    way: Way
    passage: Passage | None
    suggestions: Sequence[SuggestionPiece]
    reasons: str
    form: AnswerForm
    may_recall: bool
    action: str
    recall: str
    change: Link | None


@blueprint.get(ONE)
@comments
def comment(document_id: str, number: int, comment_id: str) -> str:
    """One thread."""
    with reading(document_id, number) as text:
        talk = _talk(text, comment_id)
        page = _page(text, talk, _form(text, talk, sent=False))
    return render_template("documents/thread.html", page=page)


@blueprint.post(f"{ONE}/answer")
@comments
def answer(document_id: str, number: int, comment_id: str) -> Response | tuple[str, int]:
    """Answer, settle and assign at once; then stay, or go on to the next that is open."""
    with reading(document_id, number) as text:
        talk = _talk(text, comment_id)
        form = _form(text, talk, sent=True)
        onward = way(text, talk).onward
        if form.validate_on_submit() and (bulk := _done(form, comment_id)):
            say(f"{_about(talk)}: {done(text, bulk, _readers(talk))}.")
            here = threads.address(text, talk, request.args)
            return redirect(onward if request.form.get("step") == "onward" else here)
        page = _page(text, talk, form)
    return render_template("documents/thread.html", page=page), 422


@blueprint.post(f"{ONE}/recall")
@comments
def recall(document_id: str, number: int, comment_id: str) -> Response:
    """Take back one's own comment; said beside its section."""
    with reading(document_id, number) as text:
        talk = _talk(text, comment_id)
        recall_comment(installation(), by=actor(), comment_id=comment_id)
        place = f"{talk.first.row.section}-comments"
        say_at(place, RECALLED)
        return redirect(text.url("review", _anchor=place))


def _talk(text: Text, comment_id: str) -> Talk:
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    for talk in talks.talks:
        if talk.first.row.id == comment_id:
            return talk
    raise NotFound(f"comment {comment_id}")


def _done(form: AnswerForm, comment_id: str) -> Bulk | None:
    """What was done, or None with the refusal in the form."""
    to = (form.assign_to.data or KEEP) if "assign_to" in form else KEEP
    became = (form.resolution.data or KEEP) if "resolution" in form else KEEP
    bulk = Bulk(
        answer=form.answer.data or "",
        resolution="" if became == KEEP else became,
        reasons=(form.reasons.data or "") if "reasons" in form else "",
        assign_to=None if to == KEEP else ("" if to == NOBODY else to),
    )
    try:
        settle_many(installation(), by=actor(), comment_ids=[comment_id], bulk=bulk)
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="answer")
        return None
    return bulk


def _about(talk: Talk) -> str:
    return f"The comment by {talk.first.by} on {talk.first.row.section}"


def _readers(talk: Talk) -> str:
    return talk.audience[:1].lower() + talk.audience[1:]


def _form(text: Text, talk: Talk, *, sent: bool) -> AnswerForm:
    form = AnswerForm(formdata=request.form if sent else None, resolution=KEEP, assign_to=KEEP)
    row = talk.first.row
    if row.recalled_at or not _may_settle(talk):
        del form.resolution, form.reasons
    else:
        form.resolution.choices = _outcomes(talk)
        if not any(value == "overruled" for value, _ in _outcomes(talk)):
            del form.reasons
    people = assignable(text.session, actor(), installation().clock.now())
    form.assign_to.choices = [(KEEP, _as_now(talk)), *people.items()]
    if talk.assigned:
        form.assign_to.choices.append((NOBODY, "Nobody"))
    return form


def _as_now(talk: Talk) -> str:
    return f"{talk.assigned}, as now" if talk.assigned else "Nobody, as now"


def _may_settle(talk: Talk) -> bool:
    return actor().role == roles.LAWYER or actor().organisation == talk.first.row.organisation_id


def _outcomes(talk: Talk) -> list[tuple[str, str]]:
    if not talk.open:
        return [(KEEP, "It stays settled"), ("reopened", "Open it again")]
    found = [
        (KEEP, "It stays open"),
        ("resolved", "Resolved: the text was changed, or the point is met"),
    ]
    if actor().role == roles.LAWYER and talk.first.row.audience != INTERNAL:
        found.append(("overruled", "Overruled: the text stays, with reasons"))
    return found


def _page(text: Text, talk: Talk, form: AnswerForm) -> ThreadPage:
    row, given = talk.first.row, dict(request.args)
    part, quoted = text.section(row.section), passage(text, talk)
    shown = threads.thread(talk, fate=fate(text, talk))
    return ThreadPage(
        crumbs=[*text.way(), Link("Comments", text.url("triage", **given))],
        name=text.name,
        section=f"{part.id} {part.title}",
        thread=replace(shown, quote="") if quoted else shown,
        thread_id=row.id,
        way=way(text, talk),
        passage=quoted,
        suggestions=_suggested(text, part, quoted),
        reasons=row.resolution_text or "",
        form=form,
        may_recall=row.person_id == actor().person and not row.recalled_at,
        action=text.url("answer", comment_id=row.id, **given),
        recall=text.url("recall", comment_id=row.id),
        change=_change(text, part, quoted),
    )


def _suggested(text: Text, part: Section, quoted: Passage | None) -> list[SuggestionPiece]:
    """The open suggestions for the answer that is quoted; without a quote, for the section."""
    found = suggestion_pieces.pieces(text, only_open=True)
    asked = [quoted.question] if quoted else [question.id for question in part.questions]
    return [piece for each in asked for piece in found.get(each, [])]


def _change(text: Text, part: Section, quoted: Passage | None) -> Link | None:
    """The section as its drafters write it, while it can still be written."""
    if not text.seen.sight.drafts or text.version.status not in ("draft", "review"):
        return None
    place = quoted.question if quoted else None
    href = text.url("section", section_id=part.id, _anchor=place)
    return Link(f"Change the text of {part.id}", href)
