"""Where the answers of an exported assessment go, and that nothing of it is dropped."""

from __future__ import annotations

import pytest

from documents import catalogue
from documents.catalogue import definition
from govern.exchange.confined import asking
from govern.exchange.confined.refusing import Refused
from govern.exchange.pia.prose import plain
from govern.exchange.pia.understanding import understood
from govern.records.confined.limits import Limits
from tests.pia_files import answer, export_file, exported


def test_every_row_of_the_table_names_a_question_of_ours_or_says_where_to_write() -> None:
    places = definition("dpia").places

    for row in catalogue.reference("cnil_pia"):
        table, _, column = (row["question"] or "").partition(".")
        assert bool(table) != bool(row["hint"]), row["id"]
        assert not table or table in places
        if column:
            assert column in {each.id for each in places[table][1].columns}


def test_answers_are_placed_by_the_table() -> None:
    found = understood(exported())

    assert found.title == "Visits register"
    assert found.answers["nature"] == "It records visits.\nNothing else."
    assert found.answers["data_flows"] == "Collected, used, deleted.\n\n- a server\n- paper"
    (purpose,) = found.answers["purposes"]
    assert (purpose["description"], purpose["legal_basis"]) == ("To plan visits.", "Public task.")
    assert found.answers["views_of_people"] == "sought"
    assert found.answers["actions"][0]["due_on"] == "2027-03-31"
    (risk,) = found.answers["risks"]
    assert risk["title"] == "Illegitimate access to data"
    assert risk["harm"] == "- Distress\n- Harassment" and risk["measures"] == "- Encryption"
    assert "inherent_likelihood" not in risk


def test_every_word_of_the_export_is_placed_or_listed() -> None:
    found = understood(exported())

    whole = f"{found.answers} {found.unplaced}"
    for words in (
        "The council controls", "Six years", "A question of their own", "severity 3 of 4",
        "Serious for some", "likelihood 1 of 4", "Rarely", "It will do", "Ann Author",
        "Eve Evaluator", "Val Validator", "Dee Officer", "Fine.", "Say more", "flow.png",
        "Tenants", "They agree", "All disks", "Ida Tech", "None leave",
    ):  # fmt: skip
        assert words in whole, words
    assert all(each.why for each in found.unplaced)


def test_scripts_and_addresses_leave_only_words() -> None:
    assert plain("<p>A<script>alert(1)</script> <a href='http://x'>link</a></p>") == "A link"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", "no assessment"),
        (b'{"pia": {}}', "no assessment"),
        (b"[" * 100_000, "no JSON"),
        (b'{"pia": {}, "answers": [{"data": 3}, 4, null]}', ""),
    ],
)
def test_what_is_no_export_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    if not said:
        assert asking.assessment(content)["answers"] == {}
        return
    with pytest.raises(Refused, match=said):
        asking.assessment(content)


def test_a_bomb_ends_at_its_limit() -> None:
    text = "<ul>" * 20 + "<li>" * 2_000_000
    content = export_file(answers=[answer(111, text)])
    limits = Limits(cpu_seconds=1, wall_seconds=2, memory_bytes=512 * 1024 * 1024)

    with pytest.raises(Refused, match="more time or memory"):
        asking.assessment(content, limits)
