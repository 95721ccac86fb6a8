"""Two people saved one section: both texts of each clashing question, and a choice between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.changes import WordKind, word_diff
from documents.definition import Kind, Question
from govern.commands.documents.save_section import save_section
from govern.commands.documents.settle_clash import settle_clash
from govern.errors import NotFound
from govern.store import document_pages, drafts, people
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.blueprint import SECTION, blueprint
from govern.web.documents.blueprint import drafts as drafters_only
from govern.web.documents.fields import Field
from govern.web.documents.loading import Text, drafting
from govern.web.filters import moment
from govern.web.pieces import Link

SETTLED = "Your choice is saved. The other text stays in the history of this section."
BOTH = f"{SECTION}/both-texts/<int(min=1, max=999999):revision>"


@dataclass(frozen=True)
class Choice:
    """One question with two texts; `written` is where one is made of both, when it is in words."""

    name: str
    label: str
    theirs: str
    mine: str
    differences: Sequence[tuple[WordKind, str]]
    written: Field | None


@dataclass(frozen=True)
class ClashPage:
    """Every question that two people changed, with both texts."""

    crumbs: Sequence[Link]
    title: str
    mine_by: str
    theirs_by: str
    choices: Sequence[Choice]
    action: str
    revision: int
    moved_on: bool
    settled: str


@blueprint.route(BOTH, methods=["GET", "POST"])
@drafters_only
def both_texts(document_id: str, number: int, section_id: str, revision: int) -> Response | str:
    """Show both texts and let the drafter choose; both stay in the history whatever is chosen."""
    with drafting(document_id, number) as text:
        text.section(section_id)
        if request.method == "POST":
            return _choose(text, section_id, revision)
        page = _page(text, section_id, revision)
    return render_template("documents/both_texts.html", page=page)


def clashing(text: Text, section_id: str, revision: int) -> str:
    """Where both texts of a clash are shown."""
    return text.url("both_texts", section_id=section_id, revision=revision)


def open_clashes(text: Text, section_id: str) -> list[Link]:
    """Where each clash of a section that nobody has settled yet is settled."""
    return [
        Link(
            "Choose between the two texts",
            clashing(text, section_id, row.revision),
            _asked(text, row),
        )
        for row in drafts.open_clashes(text.session, text.version.id)
        if row.section == section_id
    ]


def _asked(text: Text, row: Any) -> str:
    labels = [text.definition.question(each).label for each in row.conflict]
    return f"of {', '.join(labels)}"


def _conflict(text: Text, section_id: str, revision: int) -> tuple[Any, Mapping[str, Any]]:
    row = drafts.revision(text.session, text.version.id, section_id, revision)
    if row is None or not row.conflict:
        raise NotFound(f"clash {revision} of {section_id}")
    return row, row.conflict


def _page(text: Text, section_id: str, revision: int) -> ClashPage:
    row, conflict = _conflict(text, section_id, revision)
    names = document_pages.names(text.session)
    asked = [(text.definition.question(q), both) for q, both in conflict.items()]
    return ClashPage(
        crumbs=text.crumbs(Link("Draft", text.url("draft"))),
        title=text.section(section_id).title,
        mine_by=_by(text, row),
        theirs_by=_by(text, _earlier(text, row)),
        choices=[_choice(question, both, names) for question, both in asked],
        action=clashing(text, section_id, revision),
        revision=revision,
        moved_on=text.revision(section_id) > revision,
        settled=moment(row.settled_at) if row.settled_at else "",
    )


def _earlier(text: Text, row: Any) -> Any:
    before = drafts.revision(text.session, text.version.id, row.section, row.revision - 1)
    return before or row


def _by(text: Text, row: Any) -> str:
    return f"{people.person_name(text.session, row.saved_by)}, {moment(row.saved_at)}"


def _choice(question: Question, both: Mapping[str, Any], names: Mapping[str, str]) -> Choice:
    theirs = in_words(question, both.get("theirs"), names)
    mine = in_words(question, both.get("mine"), names)
    return Choice(
        question.id,
        question.label,
        theirs,
        mine,
        word_diff(theirs, mine),
        _written(question, theirs, mine),
    )


def _written(question: Question, theirs: str, mine: str) -> Field | None:
    """Both texts, one below the other, to make one of them."""
    if question.kind not in (Kind.LONG_TEXT, Kind.TEXT):
        return None
    return Field(
        name=f"{question.id}-written",
        look="long",
        label="One text from both",
        hint="What you write here is taken, unless you choose one of the two texts",
        value=f"{theirs}\n\n{mine}",
        plain=question.kind is Kind.TEXT,
    )


def _choose(text: Text, section_id: str, revision: int) -> Response:
    row, conflict = _conflict(text, section_id, revision)
    if "settled" in request.form:
        return _settled(text, section_id, revision, "The clash is settled; the text is unchanged.")
    answers = dict(row.answers)
    names = document_pages.names(text.session)
    for question, both in conflict.items():
        proposed = _choice(text.definition.question(question), both, names).written
        answers |= _chosen(question, both, proposed)
    saved = save_section(
        installation(),
        by=actor(),
        version_id=text.version.id,
        section=section_id,
        given=answers,
        based_on=revision,
    )
    if saved.clashes:
        return redirect(clashing(text, section_id, saved.revision))
    return _settled(text, section_id, revision, SETTLED)


def _settled(text: Text, section_id: str, revision: int, said: str) -> Response:
    settle_clash(
        installation(),
        by=actor(),
        version_id=text.version.id,
        section=section_id,
        revision=revision,
    )
    say(said)
    return redirect(text.url("section", section_id=section_id))


def _chosen(question: str, both: Mapping[str, Any], proposed: Field | None) -> dict[str, Any]:
    """The answer that was chosen; what was written counts as chosen where nothing else was."""
    wanted = request.form.get(question, "")
    written = request.form.get(f"{question}-written", "")
    if wanted == "mine":
        return {question: both.get("mine")}
    changed = proposed is not None and written.split() != proposed.value.split()
    if wanted == "written" or (not wanted and written.strip() and changed):
        return {question: written}
    return {question: both.get("theirs")}
