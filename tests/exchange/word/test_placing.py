"""What people do in a file lands where it belongs, in their names; what has no place is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from govern.exchange.word.model import Note
from govern.exchange.word.placing import LABEL_GONE, Edit, Found, Remark
from govern.exchange.word.reading import read
from tests.exchange.word.specimens import AT, OLD, written
from tests.exchange_word import BODY, commented, edited, part, tracked, with_part

PURPOSE = OLD["purpose"]


def found(content: bytes, answers: dict[str, Any] = OLD, **more: Any) -> Found:
    """What is found in a file that began as `written(answers)`."""
    return written(answers, **more).found(read(content))


def test_an_untracked_edit_lands_in_its_question_and_keeps_the_rest_as_it_was_typed() -> None:
    changed = found(edited(written(OLD).content, {"in full": "in part"}))

    after = PURPOSE.replace("in full", "in part")
    assert changed.edits == (Edit("purpose", "", PURPOSE, after),)


def test_the_tracked_changes_of_two_authors_are_two_edits() -> None:
    file = tracked(written(OLD).content, "in full", "in part", "Ann")
    file = tracked(file, "stands", "remains", "Bob")

    changed = found(file)

    assert changed.edits == (
        Edit("purpose", "Ann", PURPOSE, PURPOSE.replace("in full", "in part")),
        Edit("purpose", "Bob", PURPOSE, PURPOSE.replace("stands", "remains")),
    )


def test_an_untracked_and_a_tracked_change_of_one_answer_are_told_apart() -> None:
    file = edited(tracked(written(OLD).content, "in full", "in part", "Ann"), {"stands": "is"})

    changed = found(file)

    plain = PURPOSE.replace("stands", "is")
    assert changed.edits == (
        Edit("purpose", "", PURPOSE, plain),
        Edit("purpose", "Ann", plain, plain.replace("in full", "in part")),
    )


@pytest.mark.parametrize(
    ("old", "new", "question", "answer"),
    [
        ("12 March 2027", "1 May 2027", "starts_on", "2027-05-01"),
        ("12 March 2027", "01/05/2027", "starts_on", "2027-05-01"),
        ("12,345", "99", "count", 99),
        ("Essex Police; Kent Police", "Kent Police", "bodies", ["kent"]),
        ("Green; Blue", "blue", "colours", ["blue"]),
        (">Yes<", ">No<", "agreed", False),
    ],
)
def test_short_answers_are_understood_in_the_words_of_people(
    old: str, new: str, question: str, answer: Any
) -> None:
    content = written(OLD).content
    body = part(content)
    assert old in body
    file = with_part(content, {BODY: body.replace(old, new)})

    assert found(file).edits == (Edit(question, "", OLD[question], answer),)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("12 March 2027", "as soon as may be", "Enter a real date"),
        ("12,345", "about a dozen", "Enter a whole number"),
        ("Green; Blue", "Green; Mauve", "'Mauve' is not one of the options"),
    ],
)
def test_words_that_are_no_such_answer_are_kept_and_the_answer_stays(
    old: str, new: str, says: str
) -> None:
    changed = found(edited(written(OLD).content, {old: new}))

    assert changed.edits == ()
    assert [(each.text, says in each.why) for each in changed.kept] == [(new, True)]


def test_a_changed_cell_an_added_and_a_deleted_row_are_one_new_table() -> None:
    content = written(OLD).content
    body = part(content).replace("Signs", "Signs twice")
    rows = re.findall(r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", body)
    cy = next(row for row in rows if ">Cy<" in row)
    new = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", cy).replace("Cy", "Di")
    file = with_part(content, {BODY: body.replace(cy, new)})

    (edit,) = found(file).edits

    assert [(row["who"], row.get("does")) for row in edit.after] == [
        ("Ann", "Writes\nand reads"), ("Bob", "Signs twice"), ("Di", "Checks"),
    ]  # fmt: skip
    assert [row["id"] for row in edit.after[:2]] == ["a", "b"]
    assert edit.after[2]["id"] not in "abc"
    assert found(file).edits == (edit,)


def test_a_comment_lands_on_its_question_with_the_words_it_stands_on() -> None:
    file = commented(written(OLD).content, "in full", "Ann", "How full?")

    assert found(file).remarks == (Remark("Ann", AT.replace("02T12", "20T10"), "How full?", "P1",
                                          "purpose", "in full"),)  # fmt: skip


def test_the_comments_it_went_out_with_are_not_new_and_an_answer_finds_its_thread() -> None:
    first = Note("0", "Dana Obi, Essex Police", AT, "[Essex]\nWhy?")
    file = written(OLD, notes=(first,), places={"purpose": ["0"]})
    assert file.found(read(file.content)).remarks == ()

    both = (first, Note("1", "Leo Marsh", AT, "Because.", parent="0"))
    back = written(OLD, notes=both, places={"purpose": ["0", "1"]}).content

    (remark,) = file.found(read(back)).remarks
    assert (remark.text, remark.answers, remark.question) == ("Because.", "id 0", "purpose")


def test_words_on_the_first_page_and_outside_the_text_are_kept() -> None:
    content = written(OLD).content
    body = part(content)
    box = "<w:p><w:r><w:pict><w:t>In a box</w:t></w:pict><w:t>Please read!</w:t></w:r></w:p>"
    file = with_part(content, {BODY: body.replace("<w:body>", f"<w:body>{box}", 1)})

    kept = {(each.where, each.text) for each in found(file).kept}

    assert kept == {("First page", "Please read!"), ("Outside the text", "In a box")}


def test_words_written_into_a_heading_are_kept() -> None:
    content = written(OLD).content
    body = part(content).replace(">Purpose<", ">Purpose (too long!)<")
    changed = found(with_part(content, {BODY: body}))

    assert [each.text for each in changed.kept] == ["(too long!)"]
    assert changed.edits == ()


def test_an_answer_whose_heading_was_deleted_is_left_as_it_is() -> None:
    content = written(OLD).content
    body = part(content)
    control = next(
        each
        for each in re.findall(r"<w:sdt>(?:(?!</w:sdt>).)*</w:sdt>", body)
        if ">Colour<" in each
    )
    changed = found(with_part(content, {BODY: body.replace(control, "")}))

    assert "colour" not in {each.question for each in changed.edits}
    assert any(each.why == LABEL_GONE for each in changed.kept)
    assert any("Red; or amber" in each.text for each in changed.kept)


def test_a_deletion_of_a_whole_answer_with_its_heading_is_a_tracked_edit() -> None:
    file = written({key: value for key, value in OLD.items() if key != "limits"}, OLD)

    edits = file.found(read(file.content), file.old).edits

    assert edits == (Edit("limits", "ISA-1, version 2", OLD["limits"], None),)


def test_a_text_without_our_anchors_is_known_by_its_headings() -> None:
    content = edited(written(OLD).content, {"in full": "in part"})
    body = re.sub(r"<w:bookmark(Start|End)[^>]*/>|<w:tag [^>]*/>", "", part(content))

    changed = found(with_part(content, {BODY: body}))

    assert [each.question for each in changed.edits if each.question == "purpose"] == ["purpose"]
    assert next(e.after for e in changed.edits if e.question == "purpose").count("in part") == 1


def test_any_other_document_is_kept_whole() -> None:
    paras = "".join(f"<w:p><w:r><w:t>Clause {n}</w:t></w:r></w:p>" for n in range(40))
    content = written(OLD).content
    body = re.sub(r"<w:body>.*</w:body>", f"<w:body>{paras}</w:body>", part(content))

    changed = found(with_part(content, {BODY: body}), {})

    assert changed.edits == ()
    assert [each.text for each in changed.kept] == [f"Clause {n}" for n in range(40)]
