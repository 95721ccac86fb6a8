"""The forms of signing: what an outcome asks for, and the signature itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from wtforms import Field

from govern.web.context import named
from govern.web.fields import ChoiceField, ConfirmField, DateField, LongTextField, TextField
from govern.web.forms import Form
from govern.web.reauthentication import ReauthenticationForm
from govern.web.signing.offers import CONDITIONS, ICO, REASONS, Asked
from workflows import engine
from workflows.engine import Refusal
from workflows.facts import Condition

MOST_CONDITIONS = 12
PARTS = ("text", "timing", "due", "overdue")
TIMINGS = (("before_opening", "Before any flow opens"), ("by_date", "By a date"))
OVERDUE = (
    ("warn", "Warn, and leave flows as they are"),
    ("block_new", "Let no new flow open"),
    ("close", "Close the flows"),
)
NEVER_LATE = "warn"
"""What stands where a condition has no date: it keeps its flows closed until it is met."""
ICO_CHOICES = (
    ("not_needed", "No, prior consultation is not needed"),
    ("needed", "Yes, the {regulator} must be consulted first"),
)


@dataclass(frozen=True)
class Written:
    """The four fields of one condition."""

    number: int
    text: Field
    timing: Field
    due: DateField
    overdue: Field

    @property
    def blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not (
            self.text.data or self.timing.data or self.overdue.data or any(self.due.parts())
        )


class OutcomeForm(Form):
    """What an outcome asks for. Made by `outcome_form`, which gives it its conditions' fields."""

    asked: Asked
    rows: int

    @property
    def conditions(self) -> list[Written]:
        """The conditions as far as rows are shown."""
        shown = range(1, self.rows + 1) if self.asked.conditions else ()
        return [Written(n, *(self[f"{part}_{n}"] for part in PARTS)) for n in shown]

    @property
    def more(self) -> bool:
        """Whether the button for another condition was pressed."""
        return bool(self.is_submitted() and request.form.get("more"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each condition that was begun is whole; the rows left blank do not count."""
        sound = bool(super().validate(extra_validators))
        begun = [each for each in self.conditions if not each.blank]
        if self.asked.conditions and not begun:
            _fault(self["text_1"], "Write at least one condition")
            sound = False
        whole = [_whole(each) for each in begun]
        return sound and all(whole)

    def taken(self) -> engine.Form:
        """What was filled in, as workflows take it."""
        return engine.Form(
            reasons=self.reasons.data or "",
            conditions=tuple(_condition(each) for each in self.conditions if not each.blank),
            ico=self.ico.data if self.asked.ico else None,
            ico_reasons=(self.ico_reasons.data or "") if self.asked.ico else "",
        )

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Show each reason of a refusal at the field it is about."""
        for each in refusals:
            if each.code in REASONS:
                _fault(self.reasons, each.message)
            elif each.code in ICO and self.asked.ico:
                _fault(self.ico, each.message)
            elif each.code in CONDITIONS and self.asked.conditions:
                _fault(self["text_1"], each.message)
            else:
                self.form_errors.append(each.message)


class SigningForm(ReauthenticationForm):
    """The signature: a declaration, for some the organisation's name, and fresh proof."""

    organisation = TextField(
        "Type the name of the organisation you sign for",
        required="Type the name of the organisation you sign for",
        hint="You hold this office in more than one organisation",
    )
    declaration = ConfirmField(
        "I have read the frozen text and this statement, and I sign it.",
        required="Confirm that you have read the text and the statement",
    )

    def require(self, name: str | None) -> None:
        """Ask for this organisation's name to be typed; None asks for nothing."""
        self.wanted = name
        if name is None:
            del self.organisation

    def validate(self, extra_validators: Any = None) -> bool:
        """The typed name must be the one signed for, whatever its capitals."""
        sound = bool(super().validate(extra_validators))
        wanted = getattr(self, "wanted", None)
        if wanted is None or not self.organisation.data:
            return sound
        if self.organisation.data.casefold() != wanted.casefold():
            _fault(self.organisation, f"You are about to sign for {wanted}: type that name")
            return False
        return sound


def outcome_form(asked: Asked, given: Mapping[str, Any] | None = None) -> OutcomeForm:
    """The form for what an outcome asks; `given` is a statement made before, to begin from."""
    before = given or {}
    rows = _rows(len(before.get("conditions", ())))
    fields: dict[str, Any] = {"asked": asked, "rows": rows}
    if asked.conditions:  # fields show, and their faults are listed, in the order of their making
        for number in range(1, rows + 1):
            fields |= _written(number)
    if asked.ico:
        fields |= _ico()
    fields["reasons"] = _reasons(asked)
    made = type("FilledOutcomeForm", (OutcomeForm,), fields)
    form: OutcomeForm = made(data=_data(before))
    return form


def _rows(kept: int) -> int:
    asked_for = request.form.get("rows", type=int) or 0
    more = 1 if request.form.get("more") else 0
    return min(max(1, kept, asked_for + more), MOST_CONDITIONS)


def _reasons(asked: Asked) -> LongTextField:
    needed = "Give your reasons" if asked.reasons else None
    hint = "They stay in the record, and your organisation and the drafters see them."
    if asked.long_reasons:
        hint = f"At least 100 characters: you depart from the advice, or decide without it. {hint}"
    if asked.concerns:
        hint = f"A step that your force added raised concerns: say why you go on. {hint}"
    label = "Your reasons" if asked.reasons else "Your reasons (optional)"
    return LongTextField(label, required=needed, hint=hint, max_length=4000)


def _ico() -> dict[str, Any]:
    return {
        "ico": ChoiceField(
            named("Must the {regulator} be consulted first?"),
            required=named("Say whether the {regulator} must be consulted first"),
            choices=[(value, named(words)) for value, words in ICO_CHOICES],
            hint="This text records a high risk (DPA 2018 section 65, UK GDPR Article 36).",
        ),
        "ico_reasons": LongTextField(
            "Why?", required="Give the reason for your answer", max_length=2000, rows=3
        ),
    }


def _written(number: int) -> dict[str, Any]:
    return {
        f"text_{number}": LongTextField(
            "What must be done", required=None, max_length=2000, rows=3
        ),
        f"timing_{number}": ChoiceField("When must it be met?", required=None, choices=TIMINGS),
        f"due_{number}": DateField(
            "Date, if by a date", what="the date it must be met by", required=False
        ),
        f"overdue_{number}": ChoiceField(
            "If by a date: what happens once it is late?", required=None, choices=OVERDUE
        ),
    }


def _whole(each: Written) -> bool:
    faults = []
    if not each.text.data:
        faults.append((each.text, f"Write condition {each.number}, or clear its other answers"))
    if not each.timing.data:
        faults.append((each.timing, f"Say when condition {each.number} must be met"))
    if each.timing.data == "by_date" and each.due.data is None and not each.due.errors:
        faults.append((each.due, f"Enter the date by which condition {each.number} must be met"))
    if each.timing.data == "by_date" and not each.overdue.data:
        faults.append((each.overdue, f"Say what happens if condition {each.number} is late"))
    for field, message in faults:
        _fault(field, message)
    return not faults


def _condition(each: Written) -> Condition:
    by_date = each.timing.data == "by_date"
    return Condition(
        text=each.text.data or "",
        timing=each.timing.data,
        due_on=each.due.data if by_date else None,
        on_overdue=each.overdue.data if by_date else NEVER_LATE,
    )


def _data(before: Mapping[str, Any]) -> dict[str, Any]:
    data = {name: before.get(name) for name in ("reasons", "ico", "ico_reasons")}
    for number, each in enumerate(before.get("conditions", ()), start=1):
        due = each["due_on"]
        data |= {
            f"text_{number}": each["text"],
            f"timing_{number}": each["timing"],
            f"due_{number}": date.fromisoformat(due) if due else None,
            f"overdue_{number}": each["on_overdue"],
        }
    return data


def _fault(field: Field, message: str) -> None:
    field.errors = [*field.errors, message]
