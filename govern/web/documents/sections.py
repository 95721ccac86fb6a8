"""One section of a draft on one page: guidance and law beside its questions; nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from documents.definition import Section
from documents.references import Reference, known
from documents.risk import MATRIX
from govern.commands.documents.save_section import Saved, save_section
from govern.errors import Conflict, Invalid
from govern.store import document_pages, drafts, people
from govern.store.checking import risk_matrix
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import (
    autosaving,
    clauses,
    comments_beside,
    previewing,
    reference,
    remarks,
    removed_rows,
    reusing,
    suggested_beside,
    suggestion_pieces,
    typed,
)
from govern.web.documents.asking import Asking
from govern.web.documents.blueprint import SECTION, blueprint
from govern.web.documents.blueprint import drafts as drafters_only
from govern.web.documents.choices import choices
from govern.web.documents.clashes import clashing, open_clashes
from govern.web.documents.clauses import Clause
from govern.web.documents.comments_beside import Said
from govern.web.documents.faults import fault_links
from govern.web.documents.fields import Group
from govern.web.documents.groups import Asked, arranged
from govern.web.documents.loading import Text, drafting
from govern.web.documents.previewing import Preview
from govern.web.documents.prose import formatted
from govern.web.documents.removed_rows import Removed
from govern.web.documents.reusing import Reuse
from govern.web.documents.suggestion_pieces import SuggestionPiece
from govern.web.filters import moment
from govern.web.pieces import Link

Answer = Response | str | tuple[str | Response, int]
LONG_GUIDANCE = 900


@dataclass(frozen=True)
class LawNote:
    """One provision: where it is, what it says, where that was read, and who verified it."""

    citation: str
    says: str
    source: str
    verified: str


@dataclass(frozen=True)
class SectionPage:
    """A section as it is asked."""

    crumbs: Sequence[Link]
    name: str
    place: str
    title: str
    guidance: Markup
    example: Markup | None
    law: Sequence[LawNote]
    clauses: Sequence[Clause]
    refers: Sequence[Reference]
    stays: bool
    asked: Sequence[Asked | Group]
    spare: Sequence[Group]
    action: str
    back: str
    revision: int
    saved: str
    earlier: str
    last: bool
    removed: Removed | None = None
    reuse: Mapping[str, Reuse] = field(default_factory=dict)
    clashes: Sequence[Link] = field(default_factory=tuple)
    faults: Sequence[Link] = field(default_factory=tuple)
    suggestions: Mapping[str, Sequence[SuggestionPiece]] = field(default_factory=dict)
    previews: Mapping[str, Sequence[Preview]] = field(default_factory=dict)
    said: Sequence[Said] = ()


@blueprint.route(SECTION, methods=["GET", "POST"])
@drafters_only
def section(document_id: str, number: int, section_id: str) -> Answer:
    """Ask the questions of one section, and save what was typed."""
    with drafting(document_id, number) as text:
        part = text.section(section_id)
        if request.method == "POST":
            if request.form.get("step") == "preview":
                return _previewed(text, part)
            if request.form.get("step") == "autosave":
                return autosaving.autosaved(text, part)
            return _save(text, part)
        page = section_page(text, part, _preset(text, part), {})
    return render_template("documents/section.html", page=page)


def _preset(text: Text, part: Section) -> Mapping[str, Any]:
    """The answers, with the matrix of risks that is set for every document where none is chosen."""
    asked = MATRIX in {each.id for each in part.questions} and not text.answers.get(MATRIX)
    matrix = risk_matrix(text.session) if asked else None
    return {**text.answers, MATRIX: matrix} if matrix else text.answers


def _previewed(text: Text, part: Section) -> str:
    """The page as it was typed, with its long answers as they will be read; nothing is saved."""
    given = typed.answers(part, request.form, text.based_on(part.id, typed.based_on(request.form)))
    page = section_page(text, part, given, {})
    page = replace(
        page, revision=typed.based_on(request.form), previews=previewing.previews(text, part, given)
    )
    return render_template("documents/section.html", page=page)


def _save(text: Text, part: Section) -> Response | tuple[str, int]:
    pressed = typed.step(request.form)
    based_on = typed.based_on(request.form)
    given = typed.answers(part, request.form, text.based_on(part.id, based_on))
    removing = pressed.do == "remove" and _kept_before(text, part, given, based_on)
    based_on = removing or based_on
    given = typed.moved(given, pressed)
    given = removed_rows.put_back(text, part, given, pressed)
    given = reusing.added(text, part, given, pressed)
    given = clauses.added(text, part, given, pressed, request.form)
    try:
        saved = save_section(
            installation(),
            by=actor(),
            version_id=text.version.id,
            section=part.id,
            given=given,
            based_on=based_on,
            along=(
                *clauses.noting(text, part, pressed, request.form),
                *reusing.noting(text, part, pressed),
            ),
        )
    except Invalid as fault:
        page = section_page(text, part, given, fault.faults)
        return render_template("documents/section.html", page=page), 422
    if removing and not saved.clashes:
        mark = removed_rows.mark(pressed.table, pressed.row, removing)
        return redirect(
            text.url("section", section_id=part.id, removed=mark, _anchor="removed-row")
        )
    return redirect(_onward(text, part, saved, pressed))


def _kept_before(text: Text, part: Section, given: Mapping[str, Any], based_on: int) -> int:
    """The revision that has a row as it was typed, before it is taken out; 0 when there is none:
    an answer that cannot be read, or somebody else who saved meanwhile, is told by what follows.
    """
    try:
        return save_section(
            installation(),
            by=actor(),
            version_id=text.version.id,
            section=part.id,
            given=given,
            based_on=based_on,
            alone=True,
        ).revision
    except (Invalid, Conflict):
        return 0


def _onward(text: Text, part: Section, saved: Saved, pressed: typed.Step) -> str:
    if saved.clashes:
        return clashing(text, part.id, saved.revision)
    if saved.merged_with is not None:
        say("Somebody else saved this section meanwhile. Their answers and yours are both kept.")
    if pressed.do == "row":
        at = {"table": pressed.table, "row_id": pressed.row, "_anchor": "row"}
        return text.url("row", section_id=part.id, **at)
    if pressed.do == "library":
        return text.url("library", section_id=part.id, table=pressed.table)
    if pressed.do in ("suggestion", "fallback"):
        return suggested_beside.taken(text, part, pressed)
    if pressed.do == "reuse":
        return text.url("section", section_id=part.id, _anchor=pressed.table)
    if pressed.do == "clause":
        place = request.form.get(f"clause-to.{pressed.table}")
        return text.url("section", section_id=part.id, _anchor=place)
    if pressed.do in ("up", "down", "remove", "add", "putback"):
        fresh = pressed.table if pressed.do == "add" else None
        place = f"{pressed.table}-rows"
        return text.url("section", section_id=part.id, fresh=fresh, _anchor=place)
    after = _after(text, part)
    if pressed.do == "continue" and after:
        return text.url("section", section_id=after)
    return text.url("draft")


def section_page(
    text: Text, part: Section, raw: Mapping[str, Any], faults: Mapping[str, str]
) -> SectionPage:
    """The page of a section showing `raw`: its answers, or what was typed with the faults in it."""
    raw, fresh = _with_fresh_row(part, raw)
    asking = Asking(
        definition=text.definition,
        choices=choices(text.session, actor(), text.seen, text.answers),
        names=document_pages.names(text.session),
        faults=faults,
        remarks=remarks.by_place(text),
        fresh=fresh,
    )
    asked = [asking.question(question, raw.get(question.id)) for question in part.questions]
    revision = text.revision(part.id)
    groups = arranged(part, asked, text.answers)
    said = comments_beside.said(text, part)
    return SectionPage(
        crumbs=text.crumbs(Link("Draft", text.url("draft"))),
        name=text.name,
        place=_place(text, part),
        title=part.title,
        guidance=formatted(part.guidance),
        example=formatted(part.example) if part.example else None,
        law=[_law(each) for each in part.law],
        clauses=clauses.offered(text, part),
        refers=known(text.content, part),
        stays=len(part.guidance) < LONG_GUIDANCE and not said,
        asked=groups.asked,
        spare=groups.spare,
        action=text.url("section", section_id=part.id),
        back=text.url("draft"),
        revision=typed.based_on(request.form) if faults else revision,
        saved=_saved(text, part),
        earlier=text.url("revisions", section_id=part.id),
        last=_after(text, part) is None,
        reuse=reusing.pieces(text, part),
        removed=removed_rows.offered(text, part),
        clashes=open_clashes(text, part.id),
        faults=fault_links(asked, faults),
        suggestions=suggestion_pieces.pieces(text, only_open=True),
        said=said,
    )


def _with_fresh_row(
    part: Section, raw: Mapping[str, Any]
) -> tuple[Mapping[str, Any], frozenset[str]]:
    """One empty row more where a row was just asked for."""
    wanted = request.args.get("fresh", "")
    if wanted not in {question.id for question in part.questions if question.columns}:
        return raw, frozenset()
    added = typed.moved({wanted: raw.get(wanted)}, typed.Step("add", wanted))[wanted]
    return {**raw, wanted: added}, frozenset({added[-1]["id"]})


def _place(text: Text, part: Section) -> str:
    sections = text.definition.sections
    return f"{part.id}, section {sections.index(part) + 1} of {len(sections)}"


def _after(text: Text, part: Section) -> str | None:
    sections = text.definition.sections
    following = sections[sections.index(part) + 1 :]
    return following[0].id if following else None


def _saved(text: Text, part: Section) -> str:
    standing = drafts.section(text.session, text.version.id, part.id)
    if standing is None:
        return "Nothing is saved in this section yet."
    name = people.person_name(text.session, standing.saved_by)
    return f"Last saved by {name} on {moment(standing.saved_at)}."


def _law(each: Any) -> LawNote:
    source = reference.source(each.source)
    return LawNote(each.citation, each.says, source, reference.verified(each))
