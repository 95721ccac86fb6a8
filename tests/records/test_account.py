"""What a record says of itself: each kind in words, and nothing that the file does not hold."""

from __future__ import annotations

from govern.records.account import account
from tests.records import kinds, specimen


def told(record: dict[str, object]) -> dict[str, str]:
    return {each.about: each.words for each in account(record, specimen.AT)}


def test_an_act_says_what_was_signed_by_whom_and_when() -> None:
    said = told(specimen.facts())

    assert said["What was signed"].endswith("of DPIA-1, version 3: Shared records system")
    assert said["Signed by"] == "Priya Nair, Data Protection Officer, Essex Police"
    assert said["Signed"] == "12 March 2027, 14:32:05 in London"
    assert said["Place in the ledger"].startswith("Event ")


def test_of_a_statement_in_parts_the_sentence_is_told_and_of_any_other_all_of_it() -> None:
    whole = specimen.facts()["statement"] | {"text": '{"act":"endorse","sentence":"I endorse."}'}
    plain = specimen.facts()["statement"] | {"text": "I endorse it."}

    assert told(specimen.facts(statement=whole))["In these words"] == "I endorse."
    assert told(specimen.facts(statement=plain))["In these words"] == "I endorse it."


def test_a_delegate_is_named_with_who_lent_the_office_and_by_what() -> None:
    lent = {"id": "9" * 32, "from_name": "Ann Poe", "instrument": "Order 7"}
    who = specimen.facts()["signatory"] | {"delegation": lent}

    assert "elegated by Ann Poe (Order 7)" in told(specimen.facts(signatory=who))["Appointment"]


def test_an_executed_copy_names_each_party_and_is_nobodys_signature() -> None:
    said = told(kinds.executed_facts())

    assert "sealed by the service" in said["What it is"]
    for party in kinds.PARTIES.values():
        assert party in said["Signed by"]
    assert "Signed" not in said and "Sealed" in said


def test_a_notice_says_what_it_states_and_cites() -> None:
    notice = specimen.notice()

    said = told(notice)

    assert said[notice["notice"]["title"]] == notice["notice"]["text"]
    assert notice["earlier_records"][0]["digest"] in said["It cites"]
    assert "Signed by" not in said
