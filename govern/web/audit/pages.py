"""The auditor's first page; and, on every page an auditor reads, the note of it in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, render_template, request, url_for

from govern.commands.audit.note_view import note_view
from govern.store import auditing
from govern.store.auditing import LeftOut, Scope, View
from govern.store.database import Session
from govern.web import policy
from govern.web.context import actor, installation, viewer, viewer_or_none
from govern.web.filters import moment, plural
from govern.web.pieces import Column, Count, Fact, Link, Table
from govern.web.policy import Rule, role, rule
from govern.web.words import plain
from workflows import roles

blueprint = Blueprint("audit", __name__)

SHOWN = 20
WAYS = (
    ("Documents in scope, with their versions and history", "documents.index"),
    ("Where every party stands", "wall.index"),
    ("Flows, with the records each stands on", "flows.index"),
    ("Stops", "stops.index"),
    ("Readiness checks, with what is wanting", "readiness.index"),
    ("Counts for a day, as a page and as CSV", "counts.index"),
    ("Check a signed file", "verify.index"),
)
_OWN = frozenset({"sessions", "acting_as", "sign_in", "my_work", "audit"})


@dataclass(frozen=True)
class AuditPage:
    """The scope, what is left out of it, where to look and what was looked at."""

    facts: Sequence[Fact]
    counts: Sequence[Count]
    left_out: str
    ways: Sequence[Link]
    views: Table


@blueprint.get("/audit")
@rule(
    role(roles.AUDITOR),
    isolation="counts what is in the scope of the acting auditor, and lists their own views",
)
def index() -> str:
    """What an auditor may read, and has read."""
    with installation().reading() as session:
        page = _page(session)
    return render_template("audit/show.html", page=page)


def note(response: Response) -> Response:
    """Note what an auditor was shown; a view that cannot be noted is not given."""
    seen = viewer_or_none()
    if seen is None or seen.actor is None or seen.role != roles.AUDITOR:
        return response
    if response.status_code == 200 and request.method == "GET" and _counts(request.endpoint or ""):
        given = list((request.view_args or {}).values())
        about = str(given[-1]) if given else ""
        note_view(installation(), by=seen.actor, page=request.endpoint or "", about=about[:64])
    return response


blueprint.after_app_request(note)


def _counts(endpoint: str) -> bool:
    """Whether a page shows anything of an organisation other than the auditor's own sign-in."""
    stated = policy.rule_of(current_app, endpoint)
    own = endpoint.partition(".")[0] in _OWN
    return stated is not None and not own and stated.isolation != Rule.isolation


def _page(session: Session) -> AuditPage:
    found, left = auditing.scope(session, actor()), auditing.left_out(session, actor())
    head = auditing.ledger_head(session)
    seen = auditing.views(session, actor().appointment, most=SHOWN)
    return AuditPage(
        facts=[
            *_facts(found),
            Fact("Ledger", f"{head.size:,} events", [f"Merkle root {head.root}"]),
        ],
        counts=_numbers(found, left),
        left_out=_left_out(left),
        ways=[
            Link(text, url_for(endpoint))
            for text, endpoint in WAYS
            if policy.may_call(current_app, endpoint, viewer())
        ],
        views=_views(seen),
    )


def _facts(found: Scope) -> list[Fact]:
    named = "Every organisation" if found.everything else ", ".join(found.organisations)
    return [
        Fact("You may read what binds", named),
        Fact("Until", moment(found.ends_at) if found.ends_at else "No end is set"),
        Fact("You may change", "Nothing"),
    ]


def _numbers(found: Scope, left: LeftOut) -> list[Count]:
    return [
        Count(f"{found.documents:,}", "documents in scope"),
        Count(f"{found.frozen:,}", "frozen texts"),
        Count(f"{left.privileged:,}", "privileged comments left out"),
    ]


def _left_out(left: LeftOut) -> str:
    others = plural(left.others, "other comment")
    return (
        f"{plural(left.privileged, 'comment').capitalize()} claimed as privileged and {others} on "
        "these texts are left out: comments are for their own audience alone."
    )


def _page_words(endpoint: str) -> str:
    """The name of a page in words: "Flows", or "Flows: show" for one of them."""
    return plain(endpoint.removesuffix(".index").replace(".", ": "))


def _views(seen: Sequence[View]) -> Table:
    rows = [[moment(each.at), _page_words(each.page), each.about] for each in seen]
    columns = [Column("When"), Column("Page"), Column("About")]
    return Table("What you have read", columns, rows, "You have read nothing yet.")
