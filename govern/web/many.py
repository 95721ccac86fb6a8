"""The tick that many flows were looked at: wherever an act would open or close so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from govern.commands.register.foresee import many, switching
from govern.commands.signing.dry_run import Switch
from govern.web.context import installation
from govern.web.forms import Form
from govern.web.pieces import Link

MISSING = "Confirm that you have looked at what switches"


@dataclass(frozen=True)
class Many:
    """How many flows switch at once; whether the form was sent with the tick, or without it."""

    number: int
    ticked: bool = False
    asked: bool = False
    id: str = "many"


def many_of(found: Sequence[Switch], *, sent: bool | None = None, id: str = "many") -> Many | None:
    """The tick to ask for before these switch; None when they are few (GOVERN_MANY_FLOWS). `sent`
    says whether the form with it was sent, where a POST alone does not tell.
    """
    if not many(installation(), found):
        return None
    ticked, was_sent = "many" in request.form, request.method == "POST" if sent is None else sent
    return Many(switching(found), ticked, was_sent and not ticked, id)


def looked(found: Sequence[Switch], form: Form | None = None, *, id: str = "many") -> bool:
    """Whether few flows switch, or what was sent says that they were looked at; else the form, if
    there is one, says what is missing. Asked before proof is taken, so that no code is used up.
    """
    if request.method != "POST" or "many" in request.form or not many(installation(), found):
        return True
    if form is not None:
        form.form_errors.append(Link(MISSING, f"#{id}"))
    return False
