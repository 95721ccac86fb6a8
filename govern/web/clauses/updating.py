"""Putting newer wording into drafts that hold older: each with its redline, those ticked alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.clauses.put import Updated, update_uses
from govern.store import clauses, drafts
from govern.store.clauses import Use, wording_of
from govern.store.database import Session
from govern.store.rows.clauses import ClauseVersionRow
from govern.web.chrome import say
from govern.web.clauses.blueprint import blueprint, crumbs, keeps
from govern.web.clauses.phrases import OUT, Redlined, use_href, use_label, used_at
from govern.web.context import actor, installation
from govern.web.pieces import Link
from govern.web.signing.redline import redline


@dataclass(frozen=True)
class Older:
    """One draft that holds older wording; `revision` is that of the section shown."""

    id: str
    revision: int
    label: str
    change: Redlined | None
    warning: str
    ticked: bool


@dataclass(frozen=True)
class UpdatePage:
    """The drafts to choose from, or what became of those that were chosen."""

    crumbs: Sequence[Link]
    title: str
    older: Sequence[Older]
    gone: Sequence[str]
    done: Sequence[Link]
    clashes: Sequence[Link]
    action: str
    back: str


@blueprint.route("/<clause_id>/update", methods=["GET", "POST"])
@keeps
def update(clause_id: str) -> Response | str:
    """Choose drafts; each is then saved as if it had been typed."""
    done: list[Updated] = []
    if request.method == "POST":
        done = update_uses(installation(), by=actor(), clause_id=clause_id, chosen=_chosen())
        if done and all(each.what == "updated" for each in done):
            say(f"The newer wording is in {len(done)} of your drafts.")
            return redirect(url_for("clauses.show", clause_id=clause_id))
    with installation().reading() as session:
        page = _page(session, clause_id, done)
    return render_template("clauses/update.html", page=page)


def _chosen() -> dict[str, int]:
    """Use -> revision, for each ticked box; what is no number is revision 0, which is none."""
    ticked = request.form.getlist("uses")
    return {each: request.form.get(f"revision-{each}", 0, type=int) for each in ticked}


def _page(session: Session, clause_id: str, done: Sequence[Updated]) -> UpdatePage:
    found = clauses.clause(session, actor().organisation, clause_id)
    newer = found.approved
    uses = clauses.outdated(session, actor(), clause_id) if newer else []
    back = url_for("clauses.show", clause_id=clause_id)
    return UpdatePage(
        crumbs=crumbs(Link(found.newest.title, back)),
        title=found.newest.title,
        older=[_older(session, each, newer) for each in uses if each.passage and newer],
        gone=[f"{use_label(each)}. {used_at(each)}. {OUT}." for each in uses if not each.passage],
        done=[_link(each) for each in done if each.what == "updated"],
        clashes=[_link(each) for each in done if each.what != "updated"],
        action=url_for("clauses.update", clause_id=clause_id),
        back=back,
    )


def _older(session: Session, use: Use, newer: ClauseVersionRow) -> Older:
    standing = drafts.section(session, use.version.id, use.row.section)
    wording = wording_of(newer, use.row.variant)
    now = use.passage.text if use.passage else ""
    label = use_label(use)
    change = Redlined(used_at(use), f"What changes in {label}", "", redline(now, wording))
    warning = "Changed after the clause was put in: the changes would be lost."
    return Older(
        id=use.row.id,
        revision=standing.revision if standing else 0,
        label=f"{label}: {use.document.title}",
        change=change,
        warning=warning if use.deviates else "",
        ticked=not use.deviates,
    )


def _link(each: Updated) -> Link:
    return Link(use_label(each.use), use_href(each.use))
