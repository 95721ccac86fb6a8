"""The revision of the code of connection: a text that could be frozen, and what nine forces say."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from documents.catalogue import definition
from documents.quotes import locate
from govern.demonstration import cast
from govern.demonstration.texts import connecting
from govern.demonstration.texts.filling import read
from tests.demonstration import checked

CODE = definition("code_of_connection")
TEXT = connecting.revised_code(checked.on)
SAID = read("revision")["remarks"]
WORDING = read("revision")["wording"]


def test_the_second_version_could_be_frozen_as_it_is_sent() -> None:
    assert checked.gaps(CODE.name, TEXT) == []
    assert checked.stops(CODE.name, TEXT, 540) == []


def test_every_force_has_its_say() -> None:
    assert {each["body"] for each in SAID} == set(cast.FORCES)


@pytest.mark.parametrize(
    "said", [each for each in SAID if "quote" in each], ids=lambda it: it["quote"]
)
def test_what_is_quoted_stands_in_its_section(said: dict[str, Any]) -> None:
    asked = next(section for section in CODE.sections if section.id == said["section"]).questions
    answers = {question.id: TEXT[question.id] for question in asked if question.id in TEXT}

    found = locate(said["quote"], answers)

    assert found is not None and found.exact


def test_four_forces_stumble_over_the_same_hours() -> None:
    hours = [each["body"] for each in SAID if "12 hours" in each.get("quote", "")]

    assert len(set(hours)) >= 3
    assert max(Counter(each["section"] for each in SAID).values()) >= 8


@pytest.mark.parametrize("wording", WORDING, ids=lambda it: it["old"])
def test_suggested_wording_takes_the_place_of_words_that_stand_there(
    wording: dict[str, Any],
) -> None:
    assert str(TEXT[wording["question"]]).count(wording["old"]) == 1
