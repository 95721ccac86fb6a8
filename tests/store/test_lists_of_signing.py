"""The wall, my work, whom to chase, records and conditions read alike on both databases."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import text
from govern.store import chasing, coming_up, condition_pages, my_work, records, signing, wall
from govern.store.identifiers import new_id
from govern.store.rows.sign_offs import ActRow
from govern.store.rows.working import CommentRow
from govern.store.wall import Wanted
from tests.adopting import Adopting
from tests.adopting import adopting as adopting
from tests.adopting import adopting_postgres as adopting_postgres
from tests.adopting import adopting_template as adopting_template
from tests.installations import installation as installation
from workflows.engine import Form
from workflows.facts import Condition


def test_the_wall_shows_the_text_with_both_forces(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    now = text(adopting.installation.clock.now())

    with adopting.installation.reading() as session:
        found = {
            state: wall.lines(
                session, adopting.people.actor("lawyer"), Wanted(state=state), now, skip=0, take=5
            )
            for state in wall.STATES
        }

    assert {state: total for state, (_, total) in found.items()} == {
        "waiting": 1,
        "late": 0,
        "held": 0,
        "complete": 0,
        "all": 1,
    }
    stages = {each.stage for each in found["waiting"][0][0].parties.values()}
    assert stages == {"advice", "decision"}


def test_each_office_finds_what_waits_for_it(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")

    with adopting.installation.reading() as session:
        waiting = {
            who: [each.kind for each in my_work.items(session, adopting.people.actor(who))]
            for who in ("essex_dpo", "essex_siro", "kent_dpo", "kent_siro", "lawyer", "admin")
        }

    assert waiting == {
        "essex_dpo": [],
        "essex_siro": ["sign"],
        "kent_dpo": ["sign"],
        "kent_siro": [],
        "lawyer": [],
        "admin": [],
    }


def test_a_text_sent_back_waits_for_its_drafters(adopting: Adopting) -> None:
    adopting.sign("kent_dpo", "ask_for_changes", Form(reasons="Section 12 names no owner."))

    with adopting.installation.reading() as session:
        found = my_work.items(session, adopting.people.actor("lawyer"))

    assert [(each.kind, each.count) for each in found] == [("returned", 1)]


def test_conditions_wait_for_who_may_hand_in_and_who_may_accept(adopting: Adopting) -> None:
    due = adopting.installation.clock.now().date() + timedelta(days=30)
    form = Form(conditions=(Condition("Test the route.", "by_date", due, "close"),))
    adopting.sign("essex_dpo", "endorse_with_conditions", form)

    with adopting.installation.reading() as session:
        owner = my_work.items(session, adopting.people.actor("essex_owner"))
        listed = condition_pages.listed(session, adopting.people.actor("essex_siro"))
        others = condition_pages.listed(session, adopting.people.actor("kent_siro"))

    assert [(each.kind, each.detail) for each in owner] == [("hand_in", "Test the route.")]
    assert [each.written.text for each in listed] == ["Test the route."]
    assert others == []


def test_an_answer_to_a_comment_waits_for_its_author(adopting: Adopting) -> None:
    with adopting.installation.writing(None) as w:
        w.record("version_returned_to_draft", ("version", adopting.version_id), {})
        w.record("version_sent_for_review", ("version", adopting.version_id), {})
        first = _comment(adopting, "essex_dpo", None)
        w.session.add(first)
        w.session.add(_comment(adopting, "lawyer", first.id))

    with adopting.installation.reading() as session:
        mine = my_work.items(session, adopting.people.actor("essex_dpo"))
        others = my_work.items(session, adopting.people.actor("kent_dpo"))

    assert [each.count for each in mine if each.kind == "answered"] == [1]
    assert "answered" not in {each.kind for each in others}


def test_the_late_are_counted_by_office(adopting: Adopting) -> None:
    adopting.people.later(days=40)

    with adopting.installation.reading() as session:
        found = chasing.late(session, text(adopting.installation.clock.now()))

    assert {(each.organisation, each.roles, each.count) for each in found} == {
        ("Essex Police", ("dpo",), 1),
        ("Kent Police", ("dpo",), 1),
    }


def test_records_and_ends_are_read_by_organisation(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    essex, kent = (adopting.people.actor(who) for who in ("essex_siro", "kent_siro"))
    now = adopting.installation.clock.now()

    with adopting.installation.reading() as session:
        own = records.of_organisation(session, essex, skip=0, take=10)
        others = records.of_organisation(session, kent, skip=0, take=10)
        ends = coming_up.endings(session, essex, now)
        copies = records.executed(session, essex)

    assert ([each.act for each in own[0]], own[1]) == (["endorse"], 1)
    assert others == ([], 0)
    assert (ends, copies) == ([], [])


def test_the_acts_of_a_sign_off_carry_names_and_reasons(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "not_endorse", Form(reasons="Section 12 names no owner."))

    with adopting.installation.reading() as session:
        act = session.query(ActRow).one()
        found = signing.acts(session, act.sign_off_id or "")

    assert [(each.person, each.role, each.reasons) for each in found] == [
        ("Dana Obi", "DPO", "Section 12 names no owner.")
    ]


def _comment(adopting: Adopting, who: str, reply_to: str | None) -> CommentRow:
    actor = adopting.people.actor(who)
    return CommentRow(
        id=new_id(),
        version_id=adopting.version_id,
        document_id=adopting.document_id,
        section="D4",
        audience="lawyer_and_force",
        audience_key=f"{adopting.document_id}:lawyer_and_force:essex",
        organisation_id=actor.organisation,
        appointment_id=actor.appointment,
        person_id=actor.person,
        reply_to=reply_to,
        asks_for_changes=False,
        privileged=False,
        text="Is this still so?",
        at=text(adopting.installation.clock.now()),
    )
