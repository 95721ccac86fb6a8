"""A file that comes back unchanged says nothing; one that was changed says just that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.catalogue import definition, names
from documents.content import Content
from govern.exchange.word import views
from govern.exchange.word.markdown import key, markdown, paragraphs
from govern.exchange.word.model import WordText
from govern.exchange.word.placing import Edit, Found
from govern.exchange.word.reading import read
from tests.exchange.word.specimens import DEFINITION, NEW, OLD, Written, filled, text, written

MADE_ELSEWHERE = Path(__file__).parent / "libreoffice"
NOTHING = Found()


def seen(content: bytes, accepts: views.Accepts) -> WordText:
    """A file once all its changes are accepted or rejected."""
    found = read(content)
    return WordText(tuple(views.view(found.blocks, accepts)), found.notes, found.lost)


@pytest.mark.parametrize("name", names())
def test_every_kind_of_document_comes_back_as_it_went_out(name: str) -> None:
    pinned = definition(name)
    content = Content(pinned, filled(pinned))
    file = Written(content, content)

    assert file.found(read(file.content)) == NOTHING


@pytest.mark.parametrize("answers", [OLD, NEW, {}])
@pytest.mark.parametrize("blanks", [True, False])
def test_a_text_comes_back_as_it_went_out(answers: dict[str, Any], blanks: bool) -> None:
    file = written(answers, blanks=blanks)

    assert file.found(read(file.content)) == NOTHING


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (NEW, OLD), ({}, NEW), (OLD, {})])
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    file = written(new, old)

    assert file.found(seen(file.content, views.accepted), text(new)) == NOTHING
    assert file.found(seen(file.content, views.rejected), text(old)) == NOTHING


@pytest.mark.parametrize("name", names())
def test_a_redline_of_every_kind_of_document_holds_both_texts(name: str) -> None:
    pinned = definition(name)
    old, new = filled(pinned), filled(pinned, 2)
    changed = {k: v for at, (k, v) in enumerate(new.items()) if at % 5}
    changed |= {k: f"New. {v}" for k, v in changed.items() if isinstance(v, str) and "What" in v}
    file = Written(Content(pinned, changed), Content(pinned, old))

    assert file.found(seen(file.content, views.accepted), file.new) == NOTHING
    assert file.found(seen(file.content, views.rejected), file.old) == NOTHING


@pytest.mark.parametrize(
    ("name", "answers"),
    [("saved.docx", OLD), ("accepted.docx", NEW), ("rejected.docx", OLD)],
)
def test_what_libreoffice_saved_accepted_or_rejected_is_that_text(
    name: str, answers: dict[str, Any]
) -> None:
    """Made by LibreOffice 7.4 from `written(OLD)` and `written(NEW, OLD)`: opened, all changes
    accepted or rejected by its own command, and saved.
    """
    found = read((MADE_ELSEWHERE / name).read_bytes())

    assert list(views.marks(found.blocks)) == []
    assert written(answers).found(found, text(answers)) == NOTHING


def test_a_redline_that_libreoffice_saved_still_holds_both_texts() -> None:
    content = (MADE_ELSEWHERE / "redline.docx").read_bytes()
    file = written(NEW, OLD)

    assert views.authors(read(content)) == ["ISA-1, version 2"]
    for accepts, answers in ((views.accepted, NEW), (views.rejected, OLD)):
        found = file.found(seen(content, accepts), text(answers))
        assert {each.question for each in found.edits} <= {"purpose"}
        assert all(_words(each.before) == _words(each.after) for each in found.edits)
        assert found.kept == ()


def _words(answer: str) -> str:
    """Without the numbers of lists: LibreOffice gives the paragraph after a tracked deletion the
    list of the deleted one until the change is accepted or rejected.
    """
    return re.sub(r"(^|\n)1\. ", r"\1", answer)


def test_the_redline_of_a_text_as_tracked_changes_is_found_as_edits_of_its_author() -> None:
    found = written(NEW, OLD).found(read(written(NEW, OLD).content), text(OLD))

    changed = {each for each in {*OLD, *NEW} if OLD.get(each) != NEW.get(each)}
    assert {each.question for each in found.edits} == changed
    assert all(each.author == "ISA-1, version 2" for each in found.edits)
    assert Edit("count", "ISA-1, version 2", 12345, 7) in found.edits


def test_the_note_among_drafters_is_in_no_file_of_anybody_else() -> None:
    file = written(OLD, drafters=False)

    assert b"Fallback" not in str(read(file.content)).encode()
    assert file.found(read(file.content)) == NOTHING


def test_the_same_text_makes_the_same_bytes() -> None:
    assert written(NEW, OLD).content == written(NEW, OLD).content


WORDS = st.text("ab *_`[](){}<>&#-+1.\\!\n:/é\u00a0", max_size=40)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=6).map("\n\n".join))
def test_any_markdown_written_back_reads_as_the_same_paragraphs(source: str) -> None:
    once = paragraphs(source)

    again = paragraphs(markdown(once))

    assert [each.text for each in again] == [each.text for each in once]
    assert markdown(once, source) == source


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_any_two_texts_are_both_in_their_redline(old: str, new: str) -> None:
    one, other = {"purpose": old.strip()}, {"purpose": new.strip()}
    before = {k: v for k, v in one.items() if paragraphs(v)}
    after = {k: v for k, v in other.items() if paragraphs(v)}
    file = written(after, before)

    assert file.found(seen(file.content, views.accepted), text(after)) == NOTHING
    assert file.found(seen(file.content, views.rejected), text(before)) == NOTHING


def test_keys_tell_a_bold_word_from_a_plain_one() -> None:
    assert key(paragraphs("a **b** c")[0]) != key(paragraphs("a b c")[0])
    assert len(list(DEFINITION.questions())) == 13
