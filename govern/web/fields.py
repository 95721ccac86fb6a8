"""Form fields by the kind of answer they take, each with its GOV.UK widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import wtforms
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # its stubs are older
    SelectChoice,
)
from wtforms.validators import InputRequired, Length

from govern.web import widgets

_PARTS = ("day", "month", "year")


def _answered(message: str | None) -> list[Any]:
    return [InputRequired(message)] if message else [wtforms.validators.Optional()]


def _options(pairs: Sequence[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(value, label) for value, label in pairs]


def _trimmed(value: str | None) -> str | None:
    return value.strip() if value else value


class TextField(wtforms.StringField):
    """One line. `required` is the sentence shown when it is empty; None makes it optional."""

    widget = widgets.TextInput()

    def __init__(
        self,
        label: str,
        *,
        required: str | None,
        hint: str = "",
        max_length: int = 400,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        too_long = f"{label} must be {max_length:,} characters or fewer"
        checks = [*_answered(required), Length(max=max_length, message=too_long), *validators]
        super().__init__(label, checks, filters=[_trimmed], description=hint, **kwargs)


class LongTextField(wtforms.TextAreaField):
    """Several lines, with a count of the characters left when close to `max_length`."""

    widget: Any

    def __init__(
        self,
        label: str,
        *,
        required: str | None,
        hint: str = "",
        max_length: int = 20_000,
        min_length: int = 0,
        rows: int = 5,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        self.max_length = max_length
        self.rows = rows
        too_long = f"{label} must be {max_length:,} characters or fewer"
        too_short = f"{label} must be {min_length:,} characters or more"
        checks = [*_answered(required), Length(max=max_length, message=too_long), *validators]
        if min_length:
            checks.append(Length(min=min_length, message=too_short))
        super().__init__(label, checks, filters=[_trimmed], description=hint, **kwargs)
        self.widget = widgets.LongText()


class PasswordField(wtforms.PasswordField):
    """A password; spaces at the ends are part of it."""

    widget = widgets.PasswordInput()

    def __init__(self, label: str, *, required: str, hint: str = "", **kwargs: Any) -> None:
        checks = [InputRequired(required), Length(max=400)]
        super().__init__(label, checks, description=hint, **kwargs)


class ChoiceField(wtforms.RadioField):
    """One of a few. `hints` gives an option, by value, a sentence below it."""

    widget = widgets.Radios()

    def __init__(
        self,
        label: str,
        *,
        required: str | None,
        choices: Sequence[tuple[str, str]] = (),
        hint: str = "",
        hints: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.hints = hints or {}
        checks = _answered(required)
        super().__init__(label, checks, choices=_options(choices), description=hint, **kwargs)

    def error_anchor(self) -> str:
        """The first option, which carries the id of the whole."""
        return str(self.id)


class ChoicesField(wtforms.SelectMultipleField):
    """Any of a few, as checkboxes."""

    widget = widgets.Checkboxes()
    option_widget = wtforms.widgets.CheckboxInput()

    def __init__(
        self,
        label: str,
        *,
        required: str | None,
        choices: Sequence[tuple[str, str]] = (),
        hint: str = "",
        hints: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.hints = hints or {}
        checks = _answered(required)
        super().__init__(label, checks, choices=_options(choices), description=hint, **kwargs)


class SelectField(wtforms.SelectField):
    """One of many, from a drop-down list; prefer radios up to about ten."""

    widget = widgets.Select()

    def __init__(
        self,
        label: str,
        *,
        required: str | None,
        choices: Sequence[tuple[str, str]] = (),
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        checks = _answered(required)
        super().__init__(label, checks, choices=_options(choices), description=hint, **kwargs)


class ConfirmField(wtforms.BooleanField):
    """A single statement to tick; `required` is what is said when it is not ticked.

    `note` is a sentence below the statement, `hint` one above it.
    """

    widget = widgets.OneCheckbox()

    def __init__(
        self, label: str, *, required: str | None, hint: str = "", note: str = "", **kwargs: Any
    ) -> None:
        self.hints = {"y": note} if note else {}
        super().__init__(label, _answered(required), description=hint, **kwargs)


class FileField(wtforms.FileField):
    """A file; the view checks size and kind."""

    widget = widgets.FileInput()

    def __init__(self, label: str, *, required: str | None, hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, _answered(required), description=hint, **kwargs)


class SubmitField(wtforms.SubmitField):
    """The button; `params={"classes": "govuk-button--warning"}` makes it red."""

    widget = widgets.SubmitButton()


class DateField(widgets.ThreeParts):
    """A date in three parts; `data` is a `date` or None, and what was typed is kept.

    Messages follow the design system: which part is missing, or that it is no real date. `what`
    names the date inside a sentence, such as "the review date".
    """

    widget = widgets.DateInput()
    data: date | None

    def __init__(
        self,
        label: str,
        *,
        what: str,
        required: bool = True,
        hint: str = "For example, 27 3 2027",
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators), description=hint, **kwargs)
        self.what = what
        self.needed = required
        self.faulty: frozenset[str] = frozenset()

    def parts(self) -> tuple[str, str, str]:
        """Day, month, year as typed, padded when fewer were sent; else of the date held."""
        if self.raw_data is not None:
            typed = [str(part).strip() for part in self.raw_data[:3]]
            day, month, year = typed + [""] * (3 - len(typed))
            return day, month, year
        held = self.data
        return (str(held.day), str(held.month), str(held.year)) if held else ("", "", "")

    def _value(self) -> str:
        return "-".join(self.parts())

    def error_anchor(self) -> str:
        """The first faulty part, or the day."""
        first = next((part for part in _PARTS if part in self.faulty), "day")
        return f"{self.id}-{first}"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the three parts; ValueError with the sentence to show."""
        self.data = None
        typed = dict(zip(_PARTS, self.parts(), strict=True))
        missing = [part for part, value in typed.items() if not value]
        if len(missing) == 3:
            if self.needed:
                self._fault(_PARTS, f"Enter {self.what}")
            return
        if missing:
            self._fault(missing, f"{self._subject()} must include a {' and '.join(missing)}")
        try:
            self.data = date(*(int(typed[part]) for part in ("year", "month", "day")))
        except (ValueError, OverflowError):
            self._fault(_PARTS, f"{self._subject()} must be a real date")
        if self.data is not None and not 1900 <= self.data.year <= 2199:
            self._fault(["year"], f"{self._subject()} must have a year between 1900 and 2199")

    def _fault(self, parts: Sequence[str], message: str) -> None:
        self.faulty = frozenset(parts)
        self.data = None
        raise ValueError(message)

    def _subject(self) -> str:
        return self.what[:1].upper() + self.what[1:]
