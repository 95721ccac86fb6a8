"""Building the index anew finds what no transaction told it of, and forgets what is gone."""

from __future__ import annotations

from sqlalchemy import delete, select, text, update

from govern.commands.search.rebuild import rebuild
from govern.installation import Installation
from govern.search.query import parse
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.search import SearchEntryRow
from govern.store.search.finding import Wanted, find
from tests.sharing import Sharing, share


def found(made: Sharing, typed: str) -> list[str]:
    with made.installation.reading() as session:
        actor = made.people.actor("coordinator")
        hits = find(session, actor, parse(typed, {}), Wanted(), skip=0, take=100).hits
        return [hit.entry.key for hit in hits]


def test_an_index_that_was_lost_is_as_before(installation: Installation) -> None:
    made = share(installation)
    before = found(made, "council")
    with installation.database.writing() as session:
        session.execute(delete(SearchEntryRow))
        session.execute(text("DELETE FROM search_words"))
    assert not found(made, "council")

    done = rebuild(installation)

    assert sorted(found(made, "council")) == sorted(before)
    assert before
    assert done.removed == 0


def test_what_changed_behind_its_back_is_found_and_the_stale_goes(
    installation: Installation,
) -> None:
    made = share(installation)
    with installation.database.writing() as session:
        known = session.scalars(select(OrganisationRow.id).limit(1)).one()
        named = update(OrganisationRow).where(OrganisationRow.id == known)
        session.execute(named.values(name="Larkfield Body"))
        stale = update(SearchEntryRow).where(SearchEntryRow.what == "flow")
        session.execute(stale.values(key=SearchEntryRow.key + "gone"))

    done = rebuild(installation)

    assert f"organisation:{known}:" in found(made, "larkfield")
    assert done.removed == 3
    assert rebuild(installation).removed == 0
