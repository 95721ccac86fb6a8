"""govuk-frontend-wtf widgets made to work under strict templates, and its faults mended.

Mended here: `GovDateInput` fails on one or two posted parts and its error link focuses nothing;
radios and checkboxes carry empty hints; inputs carry `required`, whose browser pop-ups take the
place of our error summary.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govuk_frontend_wtf import wtforms_widgets as published
from govuk_frontend_wtf.gov_form_base import GovFormBase
from markupsafe import Markup
from wtforms import Field

from govern.web.components import widget


class _Mended:
    """What every widget below shares: our environment, no `required`, no empty hint."""

    template: str

    def render(self, params: dict[str, Any]) -> Markup:
        attributes = params.get("attributes")
        if isinstance(attributes, dict):
            attributes.pop("required", None)
        if isinstance(params.get("label"), dict):
            params["label"].setdefault("classes", "govuk-label--s")
        hint = params.get("hint")
        if hint is not None and not hint.get("text"):
            params["hint"] = None
        return widget(self.template, params)


def _name(params: dict[str, Any], field: Field) -> None:
    """Give a group its question as legend, whatever else the template said about the legend."""
    if "fieldset" in params:
        legend = params["fieldset"].setdefault("legend", {})
        legend.setdefault("text", field.label.text)
        legend.setdefault("classes", "govuk-fieldset__legend--s")


class TextInput(_Mended, published.GovTextInput):  # type: ignore[misc]  # untyped package
    """A single line of text."""


class PasswordInput(_Mended, published.GovPasswordInput):  # type: ignore[misc]  # untyped package
    """A password, with a button to show it; never sent back filled in."""


class FileInput(_Mended, published.GovFileInput):  # type: ignore[misc]  # untyped package
    """A file to upload."""


class Select(_Mended, published.GovSelect):  # type: ignore[misc]  # untyped package
    """One of many, from a list too long for radios."""


class SubmitButton(_Mended, published.GovSubmitInput):  # type: ignore[misc]  # untyped package
    """A button that sends the form."""


class LongText(_Mended, published.GovTextArea):  # type: ignore[misc]  # untyped package
    """Several lines; with `max_length` on the field, a count of what is left."""

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        limit = getattr(field, "max_length", None)
        params = {"rows": getattr(field, "rows", 5), **kwargs.pop("params", {})}
        if limit is not None:
            params |= {"maxlength": limit, "threshold": 75}
            self.template = "govuk_frontend_wtf/charactercount.html"
        return Markup(super().__call__(field, params=params, **kwargs))  # noqa: S704 (rendered above)


class _Group(_Mended):
    """Radios or checkboxes under their question as legend."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(  # type: ignore[misc]  # from the published widget beside it
            field, **kwargs
        )
        params["idPrefix"] = field.id
        _name(params, field)
        hints: Mapping[str, str] = getattr(field, "hints", {})
        for item in params["items"]:
            hint = hints.get(str(item["value"]))
            if hint:
                item["hint"] = {"text": hint}
        return params


class Radios(_Group, published.GovRadioInput):  # type: ignore[misc]  # untyped package
    """One of a few."""


class Checkboxes(_Group, published.GovCheckboxesInput):  # type: ignore[misc]  # untyped package
    """Any of a few."""


class OneCheckbox(_Group, published.GovCheckboxInput):  # type: ignore[misc]  # untyped package
    """A single thing to confirm."""


class ThreeParts(Field):
    """What the date widget asks of its field."""

    faulty: frozenset[str]

    def parts(self) -> tuple[str, str, str]:
        """Day, month and year as typed."""
        raise NotImplementedError


class DateInput(_Mended, published.GovDateInput):  # type: ignore[misc]  # untyped package
    """Day, month and year as three inputs that keep what was typed, however many were sent."""

    def map_gov_params(self, field: ThreeParts, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = GovFormBase.map_gov_params(self, field, **kwargs)
        params.setdefault("fieldset", {})
        _name(params, field)
        typed = dict(zip(("day", "month", "year"), field.parts(), strict=True))
        params["items"] = [self._part(field, name, value) for name, value in typed.items()]
        return params

    def _part(self, field: ThreeParts, name: str, value: str) -> dict[str, str]:
        width = "govuk-input--width-4" if name == "year" else "govuk-input--width-2"
        faulty = " govuk-input--error" if name in field.faulty else ""
        return {
            "label": name.capitalize(),
            "id": f"{field.id}-{name}",
            "name": field.name,
            "classes": width + faulty,
            "value": value,
        }
