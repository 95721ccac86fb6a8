"""Help with the law of one flow: powers to pick from in order, and both sides' regimes beside each
other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.agreement import Agreement, Flow
from documents.agreement import ways as ways_of
from documents.gateways import Gateway, Sought, gateways, no_powers
from govern.clock import london
from govern.commands.documents.save_section import save_section
from govern.errors import NotFound
from govern.store.identifiers import new_id
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import reference
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.blueprint import drafts as drafters_only
from govern.web.documents.loading import Text, drafting
from govern.web.documents.regimes_table import WAYS, side_by_side
from govern.web.filters import day, plural
from govern.web.pieces import Link, Table

KINDS = {"duty": "Duties", "power": "Powers in statute", "common_law": "Common law"}


@dataclass(frozen=True)
class PowerPiece:
    """One power: what it allows and what it is not for, its source, and who verified it."""

    id: str
    title: str
    citation: str
    allows: str
    not_for: str
    source: str
    verified: str
    usual: bool
    relied_on: bool
    why_not: Sequence[str]
    check: bool


@dataclass(frozen=True)
class WayPiece:
    """One direction of the flow: powers by kind, those that will not do, and the regimes."""

    way: str
    words: str
    kinds: Sequence[tuple[str, Sequence[PowerPiece]]]
    refused: Sequence[PowerPiece]
    regimes: Table


@dataclass(frozen=True)
class HelpPage:
    """Everything for one flow."""

    crumbs: Sequence[Link]
    name: str
    flow: str
    ways: Sequence[WayPiece]
    no_powers: Sequence[PowerPiece]
    action: str
    back: str


@blueprint.route(f"{VERSION}/flows/<row_id>/law", methods=["GET", "POST"])
@drafters_only
def legal_help(document_id: str, number: int, row_id: str) -> Response | str:
    """Pick powers for a flow, and see what each side's regime asks."""
    with drafting(document_id, number) as text:
        agreement = Agreement(text.content)
        flow = next((each for each in agreement.flows if each.id == row_id), None)
        if flow is None or text.definition.name != "sharing_agreement":
            raise NotFound(f"flow {row_id}")
        if request.method == "POST":
            return _take(text, flow)
        page = _page(text, agreement, flow)
    return render_template("documents/legal_help.html", page=page)


def _page(text: Text, agreement: Agreement, flow: Flow) -> HelpPage:
    back = text.url("row", section_id=_section(text, "flows"), table="flows", row_id=flow.id)
    return HelpPage(
        crumbs=text.crumbs(Link("Draft", text.url("draft")), Link(f"Flow {flow.ref}", back)),
        name=text.name,
        flow=f"{flow.ref}: {flow.row.get('name') or ''}",
        ways=[_way(text, agreement, flow, way) for way in flow.ways],
        no_powers=[_piece(Gateway(row, False, ()), flow) for row in no_powers()],
        action=text.url("legal_help", row_id=flow.id),
        back=back,
    )


def _way(text: Text, agreement: Agreement, flow: Flow, way: str) -> WayPiece:
    kind = agreement.kind(flow.partner)
    sought = Sought(
        purpose=str(flow.row.get("purpose") or ""),
        way=way,
        kind=str(kind["id"]) if kind else "",
        personal=agreement.is_personal(flow),
        today=london(installation().clock.now()).date(),
    )
    found = gateways(sought)
    fit = [each for each in found if not each.why_not]
    return WayPiece(
        way=way,
        words=WAYS[way],
        kinds=[
            (words, [_piece(each, flow) for each in fit if each.row["type"] == name])
            for name, words in KINDS.items()
        ],
        refused=[_piece(each, flow) for each in found if each.why_not],
        regimes=side_by_side(text, agreement, flow, way),
    )


def _piece(each: Gateway, flow: Flow) -> PowerPiece:
    row = each.row
    verified = f"{row['verified_by']}, {day(row['verified_on'])}" if row["verified_by"] else ""
    return PowerPiece(
        id=row["id"],
        title=row["title"],
        citation=row["citation"],
        allows=row["allows"],
        not_for=row["not_for"] or "",
        source=reference.source(row["source"]),
        verified=verified,
        usual=each.usual,
        relied_on=row["id"] in flow.powers,
        why_not=each.why_not,
        check=row["commencement"] == "check",
    )


def _take(text: Text, flow: Flow) -> Response:
    """Add the ticked powers to the flow and to the table of powers; others are left as they are."""
    ticked = {way: _ticked(text, flow, way) for way in flow.ways}
    chosen = dict.fromkeys(each for found in ticked.values() for each in found)
    new = [each for each in chosen if each not in flow.powers]
    rows = [dict(each) for each in text.answers.get("flows") or ()]
    for row in rows:
        if row["id"] == flow.id:
            row["powers"] = [*flow.powers, *new]
    listed = [dict(each) for each in text.answers.get("powers") or ()]
    for each in chosen:
        _set_out(listed, each, [way for way in ticked if each in ticked[way]])
    if new:
        _save(text, "flows", rows)
    if listed != list(text.answers.get("powers") or ()):
        _save(text, "powers", listed)
    added = plural(len(new), "power")
    say(
        f"Flow {flow.ref} relies on {added} more. Say in the table of powers how each applies here."
    )
    return redirect(text.url("legal_help", row_id=flow.id))


def _ticked(text: Text, flow: Flow, way: str) -> list[str]:
    """What was ticked for a direction and may be: nothing that will not do, and no limit."""
    piece = _way(text, Agreement(text.content), flow, way)
    fit = {each.id for _, found in piece.kinds for each in found}
    return [each for each in request.form.getlist(f"powers.{way}") if each in fit]


def _set_out(listed: list[dict[str, Any]], power: str, ways: Sequence[str]) -> None:
    """A row in the table of powers for a power and its directions, or the row it has, widened."""
    for row in listed:
        if row.get("power") == power:
            both = dict.fromkeys([*ways_of(row.get("direction")), *ways])
            row["direction"] = "two_way" if len(both) > 1 else next(iter(both))
            return
    direction = "two_way" if len(ways) > 1 else ways[0]
    listed.append({"id": new_id(), "power": power, "direction": direction})


def _save(text: Text, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    part = text.definition.section_of(table)
    standing = {q.id: text.answers[q.id] for q in part.questions if q.id in text.answers}
    save_section(
        installation(),
        by=actor(),
        version_id=text.version.id,
        section=part.id,
        given={**standing, table: list(rows)},
        based_on=text.revision(part.id),
    )


def _section(text: Text, question: str) -> str:
    return text.definition.section_of(question).id
