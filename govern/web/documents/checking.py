"""Check answers: findings first, then what is missing, then every answer; then send for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.content import unfinished
from documents.definition import Question, Section
from documents.findings.finding import Finding, Level
from govern.commands.documents.change_status import change_status
from govern.commands.documents.reason_finding import reason_finding
from govern.errors import Conflict, Invalid
from govern.store import document_pages
from govern.store.checking import finding_key, reasons, version_facts
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.asking import is_broad, row_title
from govern.web.documents.blueprint import VERSION, blueprint, drafts
from govern.web.documents.fields import Remark
from govern.web.documents.loading import Text, drafting
from govern.web.documents.remarks import found, remark
from govern.web.filters import plural
from govern.web.pieces import Fact, Link
from workflows.catalogue import workflow
from workflows.engine import available, refusals

SENDING = "send_for_review"
LONGEST = 600


@dataclass(frozen=True)
class FindingItem:
    """One finding with the place to mend it and, for advice, the form for reasons."""

    key: str
    place: str
    remark: Remark
    mend: Link
    takes_reasons: bool
    typed: str = ""
    fault: str = ""
    alike: int = 0


@dataclass(frozen=True)
class AnswerGroup:
    """The answers of one section, each with a link to change it."""

    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class CheckPage:
    """All that stands between a draft and its readers."""

    crumbs: Sequence[Link]
    name: str
    title: str
    stops: Sequence[FindingItem]
    advice: Sequence[FindingItem]
    missing: Sequence[Link]
    groups: Sequence[AnswerGroup]
    status: str
    may_send: bool
    refused: Sequence[str]
    draft: str
    reasons_to: str
    status_to: str
    freezing: str
    faults: Sequence[Link] = field(default_factory=tuple)


@blueprint.get(f"{VERSION}/check")
@drafts
def check(document_id: str, number: int) -> str:
    """The whole text with everything that stands in its way."""
    with drafting(document_id, number) as text:
        page = _page(text)
    return render_template("documents/check.html", page=page)


@blueprint.post(f"{VERSION}/check/reasons")
@drafts
def give_reasons(document_id: str, number: int) -> Response | tuple[str, int]:
    """Keep the reasons for going on against one advice finding."""
    key, reason = request.form.get("finding", ""), request.form.get("reason", "")
    with drafting(document_id, number) as text:
        try:
            for each in _meant(text, key):
                reason_finding(
                    installation(), by=actor(), version_id=text.version.id, key=each, reason=reason
                )
        except Invalid as fault:
            page = _page(text, key, reason, next(iter(fault.faults.values())))
            return render_template("documents/check.html", page=page), 422
    say("Your reasons are kept. Every signer will see them.")
    return redirect(text.url("check", _anchor="advice"))


@blueprint.post(f"{VERSION}/status")
@drafts
def move_on(document_id: str, number: int) -> Response:
    """Send the text for review, or take it back to draft."""
    act = request.form.get("act", "")
    if act not in _DONE:
        raise Conflict("Choose what to do with this version.")
    with drafting(document_id, number) as text:
        change_status(installation(), by=actor(), version_id=text.version.id, act=act)
    say(_DONE[act])
    return redirect(text.url("review" if act == SENDING else "draft"))


_DONE = {
    SENDING: "The text is with its parties for review. They are told by mail.",
    "return_to_draft": "The text is back in draft. Only your team can see it.",
}


def _page(text: Text, key: str = "", typed: str = "", fault: str = "") -> CheckPage:
    items = _findings(text, key, typed, fault)
    facts = version_facts(
        text.session,
        actor(),
        text.version,
        installation().clock.now(),
        installation().demonstration,
    )
    table = workflow("document", text.version.workflow_version)
    may = {row.act for row in available(table, text.version.status, actor(), facts)}
    refused = refusals(table, text.version.status, SENDING, actor(), facts)
    return CheckPage(
        crumbs=text.crumbs(Link("Draft", text.url("draft"))),
        name=text.name,
        title=text.document.title,
        stops=[item for item in items if not item.takes_reasons],
        advice=[item for item in items if item.takes_reasons],
        missing=_missing(text),
        groups=_groups(text),
        status=text.version.status,
        may_send=SENDING in may,
        refused=[each.message for each in refused],
        draft=text.url("draft"),
        reasons_to=text.url("give_reasons"),
        status_to=text.url("move_on"),
        freezing=text.url("freezing"),
        faults=[Link(fault, f"#reason-{_number(items, key)}")] if fault else [],
    )


def _meant(text: Text, key: str) -> list[str]:
    """The finding that the reasons are for and, when asked, all others of its kind."""
    if request.form.get("alike") != "yes":
        return [key]
    kind = key.partition(":")[0]
    advice = [each for each in found(text) if each.level is not Level.STOP]
    return [finding_key(each) for each in advice if each.code == kind]


def _number(items: Sequence[FindingItem], key: str) -> int:
    advice = [item.key for item in items if item.takes_reasons]
    return advice.index(key) + 1 if key in advice else 1


def _findings(text: Text, key: str, typed: str, fault: str) -> list[FindingItem]:
    given = {each: row.reason for each, row in reasons(text.session, text.version.id).items()}
    made = found(text)
    alike = Counter(each.code for each in made)
    return [
        replace(_finding(text, each, given, key, typed, fault), alike=alike[each.code] - 1)
        for each in made
    ]


def _finding(
    text: Text, each: Finding, given: dict[str, str], key: str, typed: str, fault: str
) -> FindingItem:
    own = finding_key(each)
    question = text.definition.question(each.question)
    section = text.definition.section(each.section)
    return FindingItem(
        key=own,
        place=f"{section.id} {section.title}: {question.label}",
        remark=remark(each, given.get(own, "")),
        mend=Link(
            "Go to the question",
            place_of(text, section, question, each.row),
            about=f"{section.id} {question.label}",
        ),
        takes_reasons=each.level is not Level.STOP,
        typed=typed if own == key else given.get(own, ""),
        fault=fault if own == key else "",
    )


def place_of(text: Text, section: Section, question: Question, row: str | None = None) -> str:
    """Where a question is asked: its own row's page for a row of a broad table."""
    rows = text.answers.get(question.id) or ()
    if row and question.columns and is_broad(question, rows):
        return text.url("row", section_id=section.id, table=question.id, row_id=row)
    return text.url("section", section_id=section.id, _anchor=question.id)


def _missing(text: Text) -> list[Link]:
    links = []
    for each in unfinished(text.content):
        section = text.definition.section(each.section)
        question = text.definition.question(each.question)
        address = place_of(text, section, question, each.row)
        links.append(Link(f"{section.id}: {each.message}", address))
    return links


def _groups(text: Text) -> list[AnswerGroup]:
    names = document_pages.names(text.session)
    return [
        AnswerGroup(
            f"{section.id} {section.title}",
            [_fact(text, section, question, names) for question in section.questions],
        )
        for section in text.definition.sections
    ]


def _fact(text: Text, section: Section, question: Question, names: dict[str, str]) -> Fact:
    answer = text.answers.get(question.id)
    shown = in_words(question, answer, names)
    if question.columns and answer:
        shown = _rows(question, answer, names)
    change = Link("Change", place_of(text, section, question), question.label)
    return Fact(question.label, _cut(shown) or "No answer", actions=[change])


def _rows(question: Question, answer: Sequence[dict[str, str]], names: dict[str, str]) -> str:
    titles = [f"{n}. {row_title(question, row, names)}" for n, row in enumerate(answer, start=1)]
    return "\n".join([plural(len(answer), "row"), *titles[:30]])


def _cut(shown: str) -> str:
    return shown if len(shown) <= LONGEST else shown[:LONGEST].rstrip() + " …"
