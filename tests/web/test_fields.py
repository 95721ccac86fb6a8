"""What fields make of what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from govern.errors import Invalid
from govern.web import fields
from govern.web.forms import Form, refuse


class Sheet(Form):
    title = fields.TextField("Title", required="Enter a title", max_length=10)
    reasons = fields.LongTextField("Reasons", required="Enter the reasons", min_length=5)
    outcome = fields.ChoiceField(
        "Outcome", required="Choose an outcome", choices=[("yes", "Yes"), ("no", "No")]
    )
    due = fields.DateField("Due", what="the due date")


GOOD = {
    "title": ["A title"],
    "reasons": ["Because of it"],
    "outcome": ["yes"],
    "due": ["31", "3", "2027"],
}


def filled(site: Flask, **changed: list[str]) -> Sheet:
    with site.test_request_context(method="POST"):
        form = Sheet(MultiDict(GOOD | changed), meta={"csrf": False})
        form.validate()
        return form


def test_good_answers_are_taken(site: Flask) -> None:
    form = filled(site, title=["  A title "])

    assert form.error_links() == []
    assert (form.title.data, form.due.data) == ("A title", date(2027, 3, 31))


@pytest.mark.parametrize(
    ("typed", "message", "anchor"),
    [
        (["", "", ""], "Enter the due date", "#due-day"),
        ([], "Enter the due date", "#due-day"),
        (["31"], "The due date must include a month and year", "#due-month"),
        (["31", "3"], "The due date must include a year", "#due-year"),
        (["31", "2", "2027"], "The due date must be a real date", "#due-day"),
        (["3", "x", "2027"], "The due date must be a real date", "#due-day"),
        (["3", "2", "27"], "The due date must have a year between 1900 and 2199", "#due-year"),
        (["3", "2", "9" * 30], "The due date must be a real date", "#due-day"),
    ],
)
def test_a_date_says_which_part_is_wrong(
    site: Flask, typed: list[str], message: str, anchor: str
) -> None:
    form = filled(site, due=typed)

    assert [(link.text, link.href) for link in form.error_links()] == [(message, anchor)]
    assert form.due.data is None


def test_a_wrong_date_keeps_what_was_typed(site: Flask) -> None:
    form = filled(site, due=["31", "feb"])

    with site.test_request_context():
        shown = form.due()

    assert 'value="31"' in shown
    assert 'value="feb"' in shown


def test_a_date_that_is_not_needed_may_be_empty(site: Flask) -> None:
    class Optional(Form):
        due = fields.DateField("Due", what="the due date", required=False)

    with site.test_request_context(method="POST"):
        form = Optional(MultiDict({"due": ["", "", ""]}), meta={"csrf": False})

        assert form.validate()


def test_errors_stand_in_the_order_of_the_fields(site: Flask) -> None:
    form = filled(site, title=[""], reasons=["abc"], outcome=[], due=["1", "", ""])

    assert [link.href for link in form.error_links()] == [
        "#title", "#reasons", "#outcome", "#due-month",
    ]  # fmt: skip


def test_what_a_command_refuses_is_shown_at_its_field(site: Flask) -> None:
    form = filled(site)

    refuse(form, Invalid({"reasons": "Say more", "elsewhere": "Not now"}), otherwise="title")

    assert [(link.href, link.text) for link in form.error_links()] == [
        ("#title", "Not now"), ("#reasons", "Say more"),
    ]  # fmt: skip


def test_an_input_leaves_saying_what_is_missing_to_us(site: Flask) -> None:
    form = filled(site, title=['<b>"&'])

    with site.test_request_context():
        shown = form.title() + form.outcome() + form.reasons()

    assert " required" not in shown
    assert "<b>" not in shown
