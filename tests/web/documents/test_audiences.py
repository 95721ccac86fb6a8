"""The four audiences never mix: every page and file that can be read, by everybody, holds the words
of the reader's own audiences alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.routing import Rule

from govern.commands.comments.post import Note, answer_comment, post_comment
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.commands.suggestions.propose import Proposal, propose
from govern.errors import NotFound
from govern.store import audiences, document_pages, events, suggestions
from govern.store.rows.working import CommentRow, JobRow
from tests.web.documents.world import World

WRITERS = ("lawyer", "essex_dpo", "kent_dpo", "author")
READERS = (*WRITERS, "reviewer", "signatory", "other_lawyer", "other_author", "coordinator")
CANARY = re.compile(r"zq[a-z]+\d+zq")
PURPOSE = "Records of victims are kept for six years."
DOWNLOADS = ("/word/download",)


def sent(world: World) -> Opened:
    """An agreement with one answer, in review."""
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": PURPOSE})
    lawyer = world.consortium.actor("lawyer")
    change_status(
        world.installation, by=lawyer, version_id=opened.version_id, act="send_for_review"
    )
    return opened


def written(world: World, opened: Opened) -> dict[str, str]:
    """Everyone writes to each of their audiences, answers there, and suggests wording to each that
    the lawyers are in; canary -> audience's key.
    """
    made: dict[str, str] = {}
    for who in WRITERS:
        by = world.consortium.actor(who)
        with world.installation.reading() as session:
            seen = document_pages.numbered(session, by, opened.document_id, 1)
            keys = [each.key for each in audiences.audiences(session, by, seen.document)]
        for key in keys:
            first = ""
            for quote in ("six years", ""):
                word = f"zq{who.replace('_', '')}{len(made)}zq"
                made[word] = key
                note = Note("S2", key, f"First {word}", quote=quote)
                first = post_comment(
                    world.installation, by=by, version_id=opened.version_id, note=note
                )
            word = f"zq{who.replace('_', '')}{len(made)}zq"
            made[word] = key
            answer_comment(world.installation, by=by, comment_id=first, text=f"Again {word}")
        made |= _suggested(world, opened, who, len(made))
    return made


def _suggested(world: World, opened: Opened, who: str, number: int) -> dict[str, str]:
    """One suggestion to each audience, with a canary in its words and one in its reasons."""
    by = world.consortium.actor(who)
    made: dict[str, str] = {}
    with world.installation.reading() as session:
        seen = document_pages.numbered(session, by, opened.document_id, 1)
        keys = [each.key for each in suggestions.audiences_of(session, by, seen.document)]
    for at, key in enumerate(keys):
        first, second = (f"zqwording{who.replace('_', '')}{number + 2 * at + n}zq" for n in (0, 1))
        given = Proposal("purpose", key, PURPOSE, f"{PURPOSE} {first}", why=second)
        propose(world.installation, by=by, version_id=opened.version_id, proposal=given)
        made |= {first: key, second: key}
    return made


def allowed(world: World, opened: Opened, who: str, made: dict[str, str]) -> set[str]:
    """The canaries that a reader may see: those of audiences that hold their organisation."""
    by = world.consortium.actor(who)
    with world.installation.reading() as session:
        row = session.query(CommentRow).filter_by(document_id=opened.document_id).first()
        assert row is not None
        try:
            document = document_pages.numbered(session, by, opened.document_id, 1).document
        except NotFound:
            return set()
        mine = {each.key for each in audiences.audiences(session, by, document)}
    return {word for word, key in made.items() if key in mine}


def addresses(app: Flask, opened: Opened, comment_id: str) -> Iterator[str]:
    """Every address that can be read of this document, and every page that takes no argument."""
    given = {
        "document_id": opened.document_id,
        "number": 1,
        "section_id": "S2",
        "comment_id": comment_id,
    }
    for rule in app.url_map.iter_rules():
        if _is_page(rule) and rule.arguments <= set(given):
            with app.test_request_context():
                yield app.url_map.bind("localhost").build(
                    rule.endpoint, {name: given[name] for name in rule.arguments}
                )


def _is_page(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and not rule.endpoint.startswith(("static", "health"))


def _read(client: FlaskClient, address: str) -> str:
    return plain(client.get(address).data)


def plain(content: bytes) -> str:
    """Every word of a page, of a PDF, or of any part of a Word file."""
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def test_no_page_and_no_file_shows_a_word_of_another_audience(world: World) -> None:
    opened = sent(world)
    made = written(world, opened)
    with world.installation.reading() as session:
        ids = [row.id for row in session.query(CommentRow) if row.reply_to is None]
    seen_somewhere: set[str] = set()
    pages = 0

    for who in READERS:
        client, may_see = world.client(who), allowed(world, opened, who, made)
        every = set(addresses(world.app, opened, ids[0]))
        every |= {f"/documents/{opened.document_id}/versions/1/comments/{one}" for one in ids}
        every |= {
            f"/documents/{opened.document_id}/versions/1/comments?state={state}"
            for state in ("all", "answered")
        }
        every -= {each for each in every if "leave" in each or "sign-out" in each}
        for address in sorted(every):
            found = set(CANARY.findall(_read(client, address)))
            pages += 1
            assert found <= may_see, (who, address, found - may_see)
            seen_somewhere |= found

    assert seen_somewhere == set(made), "the test reads the pages that show comments"
    assert pages > 100


def test_no_word_file_takes_out_a_comment_of_another_audience(world: World) -> None:
    opened = sent(world)
    made = written(world, opened)
    every = sorted(set(made.values()))

    for who in WRITERS:
        answer = world.client(who).post(
            f"/documents/{opened.document_id}/versions/1/word/download",
            data={"audiences": every, "audience": every, "comments": every},
        )
        found = set(CANARY.findall(plain(answer.data)))
        assert found <= allowed(world, opened, who, made), who


def test_no_mail_and_no_leaf_of_the_ledger_holds_a_word_of_a_comment(world: World) -> None:
    opened = sent(world)
    written(world, opened)

    with world.installation.reading() as session:
        jobs = [str(row.payload) for row in session.query(JobRow)]
        leaves = [str(event.data) for event in events.events(session)]
        private = [
            str(text)
            for event in events.events(session)
            for text in events.private_texts(session, event.commitments.values()).values()
        ]

    assert leaves
    assert not CANARY.findall("".join([*jobs, *leaves, *private]))
