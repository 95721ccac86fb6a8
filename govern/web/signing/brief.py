"""The brief that stands before the text: what changed, the risks, the advice, the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from documents import risk
from documents.changes import Change, changes
from documents.content import Content
from documents.risk import RiskLevel
from govern.store import checking, document_pages, drafts, signing
from govern.store.database import Session
from govern.store.signing import Found, SealedAct
from govern.web import policy
from govern.web.context import installation, viewer
from govern.web.documents.answers_in_words import in_words, row_in_words
from govern.web.documents.asking import row_title
from govern.web.filters import day, moment, plural
from govern.web.pieces import Colour, Column, Link, Table, Tag
from govern.web.signing.redline import Run, redline

MOST_CHANGES = 12
FEW_CHANGES = 3
LONGEST = 1200
MOST_RISKS = 5
_LEVELS: dict[str, Colour] = {
    "low": "green",
    "medium": "yellow",
    "high": "orange",
    "very_high": "red",
}


@dataclass(frozen=True)
class Moved:
    """One question that differs: where, how, and its words that stayed, came and went."""

    place: str
    label: str
    how: str
    runs: Sequence[Run]


@dataclass(frozen=True)
class ChangesBlock:
    """What changed since this organisation last signed; just `sentence` when there is no list.
    A `few` are shown at once; of many, `sections` say where all of them stand.
    """

    sentence: str
    moved: Sequence[Moved] = ()
    more: str = ""
    compare: Link | None = None
    few: bool = False
    sections: Sequence[Link] = ()


@dataclass(frozen=True)
class AdviceBlock:
    """The DPO's advice as it stands."""

    title: str
    by: str
    reasons: str
    record: Link | None
    positive: bool


@dataclass(frozen=True)
class Remark:
    """An advice finding of the legal checks, and why the lawyer went on."""

    place: str
    message: str
    reasons: str
    source: str


def changes_block(session: Session, here: Found) -> ChangesBlock:
    """The text against the version that the same organisation signed last."""
    if here.row.completed_at and not here.row.carried_from_id:
        signed_on = day(here.row.completed_at)
        return ChangesBlock(f"{here.organisation.name} signed this very text on {signed_on}.")
    signed = signing.last_signed(session, here)  # never this one: a notice signs nothing
    if signed is None:
        name = here.organisation.name
        return ChangesBlock(f"{name} has signed no earlier version: all of it is new to you.")
    new, old = drafts.content(session, here.version), drafts.content(session, signed)
    found = _by_question(changes(old, new))
    compare = _compare(here, signed.number)
    if not found:
        name = here.organisation.name
        same = f"No answer differs from version {signed.number}, which {name} signed."
        return ChangesBlock(same, compare=compare)
    names = document_pages.names(session)
    sections = len({each.section for each in found})
    questions = len({each.question for each in found})
    rows = "" if questions == len(found) else f" ({len(found)} with each table row counted)"
    sentence = (
        f"{plural(questions, 'answer')} in {plural(sections, 'section')} "
        f"{'differs' if questions == 1 else 'differ'} from version {signed.number}, "
        f"the last that {here.organisation.name} signed{rows}."
    )
    moved = [_moved(each, old, new, names) for each in found[:MOST_CHANGES]]
    left = len(found) - len(moved)
    more = f"{plural(left, 'further change')}: the comparison in full shows them." if left else ""
    where = _where(found, new, old, compare) if left and compare else []
    return ChangesBlock(sentence, moved, more, compare, len(found) <= FEW_CHANGES, where)


def risk_table(session: Session, here: Found) -> Table | None:
    """The highest residual risks of an impact assessment, worst first; None for other documents."""
    if here.document.kind not in ("dpia", "local_addendum"):
        return None
    content = drafts.content(session, here.version)
    if risk.RISKS not in content.definition.places:
        return None
    scored = [
        (left, before, row)
        for row in content.rows(risk.RISKS)
        if (left := risk.risk_level(content, row, "residual")) is not None
        and (before := risk.risk_level(content, row, "inherent")) is not None
    ]
    scored.sort(key=lambda each: (-each[0].rank, -each[1].rank))
    names = document_pages.names(session)
    table = content.definition.question(risk.RISKS)
    rows: list[list[str | Tag]] = [
        [
            row_title(table, row, names),
            _level(before),
            _level(left),
        ]
        for left, before, row in scored[:MOST_RISKS]
    ]
    caption = f"{plural(len(scored), 'risk')} in all"
    if len(rows) < len(scored):
        caption = f"The {len(rows)} highest of {plural(len(scored), 'risk')}"
    columns = [Column("Risk"), Column("Before measures"), Column("After measures")]
    return Table(
        caption, columns, rows, "The text records no risk with a level.", caption_hidden=True
    )


_ADVISING = signing.ADVICE | {"withdraw_endorsement"}


def advice_block(acts: Sequence[SealedAct], here: Found) -> AdviceBlock | None:
    """The advice that stands, or that was withdrawn, for whoever acts after the DPO."""
    newest = next((act for act in reversed(acts) if act.row.act in _ADVISING), None)
    withdrawn = newest is not None and newest.row.act == "withdraw_endorsement"
    given = newest if withdrawn else signing.advice(acts)
    if given is None:
        return None
    titles = {
        "withdraw_endorsement": "The DPO has withdrawn the endorsement",
        "endorse": "The DPO endorses this text",
        "endorse_with_conditions": "The DPO endorses this text with conditions",
        "not_endorse": "The DPO advises against approval",
    }
    record = None
    if given.row.record_sha256:
        record = Link("Signed advice (PDF)", record_href(given.row.record_sha256))
    office = f"{given.role} of {here.organisation.name}"
    by = f"{given.person}, {office}, {moment(given.row.confirmed_at)}"
    positive = given.row.act in ("endorse", "endorse_with_conditions")
    return AdviceBlock(titles[given.row.act], by, given.reasons or "", record, positive)


def remarks(session: Session, here: Found) -> list[Remark]:
    """The advice findings that the lawyer answered: every signer sees both (decision 33)."""
    given = checking.reasons(session, here.version.id)
    if not given:
        return []
    content = drafts.content(session, here.version)
    found = checking.findings_of(session, content, installation().clock.now())
    return [
        Remark(
            f"{each.section} {content.definition.section(each.section).title}",
            each.message,
            given[key].reason,
            each.source,
        )
        for each in found
        if (key := checking.finding_key(each)) in given
    ]


def record_href(sha256: str) -> str:
    """The address of a record."""
    return url_for("records.download", sha256=sha256)


def _by_question(found: Sequence[Change]) -> list[Change]:
    """One entry for each question and table row: a reader wants places, not keystrokes."""
    kept: dict[tuple[str, str | None], Change] = {}
    for each in found:
        kept.setdefault((each.question, each.row), each)
    return list(kept.values())


def _where(found: Sequence[Change], new: Content, old: Content, compare: Link) -> list[Link]:
    """Each section that differs, with how much, leading to it in the comparison."""
    counts = Counter(each.section for each in found)
    held = {each.section: new if each.question in new.definition.places else old for each in found}
    return [
        Link(
            f"{section} {held[section].definition.section(section).title}: "
            f"{plural(count, 'change')}",
            f"{compare.href}#changed-{section}",
        )
        for section, count in counts.items()
    ]


def _moved(each: Change, old: Content, new: Content, names: dict[str, str]) -> Moved:
    content = new if each.question in new.definition.places else old
    question = content.definition.question(each.question)
    section = content.definition.section(each.section)
    if each.row is None:
        before, after = (
            in_words(question, side.answers.get(each.question), names) for side in (old, new)
        )
    else:
        before, after = (_row(side, each, names) for side in (old, new))
    hows = {"added": "Added", "removed": "Removed", "row_added": "Row added"}
    hows |= {"row_removed": "Row removed", "row_moved": "Row moved"}
    how = hows.get(each.kind, "Changed")
    runs = redline(_short(before), _short(after))
    return Moved(f"{section.id} {section.title}", question.label, how, runs)


def _row(content: Content, each: Change, names: dict[str, str]) -> str:
    if each.question not in content.definition.places:
        return ""
    table = content.definition.question(each.question)
    for row in content.rows(each.question):
        if row["id"] == each.row:
            return row_in_words(table, row, names)
    return ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _compare(here: Found, number: int) -> Link | None:
    if not policy.may_call(current_app, "documents.compare", viewer()):
        return None
    wanted: dict[str, Any] = {"with": number}
    address = url_for(
        "documents.compare", document_id=here.document.id, number=here.version.number, **wanted
    )
    return Link("Compare the two versions in full", address)


def _level(level: RiskLevel) -> Tag:
    return Tag(level.title, _LEVELS.get(level.id, "grey"))
