"""Posting a comment on a section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.definition import Section
from govern.commands.comments.post import MAY_ASK, Note, post_comment
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import comment_pages, document_pages
from govern.store.audiences import Audience
from govern.web.chrome import say_at
from govern.web.context import actor, installation
from govern.web.documents import threads
from govern.web.documents.blueprint import SECTION, blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.overlaps import fate
from govern.web.documents.reviewing import Answer, read_answers
from govern.web.fields import ChoiceField, ConfirmField, LongTextField
from govern.web.forms import Form, refuse
from govern.web.panels import Thread
from govern.web.pieces import Link
from govern.web.policy import acting, rule

comments = rule(
    acting,
    isolation="loads the comments of the acting organisation's own audiences; any other is a 404",
)

HOLDS = "The text cannot be frozen until this is settled. Your comment is the reason."
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
