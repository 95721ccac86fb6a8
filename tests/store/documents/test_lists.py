"""The list of documents: what may be seen, where it stands, and who it waits for."""

from __future__ import annotations

import pytest

from govern.store import document_lists
from govern.store.document_lists import Listed, Wanted
from tests.adopting import NOT_NEEDED, Adopting


def listed(adopting: Adopting, who: str, **wanted: str) -> list[Listed]:
    """The first page as that person sees it."""
    with adopting.installation.reading() as session:
        actor = adopting.people.actor(who)
        found, total = document_lists.listed(session, actor, Wanted(**wanted), skip=0, take=25)
    assert total == len(found)
    return found


def test_a_frozen_text_waits_for_those_who_have_not_signed(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    adopting.sign("essex_siro", "approve", NOT_NEEDED)

    (row,) = listed(adopting, "lawyer")

    assert row.state == "awaiting_signature"
    assert (row.signed, row.parties) == (1, 2)
    assert list(row.waiting) == ["Kent Police"]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({"kind": "dpia"}, True),
        ({"kind": "sharing_agreement"}, False),
        ({"state": "awaiting_signature"}, True),
        ({"state": "complete"}, False),
        ({"state": "draft"}, False),
        ({"words": "records SHARED"}, True),
        ({"words": "DPIA-1"}, True),
        ({"words": "100%"}, False),
        ({"words": "nothing like it"}, False),
    ],
)
def test_the_list_narrows(adopting: Adopting, wanted: dict[str, str], shown: bool) -> None:
    assert bool(listed(adopting, "lawyer", **wanted)) is shown


def test_the_list_narrows_to_what_waits_for_an_organisation(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    adopting.sign("essex_siro", "approve", NOT_NEEDED)
    ids = adopting.people.organisations

    assert listed(adopting, "lawyer", waits_for=ids["kent"])
    assert not listed(adopting, "lawyer", waits_for=ids["essex"])


@pytest.mark.parametrize("who", ["signatory", "admin"])
def test_the_list_is_empty_for_one_who_is_no_party(adopting: Adopting, who: str) -> None:
    assert listed(adopting, who) == []
