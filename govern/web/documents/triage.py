"""Every comment on a version by section, those on the same words together, to answer at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.definition import Section
from govern.commands.comments.assign import assignable
from govern.commands.comments.settle_many import Bulk, settle_many
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import comment_pages, suggestions
from govern.store.audiences import INTERNAL
from govern.store.comment_pages import Talk, Talks
from govern.web import words
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import comments_beside, outcomes, threads
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.commenting import comments
from govern.web.documents.loading import Text, reading
from govern.web.documents.overlaps import Group, Passage, by_section, fate
from govern.web.documents.sifting import Sieve, answered, sieve
from govern.web.fields import LongTextField, SelectField
from govern.web.filters import age, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Count, Link, Tag
from workflows import roles

BEGINNING = 300
KEEP, NOBODY = "keep", "nobody"


class BulkForm(Form):
    """What is done to every ticked comment."""

    answer = LongTextField(
        "Answer each of them",
        required=None,
        hint="Posted in each thread, to that thread's own readers. Quote no other comment in it.",
        max_length=10_000,
        rows=4,
    )
    resolution = SelectField("What became of them?", required=None)
    reasons = LongTextField(
        "Reasons",
        required=None,
        hint="Needed when they are overruled: those who asked will read them",
        max_length=5_000,
        rows=3,
    )
    assign_to = SelectField("Who sees to them?", required=None)


@dataclass(frozen=True)
class Item:
    """One thread in the list."""

    id: str
    words: str
    quote: str
    fate: str
    by: str
    audience: str
    state: Tag
    age: str
    notes: Sequence[str]
    thread: Link


@dataclass(frozen=True)
class ItemGroup:
    """Threads on the same words, or on none."""

    title: str
    items: Sequence[Item]
    passage: Passage | None = None


@dataclass(frozen=True)
class ItemSection:
    """The threads of a section, and where its text and its suggested wording are seen to."""

    id: str
    title: str
    number: int
    groups: Sequence[ItemGroup]
    links: Sequence[Link]


@dataclass(frozen=True)
class TriagePage:
    """What is shown of the comments, and what can be done to those that are ticked."""

    crumbs: Sequence[Link]
    name: str
    title: str
    counts: Sequence[Count]
    sieve: Sieve
    shown: str
    sections: Sequence[ItemSection]
    back: str
    freeze: str
    action: str
    ticked: frozenset[str]


@blueprint.get(f"{VERSION}/comments")
@comments
def triage(document_id: str, number: int) -> str:
    """The comments of the viewer's audiences, section by section, as the filters say."""
    with reading(document_id, number) as text:
        page = _page(text, frozenset())
        form = _form(text, sent=False)
    return render_template("documents/triage.html", page=page, form=form)


@blueprint.post(f"{VERSION}/comments")
@comments
def triage_many(document_id: str, number: int) -> Response | tuple[str, int]:
    """Answer, settle or assign the ticked comments: all of them, or none."""
    with reading(document_id, number) as text:
        ticked = frozenset(request.form.getlist("comments"))
        known = comment_pages.talks(text.session, actor(), text.document, text.version)
        if not ticked <= {talk.first.row.id for talk in known.talks}:
            raise NotFound("a comment of this version")
        form = _form(text, sent=True)
        if form.validate_on_submit() and (bulk := _done(form, sorted(ticked))):
            said = outcomes.done(text, bulk, "each thread's own readers")
            say(f"{plural(len(ticked), 'comment').capitalize()}: {said}.")
            return redirect(text.url("triage", **sieve(text, known).given))
        page = _page(text, ticked)
    return render_template("documents/triage.html", page=page, form=form), 422


def _done(form: BulkForm, ticked: Sequence[str]) -> Bulk | None:
    """What was done to each, or None with the refusal in the form."""
    to = form.assign_to.data or KEEP
    bulk = Bulk(
        answer=form.answer.data or "",
        resolution="" if form.resolution.data == KEEP else form.resolution.data or "",
        reasons=form.reasons.data or "",
        assign_to=None if to == KEEP else ("" if to == NOBODY else to),
    )
    try:
        settle_many(installation(), by=actor(), comment_ids=ticked, bulk=bulk)
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="answer")
        return None
    return bulk


def _form(text: Text, *, sent: bool) -> BulkForm:
    form = BulkForm(formdata=request.form if sent else None)
    settling = [(KEEP, "Leave them as they are"), ("resolved", "Resolved")]
    if actor().role == roles.LAWYER:
        settling.append(("overruled", "Overruled, with reasons"))
    settling.append(("reopened", "Open again"))
    form.resolution.choices = settling
    people = assignable(text.session, actor(), installation().clock.now())
    form.assign_to.choices = [(KEEP, "As now"), (NOBODY, "Nobody"), *people.items()]
    return form


def _page(text: Text, ticked: frozenset[str]) -> TriagePage:
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    chosen = sieve(text, talks)
    waits = comments_beside.waiting(text)
    sections = [
        _section(text, section, found, waits.get(section.id, (0, 0))[1], chosen.given)
        for section, found in by_section(text, talks, chosen.passes)
    ]
    number = sum(each.number for each in sections)
    return TriagePage(
        crumbs=text.way(),
        name=text.name,
        title=text.document.title,
        counts=[*_counts(talks), *_suggested(text)],
        sieve=chosen,
        shown=f"{plural(number, 'comment').capitalize()} shown of {len(talks.talks)}.",
        sections=sections,
        back=text.url("review"),
        freeze=text.url("freezing") if _may_freeze(text) else "",
        action=text.url("triage_many", **chosen.given),
        ticked=ticked,
    )


def _section(
    text: Text, section: Section, found: Sequence[Group], suggested: int, given: Mapping[str, str]
) -> ItemSection:
    made = [
        ItemGroup(group.title, [_item(text, talk, given) for talk in group.talks], group.passage)
        for group in found
    ]
    links = []
    if _may_write(text):
        about = f"of {section.id}"
        links.append(Link("Change the text", text.url("section", section_id=section.id), about))
    if suggested:
        words = f"{plural(suggested, 'suggestion')} for {section.id}"
        links.append(Link(words, text.url("suggested", _anchor=section.id)))
    number = sum(len(group.items) for group in made)
    return ItemSection(section.id, f"{section.id} {section.title}", number, made, links)


def _may_write(text: Text) -> bool:
    return text.seen.sight.drafts and text.version.status in ("draft", "review")


def _may_freeze(text: Text) -> bool:
    return text.seen.sight.drafts and text.version.status == "review"


def _counts(talks: Talks) -> list[Count]:
    opened = [talk for talk in talks.talks if talk.open]
    asking = sum(talk.first.row.asks_for_changes for talk in opened)
    waiting = {talk.first.organisation for talk in opened if not answered(talk)}
    settled = sum(not talk.open for talk in talks.talks)
    tone: Literal["warn", "plain"] = "warn" if asking else "plain"
    return [
        Count(str(asking), "ask for changes", note="They hold the freezing", tone=tone),
        Count(str(len(opened) - asking), "other open comments"),
        Count(str(len(waiting)), "organisations wait for an answer"),
        Count(str(settled), "settled", tone="good"),
    ]


def _suggested(text: Text) -> list[Count]:
    """The suggestions of the viewer's own audiences that nobody settled; none, no card."""
    number = suggestions.open_count(text.session, actor(), text.document, text.version.id)
    if not number:
        return []
    words = "suggestion waits" if number == 1 else "suggestions wait"
    note = "For you to take or leave" if text.seen.sight.drafts else "For the drafters"
    return [Count(str(number), words, text.url("suggested"), note, tone="warn")]


def _item(text: Text, talk: Talk, given: Mapping[str, str]) -> Item:
    written, row = talk.first, talk.first.row
    said = row.text or ("Recalled by its author" if row.recalled_at else "")
    notes = []
    if talk.answers:
        last = talk.answers[-1]
        notes.append(f"Answered last by {last.by}, {last.organisation}")
    if talk.assigned:
        notes.append(f"Seen to by {talk.assigned}")
    if talk.moved_since:
        notes.append("The section was saved since")
    if row.audience == INTERNAL:
        notes.append("The lawyers do not see it")
    return Item(
        id=row.id,
        words=said if len(said) <= BEGINNING else said[:BEGINNING].rstrip() + " …",
        quote=row.quote or "",
        fate=fate(text, talk),
        by=f"{written.organisation}: {written.by}, {words.role_title(written.role)}",
        audience=talk.audience,
        state=threads.state(talk),
        age=age(row.at, installation().clock.now()),
        notes=notes,
        thread=Link("Answer it", threads.address(text, talk, given), f": {written.by}"),
    )
