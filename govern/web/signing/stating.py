"""The second step of signing: the final statement as it will be signed, and the signature."""

from __future__ import annotations

import functools
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.clock import text
from govern.commands.agreements.extend import confirm_extension
from govern.commands.own_certificates.sign import Confirm, begin_own
from govern.commands.sign_in.reauthenticate import Proof
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.dry_run import Switch
from govern.commands.signing.seal import seal_act
from govern.errors import Conflict, NotFound
from govern.store import signing
from govern.store.database import Session
from govern.store.own_certificates import standing
from govern.store.rows.documents import VersionRow
from govern.store.rows.working import ViewTokenRow
from govern.web.context import actor, installation, named, post, viewer
from govern.web.filters import clock_time, day, moment
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Fact, Link
from govern.web.signing.blueprint import blueprint, own_statement
from govern.web.signing.forms import ICO_CHOICES, OVERDUE, SigningForm
from govern.web.signing.outcomes import ENDING
from govern.web.signing.records import pdf
from govern.web.signing.switches import SwitchBlock, from_plain, switch_block
from workflows.engine import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Condition:
    """One condition as it will be signed."""

    text: str
    when: str
    late: str


@dataclass(frozen=True)
class StatementPage:
    """The statement, word for word, and what it does."""

    title: str
    sentence: str
    conditions: Sequence[Condition]
    reasons: str
    facts: Sequence[Fact]
    digests: Sequence[Fact]
    switches: SwitchBlock
    many: Many | None
    document: Link
    expires: str
    change: Link
    action: str
    button: str
    red: bool
    own: bool


@dataclass(frozen=True)
class EndedPage:
    """Why a statement can no longer be signed, and where to go."""

    title: str
    sentence: str
    links: Sequence[Link]


@blueprint.route("/statements/<token>", methods=["GET", "POST"])
@own_statement
def statement(token: str) -> Response | str | tuple[str, int]:
    """The final statement; sent with fresh proof, it is signed and its record sealed."""
    form = SigningForm()
    form.require(_typed_name())
    ended = _ended(token)
    if ended is None and looked(_shown(token), form) and (proof := form.prove()) is not None:
        act_id = _sign(token, proof, form)
        if act_id:
            there = "signing.own" if _with_own() else "signing.done"
            return redirect(url_for(there, act_id=act_id))
        ended = _ended(token)
    if ended is not None:
        return render_template("signing/ended.html", page=ended), 409
    page = render_template("signing/statement.html", form=form, page=_page(token))
    return (page, 422) if form.errors else page


@blueprint.get("/statements/<token>/document.pdf")
@own_statement
def stated_document(token: str) -> Response:
    """The frozen PDF that the statement is about."""
    with installation().reading() as session:
        row = signing.shown(session, actor(), viewer().session_id, token)
    return pdf(installation().archive.get(row.frozen_digest), "frozen text", inline=True)


def _sign(token: str, proof: Proof, form: SigningForm) -> str | None:
    """The id of the confirmed act; None with the refusal in the form. A refusal burns nothing."""
    with installation().reading() as session:
        row = signing.shown(session, actor(), viewer().session_id, token)
    confirm: Confirm = confirm_extension if row.act == "extend" else confirm_act
    if _with_own():
        confirm = functools.partial(begin_own, confirm=confirm)
    again = Authentication(proof.method, proof.at, proof.session_id)
    try:
        act_id = confirm(installation(), by=actor(), token=token, authentication=again)
    except Refused as fault:
        form.form_errors += [each.message for each in fault.refusals]
        return None
    except Conflict as fault:
        form.form_errors.append(f"{str(fault)[:1].upper()}{str(fault)[1:]}.")
        return None
    if not _with_own():
        _seal(act_id)
    return act_id


def _with_own() -> bool:
    """Whether the button for one's own certificate was pressed."""
    return request.form.get("own") == "yes"


def _seal(act_id: str) -> None:
    try:
        seal_act(installation(), act_id=act_id)
    except Exception:
        log.exception("the record of act %s could not be sealed in its request", act_id)


def _typed_name() -> str | None:
    """Whoever holds the same office in several organisations types which one they sign for."""
    held = {each.organisation_id for each in viewer().posts if each.role == post().role}
    return post().organisation if len(held) > 1 else None


def _ended(token: str) -> EndedPage | None:
    with installation().reading() as session:
        row = signing.shown(session, actor(), viewer().session_id, token)
        if row.used_at is not None:
            act = signing.act_of_token(session, row)
            links = [Link("See the record", url_for("signing.done", act_id=act.id))] if act else []
            said = f"You signed it on {moment(row.used_at)}. Each statement is signed once."
            return EndedPage("This has been signed already", said, links)
        if row.expires_at <= text(installation().clock.now()):
            return EndedPage(
                "This statement has expired",
                f"It was shown on {moment(row.issued_at)} and could be signed until "
                f"{clock_time(row.expires_at)}. Nothing was signed. What you wrote is kept.",
                [_change(row, "Go on with what you chose")],
            )
    return None


def _shown(token: str) -> list[Switch]:
    """What the statement said that it switches."""
    with installation().reading() as session:
        row = signing.shown(session, actor(), viewer().session_id, token)
    return from_plain(row.statement["dry_run"])


def _page(token: str) -> StatementPage:
    with installation().reading() as session:
        row = signing.shown(session, actor(), viewer().session_id, token)
        return _statement_page(session, row)


def _statement_page(session: Session, row: ViewTokenRow) -> StatementPage:
    signed = row.statement["signed"]
    named = signed["document"]
    name = f"{named['reference']}, version {named['version']}"
    return StatementPage(
        title=name,
        sentence=signed["sentence"],
        conditions=[_condition(each) for each in signed["conditions"]],
        reasons=signed["reasons"],
        facts=_facts(signed),
        digests=[
            Fact("Frozen text (SHA-256)", row.frozen_digest),
            Fact("This statement (SHA-256)", row.statement_digest),
        ],
        switches=_switches(session, row),
        many=many_of(from_plain(row.statement["dry_run"])),
        document=Link(
            f"{name}: the frozen PDF, {_pages(session, row)}",
            url_for("signing.stated_document", token=row.id),
        ),
        expires=clock_time(row.expires_at),
        change=_change(row, "Change what I chose"),
        action=url_for("signing.statement", token=row.id),
        button=f"Sign as {post().role_title} of {post().organisation}",
        red=row.act in ENDING,
        own=standing(session, row.person_id) is not None,
    )


def _facts(signed: dict[str, str]) -> list[Fact]:
    found = []
    if signed["ico"]:
        asked = named(dict(ICO_CHOICES)[signed["ico"]])
        found.append(Fact(named("Consult the {regulator} first"), asked, [signed["ico_reasons"]]))
    if signed["advice"]:
        found.append(Fact("Advice", signed["advice"]))
    if signed["until"]:
        found.append(Fact("Until the end of", day(signed["until"])))
    return found


def _condition(each: dict[str, str]) -> Condition:
    due = f"By {day(each['due_on'])}" if each["due_on"] else "Before any flow opens"
    late = dict(OVERDUE)[each["on_overdue"]] if each["due_on"] else ""
    return Condition(each["text"], due, late)


def _switches(session: Session, row: ViewTokenRow) -> SwitchBlock:
    return switch_block(
        session,
        from_plain(row.statement["dry_run"]),
        title="What your signature switches",
        none="Your signature switches no flow on or off today.",
        lead="When your record is sealed: ",
    )


def _pages(session: Session, row: ViewTokenRow) -> str:
    version = session.get(VersionRow, row.version_id)
    if version is None:
        raise NotFound(f"version {row.version_id}")
    return f"{version.pages} pages"


def _change(row: ViewTokenRow, words: str) -> Link:
    came: dict[str, Any] = {"from": row.id}
    if row.act == "extend":
        kind, _, subject = row.subject_id.partition(":")
        address = url_for("extensions.ask", subject_kind=kind, subject_id=subject, **came)
    else:
        address = url_for("signing.fill", sign_off_id=row.subject_id, act=row.act, **came)
    return Link(words, address)
