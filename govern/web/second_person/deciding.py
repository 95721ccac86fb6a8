"""One request that takes two people: confirming it with proof of who one is, or refusing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.clock import text
from govern.commands.second_person.confirm import confirm_second, refuse_second
from govern.commands.second_person.kinds import Done
from govern.commands.settings.foresee import foresee_setting
from govern.commands.signing.dry_run import Switch
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import second_person
from govern.store.second_person import Asked, waits
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import ConfirmField
from govern.web.forms import refuse
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Fact, Link, Tag
from govern.web.reauthentication import ReauthenticationForm
from govern.web.second_person.blueprint import blueprint, decides
from govern.web.second_person.phrases import facts, state, title, visible
from govern.web.signing.switches import SwitchBlock, switch_block

HANDED_OVER = {
    "add_client": "The token of the machine. Put it where only that machine can read it.",
    "reset_second_factor": "Hand this link to the person, by a way that reaches nobody else.",
}


NO_FLOW = "No flow opens or closes by this now."


class ConfirmForm(ReauthenticationForm):
    """That the second person means it."""

    meant = ConfirmField(
        "I have checked this with the one who asked, and confirm it.",
        required="Say that you have checked it",
    )


@dataclass(frozen=True)
class RequestPage:
    """One request; `confirm` and `refuse` are None where the viewer may not."""

    crumbs: Sequence[Link]
    title: str
    tag: Tag
    facts: Sequence[Fact]
    confirm: str | None
    refuse: str | None
    own: bool
    switches: SwitchBlock | None
    many: Many | None


@dataclass(frozen=True)
class HandedOverPage:
    """What is shown this once."""

    title: str
    warning: str
    secret: str


@blueprint.route("/<request_id>", methods=["GET", "POST"])
@decides
def show(request_id: str) -> Response | str | tuple[str, int]:
    """What was asked for; sent with fresh proof, it is done."""
    found = _found(request_id)
    form, switching = ConfirmForm(), _foreseen(found)
    if looked(switching, form) and form.prove() is not None:
        done = _confirmed(found, form)
        if done is not None and done.secret:
            return _handed_over(found, done.secret)
        if done is not None:
            say("Confirmed and done.")
            return redirect(url_for("second_person.index"))
    page = render_template("second_person/show.html", page=_page(found, switching), form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/<request_id>/refuse")
@decides
def reject(request_id: str) -> Response:
    """Refuse it, or take back one's own; nothing changes."""
    found = _found(request_id)
    reasons = request.form.get("reasons", "")
    refuse_second(installation(), by=actor(), request_id=found.id, reasons=reasons)
    say("It is not done, and no longer waits.")
    return redirect(url_for("second_person.index"))


def _found(request_id: str) -> Asked:
    with installation().reading() as session:
        found = second_person.one(session, request_id)
    if not visible(found):
        raise NotFound(f"request {request_id}")
    return found


def _confirmed(found: Asked, form: ConfirmForm) -> Done | None:
    try:
        return confirm_second(installation(), by=actor(), request_id=found.id)
    except (Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="meant")
    except Invalid as fault:
        form.form_errors += fault.faults.values()
    except NotFound:
        refuse(form, Conflict("What this is about is no longer there."), otherwise="meant")
    return None


def _handed_over(found: Asked, secret: str) -> str:
    if found.act == "reset_second_factor":
        path = url_for("invitation.take_up", token=secret)
        secret = f"{installation().settings.url.rstrip('/')}{path}"
    page = HandedOverPage(title(found), HANDED_OVER.get(found.act, ""), secret)
    return render_template("second_person/handed_over.html", page=page)


def _foreseen(found: Asked) -> list[Switch]:
    """What confirming would switch now; of these acts only a setting does."""
    waiting = waits(found, text(installation().clock.now()))
    if found.act != "change_setting" or not waiting:
        return []
    return foresee_setting(installation(), name=found.given["name"], value=found.given["value"])


def _switches(found: Asked, switching: Sequence[Switch]) -> SwitchBlock | None:
    if found.act != "change_setting":
        return None
    with installation().reading() as session:
        return switch_block(session, switching, title="What it switches now", none=NO_FLOW)


def _page(found: Asked, switching: Sequence[Switch]) -> RequestPage:
    waiting = waits(found, text(installation().clock.now()))
    own = found.asked_by_person == actor().person
    concerned = found.person_id == actor().person
    confirm = url_for("second_person.show", request_id=found.id)
    reject = url_for("second_person.reject", request_id=found.id)
    return RequestPage(
        crumbs=[Link("What takes two people", url_for("second_person.index"))],
        title=title(found),
        tag=state(found),
        facts=facts(found),
        confirm=confirm if waiting and not (own or concerned) else None,
        refuse=reject if waiting else None,
        own=own,
        switches=_switches(found, switching) if waiting else None,
        many=many_of(switching) if waiting else None,
    )
