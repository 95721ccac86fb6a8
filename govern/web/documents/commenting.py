"""Posting a comment, answering in its thread, settling it and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.definition import Section
from govern.commands.comments.post import MAY_ASK, Note, answer_comment, post_comment
from govern.commands.comments.settle import recall_comment, resolve_comment
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import comment_pages, document_pages
from govern.store.audiences import INTERNAL, Audience
from govern.store.comment_pages import Talk
from govern.web.chrome import say, say_at
from govern.web.context import actor, installation
from govern.web.documents import threads
from govern.web.documents.blueprint import SECTION, VERSION, blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.overlaps import fate
from govern.web.documents.reviewing import Answer, read_answers
from govern.web.fields import ChoiceField, ConfirmField, LongTextField
from govern.web.forms import Form, refuse
from govern.web.panels import Thread
from govern.web.pieces import Link
from govern.web.policy import acting, rule
from workflows import roles

comments = rule(
    acting,
    isolation="loads the comments of the acting organisation's own audiences; any other is a 404",
)
ONE = f"{VERSION}/comments/<comment_id>"


HOLDS = "The text cannot be frozen until this is settled. Your comment is the reason."
RECALLED = "The comment is recalled: its words are erased. That it was recalled stays on record."
CLAIM = "A claim that you make. Advice is not privileged because a DPO gives it."


class CommentForm(Form):
    """A comment, with its audience first: the narrowest is chosen until somebody widens it."""

    audience = ChoiceField("Who will read this?", required="Choose who will read this")
    quote = LongTextField(
        "Which words is it about?",
        required=None,
        hint="Copy them from the section, or leave this empty for all of it. They are found again "
        "when the text changes.",
        max_length=1_000,
        rows=2,
    )
    text = LongTextField("Your comment", required="Enter your comment", max_length=10_000, rows=6)
    changes = ConfirmField("Ask for changes", required=None, note=HOLDS)
    privileged = ConfirmField("Claim legal privilege", required=None, note=CLAIM)


class AnswerForm(Form):
    """An answer to the same audience."""

    text = LongTextField("Your answer", required="Enter your answer", max_length=10_000, rows=4)


class SettleForm(Form):
    """What became of a comment."""

    resolution = ChoiceField("What became of it?", required="Choose what became of it")
    reasons = LongTextField(
        "Reasons",
        required=None,
        hint="Needed when it is overruled: those who asked will read them",
        max_length=5_000,
        rows=4,
    )


@dataclass(frozen=True)
class CommentPage:
    """The form for a comment beside what it is about."""

    crumbs: Sequence[Link]
    name: str
    section: str
    answers: Sequence[Answer]
    existing: Sequence[Thread]
    form: CommentForm
    may_ask: bool
    back: str


@dataclass(frozen=True)
class ThreadPage:
    """One thread with everything that can be done to it."""

    crumbs: Sequence[Link]
    name: str
    section: str
    thread: Thread
    reasons: str
    answer: AnswerForm
    settle: SettleForm | None
    may_recall: bool
    actions: dict[str, str]
    change: Link | None = None


@blueprint.route(f"{SECTION}/comment", methods=["GET", "POST"])
@comments
def new_comment(document_id: str, number: int, section_id: str) -> Response | str | tuple[str, int]:
    """Comment on a section, or ask there for changes."""
    with reading(document_id, number) as text:
        part = text.section(section_id)
        form, mine = _comment_form(text)
        if form.validate_on_submit() and (posted := _posted(text, part, form, mine)):
            return redirect(text.url("review", _anchor=threads.anchor(posted)))
        page = render_template("documents/comment.html", page=_comment_page(text, part, form))
    return (page, 422) if form.errors else page


@blueprint.get(ONE)
@comments
def comment(document_id: str, number: int, comment_id: str) -> str:
    """One thread."""
    with reading(document_id, number) as text:
        page = _thread_page(text, _talk(text, comment_id), AnswerForm())
    return render_template("documents/thread.html", page=page)


@blueprint.post(f"{ONE}/answer")
@comments
def answer(document_id: str, number: int, comment_id: str) -> Response | tuple[str, int]:
    """Answer in the thread."""
    with reading(document_id, number) as text:
        talk, form = _talk(text, comment_id), AnswerForm()
        if form.validate_on_submit():
            words = form.text.data or ""
            answer_comment(installation(), by=actor(), comment_id=comment_id, text=words)
            say(f"Your answer is posted. It is read by: {talk.audience}.")
            return redirect(threads.address(text, talk))
        page = _thread_page(text, talk, form)
    return render_template("documents/thread.html", page=page), 422


@blueprint.post(f"{ONE}/settle")
@comments
def settle(document_id: str, number: int, comment_id: str) -> Response | tuple[str, int]:
    """Resolve, overrule with reasons, or reopen."""
    with reading(document_id, number) as text:
        talk = _talk(text, comment_id)
        form = _settle_form(talk)
        if form.validate_on_submit() and _settled(form, comment_id):
            settled = form.resolution.data != "reopened"
            return _back_beside(
                text, talk, "The comment is settled." if settled else "It is open again."
            )
        page = _thread_page(text, talk, AnswerForm(formdata=None), form)
    return render_template("documents/thread.html", page=page), 422


@blueprint.post(f"{ONE}/recall")
@comments
def recall(document_id: str, number: int, comment_id: str) -> Response:
    """Take back one's own comment."""
    with reading(document_id, number) as text:
        talk = _talk(text, comment_id)
        recall_comment(installation(), by=actor(), comment_id=comment_id)
        return _back_beside(text, talk, RECALLED)


def _back_beside(text: Text, talk: Talk, said: str) -> Response:
    """To the comments of the section, where it is said what was done."""
    place = f"{talk.first.row.section}-comments"
    say_at(place, said)
    return redirect(text.url("review", _anchor=place))


def _comment_form(text: Text) -> tuple[CommentForm, Sequence[Audience]]:
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    if not talks.audiences:
        raise NotFound("no audience of this document is the actor's")
    quote = request.args.get("quote", "")[:1_000]
    form = CommentForm(audience=talks.audiences[0].key, quote=quote)
    form.audience.choices = [(each.key, each.label) for each in talks.audiences]
    if actor().role not in MAY_ASK:
        del form.changes
    return form, talks.audiences


def _posted(text: Text, part: Section, form: CommentForm, mine: Sequence[Audience]) -> str | None:
    """The comment's id, or None with the refusal in the form."""
    note = Note(
        section=part.id,
        audience_key=form.audience.data,
        text=form.text.data or "",
        asks_for_changes="changes" in form and bool(form.changes.data),
        privileged=bool(form.privileged.data),
        quote=form.quote.data or "",
    )
    try:
        made = post_comment(installation(), by=actor(), version_id=text.version.id, note=note)
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="text")
        return None
    label = next(each.label for each in mine if each.key == note.audience_key)
    say_at(threads.anchor(made), f"Posted. It is read by: {label}.")
    return made


def _comment_page(text: Text, part: Section, form: CommentForm) -> CommentPage:
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    return CommentPage(
        crumbs=text.way(),
        name=text.name,
        section=f"{part.id} {part.title}",
        answers=read_answers(text, part, document_pages.names(text.session)),
        existing=[
            threads.thread(talk, fate=fate(text, talk))
            for talk in talks.by_section.get(part.id, ())
        ],
        form=form,
        may_ask="changes" in form,
        back=text.url("review", _anchor=part.id),
    )


def _talk(text: Text, comment_id: str) -> Talk:
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    for talk in talks.talks:
        if talk.first.row.id == comment_id:
            return talk
    raise NotFound(f"comment {comment_id}")


def _thread_page(
    text: Text, talk: Talk, form: AnswerForm, settling: SettleForm | None = None
) -> ThreadPage:
    row = talk.first.row
    part = text.section(row.section)
    may_settle = actor().role == roles.LAWYER or actor().organisation == row.organisation_id
    here = {"comment_id": row.id}
    return ThreadPage(
        crumbs=text.way(),
        name=text.name,
        section=f"{part.id} {part.title}",
        thread=threads.thread(talk, fate=fate(text, talk)),
        reasons=row.resolution_text or "",
        answer=form,
        settle=(settling or _settle_form(talk)) if may_settle and not row.recalled_at else None,
        may_recall=row.person_id == actor().person and not row.recalled_at,
        actions={each: text.url(each, **here) for each in ("answer", "settle", "recall")},
        change=_change(text, part),
    )


def _change(text: Text, part: Section) -> Link | None:
    """The section as its drafters write it, while it can still be written."""
    if not text.seen.sight.drafts or text.version.status not in ("draft", "review"):
        return None
    return Link(f"Change the text of {part.id}", text.url("section", section_id=part.id))


def _settle_form(talk: Talk) -> SettleForm:
    form = SettleForm(formdata=request.form if request.endpoint == "documents.settle" else None)
    if not talk.open:
        form.resolution.choices = [("reopened", "Open it again")]
        return form
    form.resolution.choices = [("resolved", "Resolved: the text was changed, or the point is met")]
    if actor().role == roles.LAWYER and talk.first.row.audience != INTERNAL:
        form.resolution.choices.append(("overruled", "Overruled: the text stays, with reasons"))
    return form


def _settled(form: SettleForm, comment_id: str) -> bool:
    try:
        resolve_comment(
            installation(),
            by=actor(),
            comment_id=comment_id,
            resolution=form.resolution.data,
            reasons=form.reasons.data or "",
        )
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="resolution")
        return False
    return True
