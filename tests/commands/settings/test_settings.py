"""Settings that change an answer, and adoptions: ledger facts that the register reads."""

from __future__ import annotations

from typing import Any

import pytest

from govern.commands.settings.adopt_definition import adopt_definition
from govern.commands.settings.change_setting import change_setting
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import AdoptionRow
from tests.consortium import Consortium


def test_a_setting_is_a_fact_the_register_reads(installation: Installation) -> None:
    change_setting(installation, by=None, name="review_overdue_closes", value=True)
    change_setting(installation, by=None, name="safety_critical_decision_days", value=14)
    change_setting(installation, by=None, name="review_overdue_closes", value=False)

    facts = installation.register.facts(installation.clock.now())
    assert facts.setting("review_overdue_closes") is False
    assert facts.setting("safety_critical_decision_days") == 14


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", True),
        ("review_overdue_closes", 1),
        ("review_overdue_closes", "yes"),
        ("safety_critical_decision_days", True),
        ("safety_critical_decision_days", 0),
        ("safety_critical_decision_days", 91),
        ("risk_matrix", "four_by_four"),
        ("risk_matrix", True),
    ],
)
def test_an_unknown_setting_or_value_is_refused(
    embedded: Installation, name: str, value: Any
) -> None:
    with pytest.raises(Invalid):
        change_setting(embedded, by=None, name=name, value=value)


def test_a_setting_that_says_so_already_is_left_alone(embedded: Installation) -> None:
    change_setting(embedded, by=None, name="review_overdue_closes", value=True)

    with pytest.raises(Conflict):
        change_setting(embedded, by=None, name="review_overdue_closes", value=True)


@pytest.mark.parametrize("who", ["admin", "coordinator", "essex_siro"])
def test_gold_alone_changes_what_every_force_is_answered(people: Consortium, who: str) -> None:
    given: dict[str, Any] = {"name": "review_overdue_closes", "value": True}

    with pytest.raises(Forbidden):
        change_setting(people.installation, by=people.actor(who), **given)
    change_setting(people.installation, by=people.actor("gold"), **given)


def test_a_named_lawyer_adopts_a_definition_once(people: Consortium) -> None:
    lawyer = people.actor("lawyer")

    adopted = adopt_definition(people.installation, by=lawyer, definition="dpia", version=1)

    with people.installation.reading() as session:
        row = session.get_one(AdoptionRow, adopted)
    assert (row.definition, row.version, row.person_id) == ("dpia", 1, lawyer.person)
    with pytest.raises(Conflict):
        adopt_definition(people.installation, by=lawyer, definition="dpia", version=1)


def test_nobody_else_adopts_a_definition(people: Consortium) -> None:
    with pytest.raises(Forbidden):
        adopt_definition(people.installation, by=people.actor("gold"), definition="dpia", version=1)


def test_a_definition_that_is_not_there_is_not_adopted(people: Consortium) -> None:
    with pytest.raises(NotFound):
        adopt_definition(
            people.installation, by=people.actor("lawyer"), definition="dpia", version=99
        )
