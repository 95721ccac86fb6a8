"""What is decided anew with a proof of who decides: passing, revoking, and waiving an item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.readiness.decide_check import foresee_check, pass_check, revoke_check
from govern.commands.readiness.settle_item import waive_item
from govern.commands.signing.dry_run import Switch
from govern.store import readiness_pages
from govern.store.readiness import item_of
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import DateField, LongTextField
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Link
from govern.web.readiness.blueprint import ITEM, ONE, blueprint, decides, revokes
from govern.web.readiness.phrases import name
from govern.web.readiness.showing import crumbs
from govern.web.reauthentication import ReauthenticationForm
from govern.web.signing.switches import SwitchBlock, switch_block
from workflows.engine import Refused
from workflows.readiness import WAIVER_DAYS

PRIVATE = "Your force sees them; the ledger keeps a seal of them."


class PassForm(ReauthenticationForm):
    """Passing asks for nothing but the proof."""


class RevokeForm(ReauthenticationForm):
    """Why it is taken back."""

    reasons = LongTextField(
        "Why must it be revoked?",
        required="Give your reasons",
        min_length=20,
        max_length=4000,
        hint=PRIVATE,
    )


class WaiveForm(ReauthenticationForm):
    """Why the item can be done without, and how long."""

    reasons = LongTextField(
        "Why can it be done without for now?",
        required="Give your reasons",
        min_length=20,
        max_length=4000,
        hint=PRIVATE,
    )
    until = DateField(
        "Until the end of which day?", what="the last day", hint=f"At most {WAIVER_DAYS} days"
    )


@dataclass(frozen=True)
class DecisionPage:
    """What is decided on, what would switch, and where the form goes."""

    crumbs: Sequence[Link]
    name: str
    switches: SwitchBlock | None
    many: Many | None
    action: str


@blueprint.route(f"{ONE}/pass", methods=["GET", "POST"])
@decides
def passing(check_id: str) -> Response | str | tuple[str, int]:
    """The SIRO passes the check."""
    form, found = PassForm(), _foreseen(check_id, "pass")
    if looked(found, form) and form.prove() is not None and _passed(check_id, form):
        return redirect(url_for("readiness.show", check_id=check_id))
    page = _whole(check_id, "passing", "If you pass it", found)
    shown = render_template("readiness/pass.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


@blueprint.route(f"{ONE}/revoke", methods=["GET", "POST"])
@revokes
def revoking(check_id: str) -> Response | str | tuple[str, int]:
    """Take back what was passed."""
    form, found = RevokeForm(), _foreseen(check_id, "revoke")
    if looked(found, form) and form.prove() is not None and _revoked(check_id, form):
        return redirect(url_for("readiness.show", check_id=check_id))
    page = _whole(check_id, "revoking", "If you revoke it", found)
    shown = render_template("readiness/revoke.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


@blueprint.route(f"{ITEM}/waive", methods=["GET", "POST"])
@decides
def waiving(item_id: str) -> Response | str | tuple[str, int]:
    """Do without an item for a time."""
    form, page = WaiveForm(), _of_item(item_id)
    if form.prove() is not None and _waived(item_id, form):
        return redirect(url_for("readiness.item", item_id=item_id))
    shown = render_template("readiness/waive.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _foreseen(check_id: str, act: str) -> Sequence[Switch]:
    return foresee_check(installation(), by=actor(), check_id=check_id, act=act)


def _whole(check_id: str, page: str, title: str, found: Sequence[Switch]) -> DecisionPage:
    with installation().reading() as session:
        seen = readiness_pages.one(session, actor(), check_id)
        block = switch_block(
            session, found, title=title, none="No flow opens or closes by this now."
        )
    action = url_for(f"readiness.{page}", check_id=check_id)
    return DecisionPage(crumbs(seen, below=True), name(seen), block, many_of(found), action)


def _of_item(item_id: str) -> DecisionPage:
    with installation().reading() as session:
        row, item = item_of(session, actor(), item_id)
        seen = readiness_pages.one(session, actor(), row.id)
    asked = seen.checklist.item(item.item)
    way = Link(f"{item.item}: {asked.requirement}", url_for("readiness.item", item_id=item_id))
    action = url_for("readiness.waiving", item_id=item_id)
    return DecisionPage([*crumbs(seen, below=True), way], way.text, None, None, action)


def _passed(check_id: str, form: PassForm) -> bool:
    try:
        pass_check(installation(), by=actor(), check_id=check_id)
    except Refused as fault:
        return _refused(form, fault)
    say("The check is passed. What needs it opens if nothing else is wanting.")
    return True


def _revoked(check_id: str, form: RevokeForm) -> bool:
    reasons = form.reasons.data or ""
    try:
        revoke_check(installation(), by=actor(), check_id=check_id, reasons=reasons)
    except Refused as fault:
        return _refused(form, fault)
    say("The check is revoked. What needs it is closed.")
    return True


def _waived(item_id: str, form: WaiveForm) -> bool:
    reasons, until = form.reasons.data or "", cast("date", form.until.data)
    try:
        waive_item(installation(), by=actor(), item_id=item_id, reasons=reasons, until=until)
    except Refused as fault:
        return _refused(form, fault)
    say("Waived. It counts until the end of that day, and the pass ends with it.")
    return True


def _refused(form: ReauthenticationForm, fault: Refused) -> bool:
    form.form_errors += [each.message for each in fault.refusals]
    return False
