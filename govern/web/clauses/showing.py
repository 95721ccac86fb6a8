"""One clause: its wording, its versions with their redlines, where it is used and who deviates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.clauses.decide import decide_clause
from govern.errors import NotFound
from govern.store import clauses, people
from govern.store.clauses import Clause, Use
from govern.store.database import Session
from govern.store.rows.clauses import ClauseVersionRow
from govern.web.chrome import say
from govern.web.clauses.blueprint import blueprint, crumbs, keeps
from govern.web.clauses.phrases import (
    Redlined,
    deviation,
    how,
    owner,
    place,
    state,
    use_href,
    use_label,
    used_at,
)
from govern.web.context import actor, installation
from govern.web.filters import moment, plural
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag
from govern.web.signing.redline import redline
from govern.web.words import state_tag

SAID = {
    "approve": "Approved. Drafters are offered this wording from now on.",
    "refuse": "Refused. Its author reads your reasons.",
    "withdraw": "Taken back.",
    "retire": "Retired. Drafters are no longer offered it; texts keep it.",
}
COLUMNS = (Column("Text"), Column("Where"), Column("State"), Column("Against the clause"))


@dataclass(frozen=True)
class VersionPiece:
    """One version with what happened to it; `change` is its redline against the one before."""

    number: int
    tag: Tag
    facts: Sequence[Fact]
    change: Sequence[Redlined]
    decide: str
    may: Sequence[str]


@dataclass(frozen=True)
class ClausePage:
    """Everything of one clause."""

    crumbs: Sequence[Link]
    title: str
    place: str
    tag: Tag
    wording: str
    fallback: str
    versions: Sequence[VersionPiece]
    uses: Table
    deviations: Sequence[Redlined]
    propose: str | None
    update: str | None
    outdated: str


@blueprint.get("/<clause_id>")
@keeps
def show(clause_id: str) -> str:
    """One clause of the bank."""
    with installation().reading() as session:
        found = clauses.clause(session, actor().organisation, clause_id)
        page = _page(session, found)
    return render_template("clauses/show.html", page=page)


@blueprint.post("/<clause_id>/versions/<int(min=1, max=99999):number>/decide")
@keeps
def decide(clause_id: str, number: int) -> Response:
    """Approve, refuse, take back or retire one version."""
    act = request.form.get("act", "")
    if act not in SAID:
        raise NotFound(f"act {act}")
    decide_clause(
        installation(),
        by=actor(),
        clause_id=clause_id,
        number=number,
        act=act,
        words=request.form.get("reasons", ""),
    )
    say(SAID[act])
    return redirect(url_for("clauses.show", clause_id=clause_id))


def _page(session: Session, found: Clause) -> ClausePage:
    shown = found.approved or found.newest
    uses = clauses.uses(session, actor(), found.id)
    old = [each for each in uses if each.open and each.row.number < shown.number]
    update = url_for("clauses.update", clause_id=found.id) if found.approved and old else None
    return ClausePage(
        crumbs=crumbs(),
        title=shown.title,
        place=place(shown),
        tag=state(shown),
        wording=shown.wording,
        fallback=shown.fallback or "",
        versions=[_version(session, found, each) for each in found.versions],
        uses=Table(
            "Where it is used", COLUMNS, [_use(each) for each in uses], "It is used nowhere yet."
        ),
        deviations=[piece for each in uses if (piece := deviation(each))],
        propose=None if found.proposed else url_for("clauses.propose", clause_id=found.id),
        update=update,
        outdated=plural(len(old), "draft"),
    )


def _version(session: Session, found: Clause, version: ClauseVersionRow) -> VersionPiece:
    before = next((each for each in found.versions if each.number < version.number), None)
    change = []
    if before is not None:
        pairs = (
            ("Wording", before.wording, version.wording),
            ("Fallback wording", before.fallback or "", version.fallback or ""),
        )
        change = [
            Redlined(f"Version {version.number}", label, f"against version {before.number}",
                     redline(old, new))
            for label, old, new in pairs
            if old != new
        ]  # fmt: skip
    return VersionPiece(
        number=version.number,
        tag=state(version),
        facts=_facts(session, version),
        change=change,
        decide=url_for("clauses.decide", clause_id=found.id, number=version.number),
        may=_may(found, version),
    )


def _may(found: Clause, version: ClauseVersionRow) -> list[str]:
    """What the viewer may do with a version; the table `clause` has the last word."""
    if version.state == "proposed" and version.proposed_by:
        others = version.proposed_by != actor().person
        return ["approve", "refuse"] if others else ["withdraw"]
    return ["retire"] if found.approved is version else []


def _facts(session: Session, version: ClauseVersionRow) -> list[Fact]:
    facts = [Fact("Owner", owner(session, version))]
    if version.proposed_by and version.proposed_at:
        by = people.person_name(session, version.proposed_by)
        facts.append(Fact("Proposed", f"By {by}, {moment(version.proposed_at)}"))
    if version.why:
        facts.append(Fact("Why", version.why))
    if version.decided_by and version.decided_at:
        by = people.person_name(session, version.decided_by)
        facts.append(Fact(state(version).text, f"By {by}, {moment(version.decided_at)}"))
    if version.reasons:
        facts.append(Fact("Reasons", version.reasons))
    return facts


def _use(use: Use) -> list[str | Cell]:
    text = Cell(Link(use_label(use), use_href(use)), [use.document.title])
    return [text, used_at(use), Cell(state_tag(use.version.status)), how(use)]
