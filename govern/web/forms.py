"""Forms in the GOV.UK manner: one base form, and errors in the order of the fields."""

from __future__ import annotations

from collections.abc import Iterator

from flask_wtf import FlaskForm
from wtforms import Field

from govern.errors import Invalid
from govern.web.pieces import Link


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf publishes no types
    """A form that says where each error is, first field first.

    The token against forged requests is checked once for the whole application; forms carry it.
    """

    def error_links(self) -> list[Link]:
        """Each fault as a link that leads to, and focuses, the first faulty input of its field."""
        return list(self._faults())

    def _faults(self) -> Iterator[Link]:
        for message in self.form_errors:
            if isinstance(message, Link):
                yield message
            else:
                yield Link(str(message), f"#{self._first_input()}")
        for field in self:
            for message in field.errors:
                yield Link(str(message), f"#{error_anchor(field)}")

    def _first_input(self) -> str:
        shown = [field for field in self if field.type not in {"CSRFTokenField", "HiddenField"}]
        return error_anchor(shown[0]) if shown else "main-content"


def error_anchor(field: Field) -> str:
    """The id of the input that an error link should focus."""
    anchor = getattr(field, "error_anchor", None)
    return str(anchor()) if callable(anchor) else str(field.id)


def refuse(form: Form, fault: Exception, *, otherwise: str) -> None:
    """Show a command's refusal in the form: at its fields, else at the field named `otherwise`."""
    faults = fault.faults if isinstance(fault, Invalid) else {otherwise: str(fault)}
    for name, message in faults.items():
        field = form._fields.get(name) or form[otherwise]
        field.errors = [*field.errors, message]
