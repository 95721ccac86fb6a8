"""Suggested wording: the list of a version, one suggestion, and making, taking or leaving one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.definition import Kind, Question
from govern.commands.suggestions.fall_back import fall_back
from govern.commands.suggestions.propose import Proposal, propose
from govern.commands.suggestions.settle import accept, reject, withdraw
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import suggestions
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import SECTION, VERSION, blueprint
from govern.web.documents.fields import Field, of_form
from govern.web.documents.loading import Text, reading
from govern.web.documents.suggestion_pieces import SuggestionPiece, pieces
from govern.web.fields import ChoiceField, LongTextField
from govern.web.forms import Form, refuse
from govern.web.pieces import Link
from govern.web.policy import acting, role, rule
from workflows import roles

ONE = f"{VERSION}/suggestions/<suggestion_id>"
WRITTEN = (Kind.TEXT, Kind.LONG_TEXT)
reads = rule(
    acting,
    isolation="loads the suggestions of the acting organisation's own audiences; any other is a "
    "404",
)
settles = rule(
    role(roles.LAWYER, roles.AUTHOR),
    isolation="settles suggestions on what the acting organisation drafts, of its own audiences; "
    "any other is a 404",
)


FELL_BACK = "The fallback is in {}. The suggestion is settled as not taken."


class SuggestForm(Form):
    """New wording, with who reads it first."""

    audience = ChoiceField("Who will read this?", required="Choose who will read this")
    wording = LongTextField(
        "The wording you suggest",
        required=None,
        hint="Change the text that stands there now",
        max_length=20_000,
        rows=12,
    )
    why = LongTextField("Why", required=None, max_length=2_000, rows=3)


class RejectForm(Form):
    """Why it is not taken."""

    reasons = LongTextField(
        "Why it is not taken",
        required=None,
        hint="Those who read the suggestion read this too",
        max_length=2_000,
        rows=3,
    )


@dataclass(frozen=True)
class SuggestionsPage:
    """All of a version's, the open ones first."""

    crumbs: Sequence[Link]
    name: str
    title: str
    opened: Sequence[SuggestionPiece]
    settled: Sequence[SuggestionPiece]


@dataclass(frozen=True)
class SuggestionPage:
    """One of them with both texts."""

    crumbs: Sequence[Link]
    name: str
    it: SuggestionPiece
    form: RejectForm
    write: str


@dataclass(frozen=True)
class SuggestPage:
    """The form, or the questions of a section to choose from."""

    crumbs: Sequence[Link]
    name: str
    section: str
    questions: Sequence[Link]
    label: str = ""
    form: SuggestForm | None = None
    wording: Field | None = None


@blueprint.get(f"{VERSION}/suggestions")
@reads
def suggested(document_id: str, number: int) -> str:
    """Every suggestion that the viewer may read."""
    with reading(document_id, number) as text:
        found = [each for some in pieces(text).values() for each in some]
        page = SuggestionsPage(
            crumbs=text.way(),
            name=text.name,
            title=text.document.title,
            opened=[each for each in found if not each.settled],
            settled=[each for each in found if each.settled],
        )
    return render_template("documents/suggestions.html", page=page)


@blueprint.get(ONE)
@reads
def suggestion(document_id: str, number: int, suggestion_id: str) -> str:
    """One suggestion."""
    with reading(document_id, number) as text:
        page = _one(text, suggestion_id, RejectForm(formdata=None))
    return render_template("documents/suggestion.html", page=page)


@blueprint.post(f"{ONE}/accept")
@settles
def accept_suggestion(document_id: str, number: int, suggestion_id: str) -> Response:
    """Take the wording into the draft: one click."""
    with reading(document_id, number) as text:
        it = _piece(text, suggestion_id)
        accept(installation(), by=actor(), suggestion_id=suggestion_id)
        say(f"The suggested wording is in {it.label}. It was suggested by {it.by}.")
        return redirect(_back(text))


@blueprint.post(f"{ONE}/fall-back")
@settles
def fall_back_suggestion(document_id: str, number: int, suggestion_id: str) -> Response:
    """Put in a clause's fallback instead of the wording: one click."""
    with reading(document_id, number) as text:
        it = _piece(text, suggestion_id)
        clause_id = request.form.get("clause", "")
        fall_back(installation(), by=actor(), suggestion_id=suggestion_id, clause_id=clause_id)
        say(FELL_BACK.format(it.label))
        return redirect(_back(text))


@blueprint.post(f"{ONE}/reject")
@settles
def reject_suggestion(
    document_id: str, number: int, suggestion_id: str
) -> Response | tuple[str, int]:
    """Leave the text as it is."""
    form = RejectForm()
    with reading(document_id, number) as text:
        page = _one(text, suggestion_id, form)
        if form.validate_on_submit():
            words = form.reasons.data or ""
            reject(installation(), by=actor(), suggestion_id=suggestion_id, reasons=words)
            say("The text stays as it is. The suggestion stays listed with your reasons.")
            return redirect(text.url("suggested"))
    return render_template("documents/suggestion.html", page=page), 422


@blueprint.post(f"{ONE}/withdraw")
@reads
def withdraw_suggestion(document_id: str, number: int, suggestion_id: str) -> Response:
    """Take back one's own."""
    with reading(document_id, number) as text:
        _piece(text, suggestion_id)
        withdraw(installation(), by=actor(), suggestion_id=suggestion_id)
        say("Your suggestion is taken back: its words are erased.")
        return redirect(text.url("suggested"))


@blueprint.get(f"{SECTION}/suggest")
@reads
def suggest_in(document_id: str, number: int, section_id: str) -> str:
    """Choose the question to suggest wording for."""
    with reading(document_id, number) as text:
        part = text.section(section_id)
        asked = [each for each in part.questions if _may(text, each)]
        page = SuggestPage(
            crumbs=text.way(),
            name=text.name,
            section=f"{part.id} {part.title}",
            questions=[Link(q.label, text.url("suggest", question_id=q.id)) for q in asked],
        )
    return render_template("documents/suggest.html", page=page)


@blueprint.route(f"{VERSION}/questions/<question_id>/suggest", methods=["GET", "POST"])
@reads
def suggest(document_id: str, number: int, question_id: str) -> Response | str | tuple[str, int]:
    """Suggest wording for one answer."""
    with reading(document_id, number) as text:
        question = _question(text, question_id)
        form = _form(text, question)
        if form.validate_on_submit() and _proposed(text, question, form):
            return redirect(text.url("suggested"))
        section = text.definition.section_of(question_id)
        page = SuggestPage(
            crumbs=text.way(),
            name=text.name,
            section=f"{section.id} {section.title}",
            questions=(),
            label=question.label,
            form=form,
            wording=of_form(form.wording, plain=question.kind is Kind.TEXT),
        )
        made = render_template("documents/suggest.html", page=page)
    return (made, 422) if form.errors else made


def _back(text: Text) -> str:
    """Where the button stood: the thread that it says, else the list of suggestions."""
    thread = request.form.get("thread", "")
    return text.url("comment", comment_id=thread) if thread else text.url("suggested")


def _form(text: Text, question: Question) -> SuggestForm:
    mine = suggestions.audiences_of(text.session, actor(), text.document)
    if not mine or text.version.status not in ("draft", "review"):
        raise NotFound("nothing is suggested here")
    form = SuggestForm(audience=mine[0].key, wording=text.answers.get(question.id, ""))
    form.audience.choices = [(each.key, each.label) for each in mine]
    return form


def _proposed(text: Text, question: Question, form: SuggestForm) -> bool:
    proposal = Proposal(
        question=question.id,
        audience_key=form.audience.data,
        before=text.answers.get(question.id),
        after=form.wording.data or "",
        why=form.why.data or "",
    )
    try:
        propose(installation(), by=actor(), version_id=text.version.id, proposal=proposal)
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="wording")
        return False
    say("Your wording is suggested. The lawyers can take it into the draft with one click.")
    return True


def _question(text: Text, question_id: str) -> Question:
    if question_id not in text.definition.places:
        raise NotFound(f"question {question_id}")
    question = text.definition.question(question_id)
    if not _may(text, question):
        raise NotFound(f"question {question_id}")
    return question


def _may(text: Text, question: Question) -> bool:
    shown = question.audience != "drafters" or text.seen.sight.drafts
    return shown and question.kind in WRITTEN


def _one(text: Text, suggestion_id: str, form: RejectForm) -> SuggestionPage:
    it = _piece(text, suggestion_id)
    row = suggestions.readable(text.session, actor(), suggestion_id)
    write = text.url("section", section_id=row.section, _anchor=row.question)
    return SuggestionPage(text.way(), text.name, it, form, write if it.may_settle else "")


def _piece(text: Text, suggestion_id: str) -> SuggestionPiece:
    for some in pieces(text).values():
        for each in some:
            if each.id == suggestion_id:
                return each
    raise NotFound(f"suggestion {suggestion_id}")
