"""A signed field shows until when an act holds and on what conditions, as its record says."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from govern.records.signed_field import shown
from govern.records.stamp import appearance
from tests.records import specimen

CONDITION = {
    "id": "1" * 32,
    "text": "Users have been trained.",
    "timing": "by_date",
    "due_on": "2027-09-07",
    "on_overdue": "close",
}


def said(**changed: Any) -> str:
    return shown(specimen.facts(**changed), specimen.ADDRESS, specimen.AT).text


def test_an_act_without_terms_shows_none() -> None:
    assert said() == ""


def test_an_extension_shows_the_last_day_that_was_signed() -> None:
    words = json.dumps({"act": "extend", "until": "2027-01-30"})

    assert said(statement={"text": words, "digest": "sha256:" + "7" * 64}) == (
        "Until 30 January 2027."
    )


def test_a_certificate_shows_the_last_day_in_london_on_which_it_holds() -> None:
    document = specimen.facts()["document"] | {"kind": "connection_return"}
    ends = {"from": None, "until": "2028-06-30T23:00:00.000Z", "review_due_on": None}

    assert said(document=document, validity=ends) == "Until 30 June 2028."
    assert said(validity=ends) == ""


def test_one_condition_is_shown_in_its_words_and_several_are_counted() -> None:
    at_once = CONDITION | {"timing": "before_opening", "due_on": None}

    assert said(conditions=[CONDITION]) == (
        "On condition, by 7 September 2027: Users have been trained."
    )
    assert said(conditions=[at_once]) == "On condition: Users have been trained."
    assert said(conditions=[CONDITION] * 3) == "On 3 conditions, set out in record.json."


def test_a_long_condition_under_a_long_act_ends_with_a_mark_and_not_in_a_word() -> None:
    long = CONDITION | {"text": "Replace the tool and move the eleven servers to it. " * 9}
    act = specimen.facts()["act"] | {"title": "Certificate of connection with remediation"}

    drawn = appearance(
        shown(specimen.facts(act=act, conditions=[long]), specimen.ADDRESS, specimen.AT)
    )
    seen = subprocess.run(["pdftotext", "-", "-"], input=drawn, capture_output=True, check=True)

    text = " ".join(seen.stdout.decode().split())
    assert "by 7 September 2027: Replace the tool" in text and "\u2026" in text
