"""What feeds what: every way leads from a real question to a real one, in a form that it takes."""

from __future__ import annotations

import itertools

import pytest

from documents import catalogue, reuse
from documents.answers import parse_answer
from documents.content import Content
from documents.reuse import FEEDS, Feed
from tests.documents.dpia.answers import complete_answers

NAMES = {"essex": "Essex Police", "kent": "Kent Police"}


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: f"{feed.key} of {feed.target}")
def test_a_way_leads_from_a_question_to_another(feed: Feed) -> None:
    assert feed.question in catalogue.definition(feed.source).places
    assert feed.into in catalogue.definition(feed.target).places


@pytest.mark.parametrize(
    "feed", [each for each in FEEDS if each.source == "dpia"], ids=lambda feed: feed.key
)
def test_what_a_complete_assessment_says_is_an_answer_there(feed: Feed) -> None:
    terms = [{"id": "t", "term": "Controller", "meaning": "A force."}]
    source = Content(catalogue.definition("dpia"), {**complete_answers(), "definitions": terms})
    question = catalogue.definition(feed.target).question(feed.into)

    made = reuse.converted(feed, source, NAMES)

    assert made
    assert parse_answer(question, made, map(str, itertools.count()).__next__)


def test_an_unanswered_question_feeds_nothing() -> None:
    empty = Content(catalogue.definition("dpia"), {})

    assert [reuse.converted(feed, empty, NAMES) for feed in FEEDS[:3]] == [None] * 3


def test_organisations_are_listed_by_name_in_a_text() -> None:
    (feed,) = reuse.feeds_into("code_of_connection", "binds")
    source = Content(catalogue.definition("dpia"), {"controllers_covered": ["essex", "kent"]})

    assert reuse.converted(feed, source, NAMES) == "- Essex Police\n- Kent Police"


def test_the_mark_of_a_table_does_not_depend_on_the_ids_of_its_rows() -> None:
    question = catalogue.definition("sharing_agreement").question("retention")
    rows = [{"id": "a", "item": "Referral", "period": "Six years"}]
    other = [{"id": "b", "item": "Referral", "period": "Six years"}]

    assert reuse.mark(question, rows) == reuse.mark(question, other)
    assert reuse.mark(question, rows) != reuse.mark(question, [{**rows[0], "period": "One year"}])


def test_parties_that_are_here_stay_and_the_others_are_added() -> None:
    (feed,) = reuse.feeds_into("sharing_agreement", "parties")
    here = [{"id": "a", "organisation": "council"}, {"id": "b", "organisation": "kent"}]
    source = Content(catalogue.definition("dpia"), {"controllers_covered": ["essex", "kent"]})

    made = reuse.joined(feed, here, reuse.converted(feed, source, NAMES))

    assert made[:2] == here
    assert [row["organisation"] for row in made] == ["council", "kent", "essex"]
