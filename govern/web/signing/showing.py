"""A sign-off: what is asked, by when, what stands behind it, and the outcomes to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, render_template, request, url_for

from govern.errors import NotFound
from govern.store import signing
from govern.store.database import Session
from govern.store.signing import Found, SealedAct
from govern.web import words
from govern.web.context import actor, installation
from govern.web.filters import moment
from govern.web.panels import Paper
from govern.web.pieces import Happening, Link, Table, Tag
from govern.web.signing import brief, condition_list
from govern.web.signing.added_steps import reviews
from govern.web.signing.asking import Ask, ask, turn_sentence
from govern.web.signing.blueprint import SIGN_OFF, blueprint, reads
from govern.web.signing.brief import AdviceBlock, ChangesBlock, Remark
from govern.web.signing.foreseeing import foreseen
from govern.web.signing.noted import NoteBlock, note_block
from govern.web.signing.offers import Offer, Offers, offers
from govern.web.signing.outcomes import outcome
from govern.web.signing.records import pdf
from govern.web.signing.substance import Substance, substance
from govern.web.signing.switches import SwitchBlock


@dataclass(frozen=True)
class SignOffPage:
    """The brief, the text and the outcomes."""

    crumbs: Sequence[Link]
    kind: str
    title: str
    name: str
    organisation: str
    tags: Sequence[Tag]
    asked: Ask | None
    turn: str
    changes: ChangesBlock
    note: NoteBlock | None
    risks: Table | None
    substance: Substance | None
    advice: Sequence[AdviceBlock]
    conditions: Table | None
    remarks: Sequence[Remark]
    switches: SwitchBlock | None
    contents: Sequence[Link]
    paper: Paper
    executed: Link | None
    offers: Offers
    radios: Sequence[Mapping[str, object]]
    choose: str
    history: Sequence[Happening]


@blueprint.get(SIGN_OFF)
@reads
def show(sign_off_id: str) -> str:
    """One organisation's sign-off of one frozen text."""
    with installation().reading() as session:
        page = _page(session, signing.found(session, actor(), sign_off_id))
    missing = [Link("Choose an outcome", "#act")] if request.args.get("choose") else []
    return render_template("signing/show.html", page=page, missing=missing)


@blueprint.get(f"{SIGN_OFF}/document.pdf")
@reads
def document(sign_off_id: str) -> Response:
    """The frozen PDF, to read in the browser: the very bytes that are signed."""
    with installation().reading() as session:
        here = signing.found(session, actor(), sign_off_id)
    if here.version.pdf_digest is None:
        raise NotFound("a version that is not frozen has no PDF")
    return pdf(installation().archive.get(here.version.pdf_digest), here.named, inline=True)


def _page(session: Session, here: Found) -> SignOffPage:
    at = installation().clock.now()
    made = signing.acts(session, here.row.id)
    offered = offers(session, here, actor(), at)
    page = SignOffPage(
        crumbs=crumbs(here),
        kind=words.kind_title(here.document.kind),
        title=here.document.title,
        name=here.named,
        organisation=here.organisation.name,
        tags=[_tag(here)],
        asked=ask(here, actor(), offered, at),
        turn=turn_sentence(session, here, at),
        changes=brief.changes_block(session, here),
        note=note_block(session, here),
        risks=brief.risk_table(session, here),
        substance=substance(session, here),
        advice=_advice(made, here),
        conditions=condition_list.of_text(session, here, at),
        remarks=brief.remarks(session, here),
        switches=foreseen(session, here, offered),
        contents=(),
        paper=paper(here),
        executed=_executed(here),
        offers=offered,
        radios=[_radio(each) for each in offered.deciding],
        choose=url_for("signing.choose", sign_off_id=here.row.id),
        history=[_happening(each, here) for each in reversed(made)],
    )
    return replace(page, contents=_contents(page))


def _advice(made: Sequence[SealedAct], here: Found) -> list[AdviceBlock]:
    """The DPO's advice, then what stands of the steps that the organisation added."""
    given = brief.advice_block(made, here)
    return [*([given] if given else []), *reviews(made, here)]


def _contents(page: SignOffPage) -> list[Link]:
    """The headings that the page has, in order."""
    places = (
        ("What changed", "changed", True),
        ("What the lawyers say of it", "note", page.note),
        ("Top risks", "risks", page.risks),
        (page.substance.title if page.substance else "", "substance", page.substance),
        ("Advice", "advice", page.advice),
        ("Conditions", "conditions", page.conditions),
        ("Advice findings", "findings", page.remarks),
        ("What your signature switches", "switches", page.switches),
        ("The text", "text", True),
        ("What do you do?", "outcome", page.offers.deciding or page.offers.barred),
        ("Taking it back", "ending", page.offers.ending),
        ("What has been done", "history", True),
    )
    return [Link(title, f"#{place}") for title, place, there in places if there]


def crumbs(here: Found) -> list[Link]:
    """The way to a sign-off, by its document."""
    address = url_for("documents.show", document_id=here.document.id)
    return [Link("Documents", url_for("documents.index")), Link(here.document.reference, address)]


def paper(here: Found) -> Paper:
    """The frozen PDF as the page shows it."""
    frozen = here.version.frozen_at
    return Paper(
        title=f"Read {here.named}",
        pdf=url_for("signing.document", sign_off_id=here.row.id),
        digest=here.version.pdf_digest or "",
        pages=here.version.pages or 0,
        note=f"Frozen on {moment(frozen)}. These are the bytes that are signed." if frozen else "",
    )


def _executed(here: Found) -> Link | None:
    """The copy that all parties' signatures make whole."""
    if not here.version.executed_copy_sha256:
        return None
    address = brief.record_href(here.version.executed_copy_sha256)
    return Link("Executed copy, with every party's signed counterpart (PDF)", address)


def _radio(each: Offer) -> dict[str, object]:
    return {"value": each.act, "text": each.label, "hint": {"text": each.hint}}


def _tag(here: Found) -> Tag:
    if here.row.stage == "reconsider":
        return Tag("Decide again", "orange")
    if here.row.outcome is None:
        return Tag("Waiting", "yellow")
    return words.state_tag(here.row.outcome)


def _happening(each: SealedAct, here: Found) -> Happening:
    links = []
    if each.row.record_sha256:
        links = [Link("Record (PDF)", brief.record_href(each.row.record_sha256))]
    return Happening(
        title=outcome(each.row.act, here.organisation.name).done,
        at=each.row.confirmed_at,
        by=each.person,
        appointment=each.role,
        text=each.reasons or "",
        links=links,
        tag=None if each.row.sealed_at else Tag("Record being sealed", "yellow"),
    )
