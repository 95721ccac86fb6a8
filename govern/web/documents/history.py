"""The history of a document: who did what, under which appointment, for whom and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import render_template, url_for

from govern.store import access, document_history
from govern.store.database import Session
from govern.store.document_history import By, Entry
from govern.store.rows.documents import DocumentRow
from govern.web import words
from govern.web.consultations import phrases as consulting
from govern.web.context import actor, installation, named
from govern.web.documents.blueprint import DOCUMENT, blueprint, crumbs, reads
from govern.web.filters import plural
from govern.web.pieces import Happening, Link
from govern.web.signing.outcomes import outcome
from workflows.catalogue import workflow

Wording = Callable[[Entry], str]


@dataclass(frozen=True)
class HistoryPage:
    """All that happened."""

    crumbs: Sequence[Link]
    reference: str
    title: str
    happenings: Sequence[Happening]


@blueprint.get(f"{DOCUMENT}/history")
@reads
def history(document_id: str) -> str:
    """Everything the viewer may know of what happened to a document."""
    with installation().reading() as session:
        row = access.document(session, actor(), document_id)
        page = HistoryPage(
            crumbs=crumbs(Link(row.reference, url_for("documents.show", document_id=row.id))),
            reference=row.reference,
            title=row.title,
            happenings=happenings(session, row),
        )
    return render_template("documents/history.html", page=page)


def happenings(session: Session, row: DocumentRow, most: int = 0) -> list[Happening]:
    """The history as entries of a timeline, the latest first; only the latest `most` when given."""
    found = document_history.history(session, actor(), row)
    runs = [list(run) for _, run in groupby(found, _run)]
    return [_happening(row, run[0], run) for run in (runs[:most] if most else runs)]


def _run(entry: Entry) -> object:
    """What makes neighbours one entry: suggestions of one day, person, audience and fate."""
    it = entry.suggestion
    return (entry.type, entry.version, entry.by, it.audience, entry.at[:10]) if it else entry.key


def _happening(row: DocumentRow, entry: Entry, run: Sequence[Entry]) -> Happening:
    by = entry.by or By("", "", "")
    held = words.role_title(by.role) if by.role else ""
    role = ", ".join(part for part in (held, by.organisation) if part)
    return Happening(
        title=_titled(entry) if len(run) == 1 else _together(run),
        at=entry.at,
        by=by.name or role or "This service",
        appointment=role if by.name else "",
        on_behalf_of=by.for_whom,
        text=f"Read by: {entry.suggestion.audience}" if entry.suggestion else "",
        links=_links(row, entry) if len(run) == 1 else _all_suggestions(row, entry),
    )


def _titled(entry: Entry) -> str:
    wording = _WORDS.get(entry.type)
    return wording(entry) if wording else words.plain(entry.type)


def _links(row: DocumentRow, entry: Entry) -> list[Link]:
    if entry.record:
        address = url_for("records.download", sha256=entry.record)
        return [Link("Record (PDF)", address)]
    if entry.type == "version_frozen":
        address = url_for("documents.pdf", document_id=row.id, number=entry.version)
        return [Link("Frozen PDF", address, f"of version {entry.version}")]
    if entry.suggestion and not entry.suggestion.erased:
        return [_suggestion(row, entry)]
    return []


def _suggestion(row: DocumentRow, entry: Entry) -> Link:
    it = entry.suggestion
    address = url_for(
        "documents.suggestion",
        document_id=row.id,
        number=entry.version,
        suggestion_id=it.id if it else "",
    )
    return Link("Suggestion", address, f"for section {it.section if it else ''}")


def _all_suggestions(row: DocumentRow, entry: Entry) -> list[Link]:
    address = url_for("documents.suggested", document_id=row.id, number=entry.version)
    return [Link("Suggestions", address, f"for version {entry.version}")]


def _together(run: Sequence[Entry]) -> str:
    """Several suggestions of one fate, with their sections."""
    sections = dict.fromkeys(each.suggestion.section for each in reversed(run) if each.suggestion)
    places = f"version {run[0].version} ({', '.join(sections)})"
    return f"{plural(len(run), 'suggestion')} for {places} {_FATES[run[0].type]}"


_FATES = {
    "suggestion_proposed": "made",
    "suggestion_accepted": "taken into the text",
    "suggestion_rejected": "not taken",
    "suggestion_withdrawn": "taken back",
}


def _stage(entry: Entry) -> str:
    if entry.stage is None:
        return ""
    chain, version, stage = entry.stage
    title = workflow(chain, version).stage(stage).title
    return f"{entry.about}, version {entry.version}: {title[:1].lower()}{title[1:]}"


def _version(sentence: str) -> Wording:
    return lambda entry: sentence.format(entry.version)


def _about(sentence: str) -> Wording:
    return lambda entry: sentence.format(entry.about, entry.version)


def _consulted(entry: Entry) -> str:
    decision = str(entry.data.get("continue_decision") or "")
    said = consulting.titled(entry.type, _state(entry), decision, entry.data.get("on"))
    words = named("consultation of the {regulator_short}")
    return f"Version {entry.version}, {words}: {said[:1].lower()}{said[1:]}"


def _state(entry: Entry) -> str:
    return "closed" if entry.type == "consultation_closed" else str(entry.data.get("state") or "")


def _classed(entry: Entry) -> str:
    materiality = entry.data.get("materiality") or {}
    return f"Version {entry.version} classed as {materiality.get('class', 'not stated')}"


def _wording(sentence: str) -> Wording:
    return lambda entry: sentence.format(
        entry.suggestion.section if entry.suggestion else "", entry.version
    )


_WORDS: Mapping[str, Wording] = {
    "document_opened": lambda _: "Document opened",
    "document_terminated": lambda _: "Document ended",
    "document_withdrawn": lambda _: "Document withdrawn",
    "party_added": lambda _: "A party was added",
    "version_opened": _version("Version {} opened"),
    "version_sent_for_review": _version("Version {} sent for review"),
    "version_returned_to_draft": _version("Version {} taken back to draft"),
    "version_frozen": _version("Version {} frozen for sign-off"),
    "version_withdrawn": _version("Version {} withdrawn"),
    "version_classed": _classed,
    "sign_off_opened": _about("{} asked to sign version {}"),
    "sign_off_moved": _stage,
    "sign_off_completed": _about("{} completed its sign-off of version {}"),
    "sign_off_ended": _stage,
    "sign_off_referred": _stage,
    "sign_off_escalated": _about("{}: the step on version {} was escalated as late"),
    "sign_off_carried": _about("{}: sign-off carried over to version {}"),
    "suggestion_proposed": _wording("Wording suggested for section {} of version {}"),
    "suggestion_accepted": _wording("Suggested wording taken into section {} of version {}"),
    "suggestion_rejected": _wording("Suggested wording for section {} of version {} not taken"),
    "suggestion_withdrawn": _wording("Suggested wording for section {} of version {} taken back"),
    **dict.fromkeys(document_history.CONSULTING, _consulted),
    "act_confirmed": lambda entry: outcome(entry.act, entry.about).done,
}
