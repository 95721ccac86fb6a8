"""Organisations: added once, renamed, ended; a successor takes over only by novation."""

from __future__ import annotations

import pytest

from govern.clock import text
from govern.commands.organisations.add_category import add_category
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.organisations.add_purpose import add_purpose
from govern.commands.organisations.end_organisation import end_organisation
from govern.commands.organisations.record_policy_document import record_policy_document
from govern.commands.organisations.rename_organisation import rename_organisation
from govern.commands.organisations.set_organisation_settings import set_organisation_settings
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store.events import events, replay, tables_now
from govern.store.organisations import by_slug
from govern.store.rows.organisations import AppointmentRow, OrganisationRow, PolicyDocumentRow
from tests.consortium import Consortium


def row_of(made: Consortium, slug: str) -> OrganisationRow:
    with made.installation.reading() as session:
        return by_slug(session, slug)


def test_an_organisation_is_added_on_either_database(installation: Installation) -> None:
    added = add_organisation(
        installation, by=None, slug="kent", kind="force", name=" Kent  Police "
    )

    with installation.reading() as session:
        row = by_slug(session, "kent")
    assert (row.id, row.name, row.kind) == (added, "Kent Police", "force")


def test_a_decomposed_name_is_kept_composed_and_replays_the_same(embedded: Installation) -> None:
    add_organisation(
        embedded, by=None, slug="cafe", kind="partner", name="Cafe\u0301", sector="charity"
    )

    with embedded.reading() as session:
        row = by_slug(session, "cafe")
        replayed = replay(events(session))["organisation"][row.id]
    assert row.name == replayed["name"] == "Caf\u00e9"


@pytest.mark.parametrize("slug", ["", "Kent", "kent police", "k" * 64, "kent\n", "kënt"])
def test_a_slug_of_another_form_is_refused_by_name(embedded: Installation, slug: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_organisation(embedded, by=None, slug=slug, kind="force", name="Kent")

    assert set(refused.value.faults) == {"slug"}


def test_every_fault_is_said_at_once(embedded: Installation) -> None:
    with pytest.raises(Invalid) as refused:
        add_organisation(embedded, by=None, slug="!", kind="gang", name=" ", registration="\x00")

    assert set(refused.value.faults) == {"slug", "kind", "name", "registration"}


def test_a_partner_needs_a_sector(embedded: Installation) -> None:
    with pytest.raises(Invalid, match="A partner has one of"):
        add_organisation(embedded, by=None, slug="a", kind="partner", name="A")


def test_a_slug_is_never_used_twice_not_even_after_an_end(people: Consortium) -> None:
    end_organisation(people.installation, by=None, organisation_id=people.organisations["kent"])

    with pytest.raises(Conflict, match="never used twice"):
        add_organisation(people.installation, by=None, slug="kent", kind="force", name="Kent")


def test_a_rename_keeps_the_slug_and_the_past(people: Consortium) -> None:
    installation = people.installation
    before = installation.clock.now()
    people.later(days=1)

    rename_organisation(
        installation,
        by=people.actor("coordinator"),
        organisation_id=people.organisations["north-hill-council"],
        name="Hills Council",
    )

    row = row_of(people, "north-hill-council")
    assert row.name == "Hills Council"
    assert installation.register.past(before).name(row.id) == "North Hill Council"


def test_the_office_adds_and_a_force_does_not(people: Consortium) -> None:
    with pytest.raises(Forbidden, match="needs the Administrator or Coordinator"):
        add_organisation(
            people.installation, by=people.actor("essex_siro"), slug="a", kind="force", name="A"
        )


def test_an_end_needs_a_novation_to_name_a_successor(people: Consortium) -> None:
    ended, successor = people.organisations["essex"], people.organisations["kent"]

    with pytest.raises(Invalid) as refused:
        end_organisation(
            people.installation, by=None, organisation_id=ended, successor_id=successor
        )

    assert set(refused.value.faults) == {"novation"}


def test_a_successor_is_of_the_same_kind(people: Consortium) -> None:
    with pytest.raises(Invalid, match="A force is succeeded by a force"):
        end_organisation(
            people.installation,
            by=None,
            organisation_id=people.organisations["essex"],
            successor_id=people.organisations["harrow-lane"],
            novation="Order 2026/12",
        )


def test_appointments_end_with_their_organisation(people: Consortium) -> None:
    end_organisation(
        people.installation,
        by=people.actor("admin"),
        organisation_id=people.organisations["essex"],
        successor_id=people.organisations["kent"],
        novation="Order 2026/12",
    )

    now = text(people.installation.clock.now())
    with people.installation.reading() as session:
        ends = {
            who: session.get_one(AppointmentRow, people.appointments[who]).ends_at
            for who in ("essex_siro", "essex_dpo", "kent_siro")
        }
    assert ends == {"essex_siro": now, "essex_dpo": now, "kent_siro": None}
    assert row_of(people, "essex").successor_id == people.organisations["kent"]


def test_the_siro_sets_the_own_force_and_no_other(people: Consortium) -> None:
    essex, kent = people.organisations["essex"], people.organisations["kent"]
    siro = people.actor("essex_siro")
    wanted = {"dpo_may_stop": True}

    kept = set_organisation_settings(
        people.installation, by=siro, organisation_id=essex, settings=wanted
    )

    assert kept == wanted == row_of(people, "essex").settings
    with pytest.raises(Forbidden):
        set_organisation_settings(
            people.installation, by=siro, organisation_id=kent, settings=wanted
        )


@pytest.mark.parametrize(
    "settings",
    [{"colour": 1}, {"dpo_may_stop": "yes"}, {"competent": {"a": "yes"}}],
)
def test_an_unknown_or_mistyped_setting_is_refused(
    people: Consortium, settings: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        set_organisation_settings(
            people.installation,
            by=None,
            organisation_id=people.organisations["essex"],
            settings=settings,
        )

    assert set(refused.value.faults) == {"settings"}


def test_a_category_belongs_to_one_module_and_is_added_once(people: Consortium) -> None:
    with pytest.raises(Conflict):
        add_category(
            people.installation, by=None, slug="crime-report", title="Again", module="crime"
        )
    with pytest.raises(Invalid, match="Choose one of: case, crime, custody, intelligence"):
        add_category(people.installation, by=None, slug="b", title="B", module="traffic")


def test_a_purpose_is_added_once(people: Consortium) -> None:
    with pytest.raises(Conflict):
        add_purpose(
            people.installation, by=None, slug="prevention", title="Again", law_enforcement=False
        )


def test_a_policy_document_is_recorded_by_the_own_dpo(people: Consortium) -> None:
    recorded = record_policy_document(
        people.installation,
        by=people.actor("essex_dpo"),
        organisation_id=people.organisations["essex"],
        title="Appropriate policy document",
        reviewed_on="2026-05-01",
        review_due_on="2027-05-01",
    )

    with people.installation.reading() as session:
        row = session.get_one(PolicyDocumentRow, recorded)
        assert (row.reviewed_on, row.review_due_on) == ("2026-05-01", "2027-05-01")
        assert "policy_document" in tables_now(session)


def test_the_next_review_of_a_policy_document_comes_after_the_last(people: Consortium) -> None:
    with pytest.raises(Invalid, match="after the last"):
        record_policy_document(
            people.installation,
            by=None,
            organisation_id=people.organisations["essex"],
            title="Policy",
            reviewed_on="2026-05-01",
            review_due_on="2026-05-01",
        )


def test_an_organisation_that_is_not_there_is_not_found(embedded: Installation) -> None:
    with pytest.raises(NotFound):
        rename_organisation(embedded, by=None, organisation_id="0" * 32, name="A")
