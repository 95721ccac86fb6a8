"""An organisation's own officer says whether a change is minor: only then is a sign-off carried
over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.answer_class import answer_class
from govern.commands.signing.carry_over import carry_over
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import materiality, signing
from govern.store.database import Session
from govern.store.signing import Found
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import ChoiceField, LongTextField, TextField
from govern.web.forms import Form, refuse
from govern.web.lateness import is_late
from govern.web.panels import Paper
from govern.web.pieces import Link
from govern.web.policy import role, rule
from govern.web.signing import brief, noted
from govern.web.signing.asking import by_when
from govern.web.signing.blueprint import SIGN_OFF, blueprint
from govern.web.signing.brief import ChangesBlock
from govern.web.signing.foreseeing import if_carried
from govern.web.signing.noted import Reasoned
from govern.web.signing.showing import paper
from govern.web.signing.switches import SwitchBlock
from workflows import roles

CARRIED = "Carried over. The notice is sealed, and cites the record that was signed."
DISPUTED = "The lawyers are told why. Your organisation signs this version itself."


class AnswerForm(Form):
    """Confirm or dispute, and why."""

    note = TextField("Note", required="Open the page again")
    agrees = ChoiceField(
        "Is every change minor for your organisation?",
        required="Choose whether the change is minor",
        choices=[("yes", "Yes, it is minor"), ("no", "No, we sign this version ourselves")],
        hints={
            "yes": "Your sign-off of the version before is carried over, with its conditions.",
            "no": "Your sign-off stays open until your officers have acted on this version.",
        },
    )
    reasons = LongTextField(
        "If not, why?",
        required=None,
        hint="The lawyers read it. Needed only when you do not agree.",
        max_length=5_000,
        rows=4,
    )


@dataclass(frozen=True)
class CarryPage:
    """What changed, what the lawyers say of it, and what a confirmation does."""

    crumbs: Sequence[Link]
    name: str
    title: str
    organisation: str
    note: str
    origin: str
    record: Link | None
    changes: ChangesBlock
    questions: Sequence[Reasoned]
    switches: SwitchBlock
    paper: Paper
    by: str
    late: bool
    action: str
    back: str


@blueprint.route(f"{SIGN_OFF}/carry-over", methods=["GET", "POST"], endpoint="carry_over")
@rule(
    role(roles.DPO, roles.SIGNATORY),
    isolation="answers for a sign-off of the acting organisation; another's is a 404",
)
def carrying(sign_off_id: str) -> Response | str | tuple[str, int]:
    """Confirm or dispute the lawyers' note for the acting organisation."""
    form = AnswerForm()
    with installation().reading() as session:
        page = _page(session, _own(session, sign_off_id))
    if form.validate_on_submit() and _answered(form, sign_off_id):
        return redirect(page.back)
    shown = render_template("signing/carrying.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _own(session: Session, sign_off_id: str) -> Found:
    here = signing.found(session, actor(), sign_off_id)
    wanted = materiality.answerer(session, here.row.organisation_id)
    if here.as_ != "own" or actor().role != wanted:
        raise NotFound(f"sign-off {sign_off_id}")
    return here


def _page(session: Session, here: Found) -> CarryPage:
    note = materiality.note(session, here.version)
    found = materiality.carriable(session, here.row)
    if note is None or isinstance(found, str):
        raise Conflict(str(found))
    if noted.answered(here, note):
        raise Conflict("Your organisation has answered this note already.")
    record, at = found.origin.record_sha256, installation().clock.now()
    back = url_for("signing.show", sign_off_id=here.row.id)
    return CarryPage(
        crumbs=[Link(here.document.reference, back)],
        name=here.named,
        title=here.document.title,
        organisation=here.organisation.name,
        note=note.id,
        origin=f"version {found.version.number}",
        record=Link("The record that is carried over (PDF)", brief.record_href(record))
        if record
        else None,
        changes=brief.changes_block(session, here),
        questions=noted.reasoned(here, note),
        switches=if_carried(session, here),
        paper=paper(here),
        by=by_when(here.row.due_at, at),
        late=is_late(here.row.due_at, at),
        action=url_for("signing.carry_over", sign_off_id=here.row.id),
        back=back,
    )


def _answered(form: AnswerForm, sign_off_id: str) -> bool:
    agrees = form.agrees.data == "yes"
    try:
        answer_class(
            installation(),
            by=actor(),
            sign_off_id=sign_off_id,
            note_id=form.note.data or "",
            agrees=agrees,
            reasons=form.reasons.data or "",
        )
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="agrees")
        return False
    if agrees:
        carry_over(installation(), sign_off_id=sign_off_id)
    say(CARRIED if agrees else DISPUTED)
    return True
