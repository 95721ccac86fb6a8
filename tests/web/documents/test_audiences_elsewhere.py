"""The four audiences do not mix in the search, in suggested wording, in mails as they are sent or
after a recall, whoever asks.
"""

from __future__ import annotations

from itertools import chain

from govern.commands.comments.settle import recall_comment
from govern.commands.mail.send import composed
from govern.store.rows.word import SuggestionRow
from govern.store.rows.working import CommentRow, JobRow
from tests.web.documents.test_audiences import (
    CANARY,
    READERS,
    WRITERS,
    addresses,
    allowed,
    plain,
    sent,
    written,
)
from tests.web.documents.world import World

EVERYBODY = (*READERS, "gold", "admin", "essex_siro", "essex_owner")


def test_a_search_finds_and_counts_the_words_of_ones_own_audiences_alone(world: World) -> None:
    made = written(world, opened := sent(world))
    one_of_each = {key: word for word, key in made.items()}
    found_somewhere: set[str] = set()

    for who in EVERYBODY:
        client, may_see = world.client(who), allowed(world, opened, who, made)
        for key, word in one_of_each.items():
            told = plain(client.get("/search", query_string={"q": word}).data)
            main = told.partition("<main")[2]
            marked = f"{word}</mark>" in main
            assert marked is (word in may_see), (who, key)
            assert marked or "Nothing was found" in main, (who, key)
            found_somewhere |= {key} if marked else set()
        every = plain(client.get("/search", query_string={"q": "zq*"}).data)
        assert set(CANARY.findall(every)) <= may_see, who

    assert found_somewhere == set(one_of_each)


def test_a_page_of_suggested_wording_opens_for_its_audience_alone(world: World) -> None:
    made = written(world, opened := sent(world))
    with world.installation.reading() as session:
        ids = [row.id for row in session.query(SuggestionRow)]
    here = f"/documents/{opened.document_id}/versions/1"
    pages = [f"{here}/suggestions/{each}" for each in ids]
    pages += [f"{here}/questions/purpose/suggest", f"{here}/sections/S2/revisions"]
    seen: set[str] = set()

    for who in EVERYBODY:
        client, may_see = world.client(who), allowed(world, opened, who, made)
        for address in pages:
            found = set(CANARY.findall(plain(client.get(address).data)))
            assert found <= may_see, (who, address)
            seen |= found

    assert len(seen) == 2 * len(ids)


def test_no_mail_as_it_is_sent_holds_a_word_of_anybody(world: World) -> None:
    written(world, sent(world))
    with world.installation.reading() as session:
        payloads = [row.payload for row in session.query(JobRow) if row.kind == "mail"]

    mails = [composed(world.installation, each) for each in payloads]

    assert [each for each in mails if each is not None]
    assert not [each for each in mails if each is not None and CANARY.search(each.as_string())]


def test_what_was_recalled_is_read_nowhere_not_even_by_its_author(world: World) -> None:
    made = written(world, opened := sent(world))
    with world.installation.reading() as session:
        rows = {row.id: row for row in session.query(CommentRow) if row.reply_to is None}
    gone = {}
    for who in WRITERS:
        by = world.consortium.actor(who)
        mine = next(row for row in rows.values() if row.person_id == by.person)
        gone[who] = (CANARY.findall(mine.text or "")[0], mine)
        recall_comment(world.installation, by=by, comment_id=mine.id)
    words = {word for word, _ in gone.values()}
    assert words <= set(made)

    for who in EVERYBODY:
        client = world.client(who)
        pages = chain.from_iterable(
            addresses(world.app, opened, row.id) for _, row in gone.values()
        )
        kept = {each for each in pages if "comments" in each or each.endswith(("/1", "/S2"))}
        for address in sorted(kept):
            told = set(CANARY.findall(plain(client.get(address).data)))
            assert not words & told, (who, address)
        for word in words:
            told_of = plain(client.get("/search", query_string={"q": word}).data)
            assert "Nothing was found" in told_of, (who, word)
