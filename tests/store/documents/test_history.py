"""What each organisation may know of a document's history: names of its own and of the drafters."""

from __future__ import annotations

from govern.errors import NotFound
from govern.store import access, document_history
from govern.store.document_history import Entry
from govern.store.rows.documents import DocumentRow
from tests.adopting import NOT_NEEDED, Adopting


def history(adopting: Adopting, who: str) -> list[Entry]:
    """The history as that person sees it."""
    with adopting.installation.reading() as session:
        actor = adopting.people.actor(who)
        row = access.document(session, actor, adopting.document_id)
        return document_history.history(session, actor, row)


def test_a_force_sees_its_own_acts_with_their_names(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")

    acts = [entry for entry in history(adopting, "essex_dpo") if entry.type == "act_confirmed"]

    assert [entry.act for entry in acts] == ["endorse"]
    assert acts[0].by is not None
    assert (acts[0].by.name, acts[0].by.role) == ("Dana Obi", "dpo")


def test_another_force_is_told_the_stage_by_organisation_and_role_alone(
    adopting: Adopting,
) -> None:
    adopting.sign("essex_dpo", "endorse")

    seen = history(adopting, "kent_dpo")

    of_essex = [entry for entry in seen if entry.about == "Essex Police"]
    assert "sign_off_moved" in {entry.type for entry in of_essex}
    assert not [entry for entry in of_essex if entry.type == "act_confirmed"]
    assert all(entry.by is None or entry.by.name != "Dana Obi" for entry in seen)
    assert {entry.by.role for entry in of_essex if entry.by} >= {"dpo"}


def test_the_drafters_are_named_to_everyone(adopting: Adopting) -> None:
    frozen = [each for each in history(adopting, "kent_dpo") if each.type == "version_frozen"]

    assert [entry.by.name for entry in frozen if entry.by] == ["Leo Marsh"]


def test_a_completed_sign_off_is_known_to_all_parties(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    adopting.sign("essex_siro", "approve", NOT_NEEDED)

    done = [each for each in history(adopting, "kent_dpo") if each.type == "sign_off_completed"]

    assert [entry.about for entry in done] == ["Essex Police"]


def test_a_stranger_has_no_history_to_read(adopting: Adopting) -> None:
    with adopting.installation.reading() as session:
        actor = adopting.people.actor("signatory")
        row = session.get_one(DocumentRow, adopting.document_id)

        assert access.sight(session, actor, row) is None
        try:
            access.document(session, actor, adopting.document_id)
        except NotFound:
            return
    raise AssertionError("a partner that is no party found the document")
