"""Every act has one set of words: what is offered, what is signed and what the record is called."""

from __future__ import annotations

import string

import pytest

from workflows.acts import ACTS, act_words
from workflows.added_steps import GROWABLE, AddedStep, grown, kinds_for, places
from workflows.catalogue import TABLES, workflow

FIELDS = {"document", "organisation", "regulator"}
GROWN = [
    grown(table, [AddedStep(kind.name, places(table)[-1].id, 5)])
    for table in map(workflow, GROWABLE)
    for kind in kinds_for(table)
]
SIGNED = sorted(
    {row.act for table in [*TABLES, *GROWN] for row in table.transitions if row.signing}
    | {"extend"}
)


def test_the_tables_have_acts_to_sign() -> None:
    assert len(SIGNED) > 20


@pytest.mark.parametrize("act", SIGNED)
def test_every_act_that_is_signed_has_its_words(act: str) -> None:
    assert act in ACTS


def test_no_words_are_kept_for_an_act_that_no_table_knows() -> None:
    assert set(ACTS) <= set(SIGNED)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_the_words_can_be_filled_in_and_name_the_text(act: str) -> None:
    words = ACTS[act]
    used = {
        field
        for text in (words.signs, words.record, words.label, words.hint, words.done)
        for _, field, _, _ in string.Formatter().parse(text)
        if field
    }

    assert used <= FIELDS
    assert "{document}" in words.signs
    assert all(words.__dict__.values())


def test_an_act_that_no_table_knows_shows_itself() -> None:
    assert act_words("some_thing").record == "Some thing"
