"""Word files through the commands: out, back, and applied without losing anybody's words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from documents.catalogue import definition
from govern.commands.comments.post import Note, post_comment
from govern.commands.documents.save_section import save_section
from govern.commands.word.download import redline
from govern.errors import Forbidden, Invalid, NotFound
from govern.exchange.word.reading import read
from govern.installation import Installation
from govern.store import drafts
from govern.store.rows.ledger import EventRow
from govern.store.rows.word import SuggestionRow, WordDownloadRow
from govern.store.rows.working import CommentRow
from tests.exchange.word.specimens import filled
from tests.exchange_word import commented, edited, tracked
from tests.in_review import WORDS, Agreement
from tests.word_files import applied, brought, keys, row, taken


@pytest.fixture
def agreement(embedded: Installation) -> Agreement:
    """On SQLite alone."""
    return Agreement(embedded)


@pytest.fixture
def on_either(installation: Installation) -> Agreement:
    """On both databases."""
    return Agreement(installation)


def test_an_unchanged_file_brings_nothing_back(agreement: Agreement) -> None:
    made = brought(agreement, "lawyer", taken(agreement, "lawyer"))

    assert row(agreement, made).found == {"edits": {}, "remarks": {}, "kept": []}


def test_an_edit_made_while_the_draft_moved_on_is_merged_with_it(on_either: Agreement) -> None:
    file = edited(taken(on_either, "lawyer"), {"at once": "within an hour"})
    on_either.save(WORDS.replace("Officers", "Trained officers"))

    done = applied(on_either, "lawyer", brought(on_either, "lawyer", file), "e0")

    assert done["e0"]["became"] == "edit"
    assert on_either.answer == "Trained officers share what protects a child, within an hour."


def test_an_edit_of_words_that_changed_meanwhile_becomes_a_suggestion(
    on_either: Agreement,
) -> None:
    file = edited(taken(on_either, "lawyer"), {"at once": "within an hour"})
    on_either.save(WORDS.replace("at once", "on the same day"))

    done = applied(on_either, "lawyer", brought(on_either, "lawyer", file), "e0")

    assert done["e0"]["became"] == "suggestion"
    assert on_either.answer == WORDS.replace("at once", "on the same day")


def test_a_tracked_change_is_a_suggestion_in_the_name_it_bears(agreement: Agreement) -> None:
    file = tracked(taken(agreement, "essex_dpo"), "at once", "within an hour", "Dana Obi")

    made = brought(agreement, "essex_dpo", file)
    done = applied(agreement, "essex_dpo", made, "e0")
    again = applied(agreement, "essex_dpo", made, "e0")

    with agreement.installation.reading() as session:
        (found,) = session.scalars(select(SuggestionRow))
    assert (found.tracked_by, found.upload_id, found.state) == ("Dana Obi", made, "open")
    assert found.answers["after"] == WORDS.replace("at once", "within an hour")
    assert done["e0"] == {"became": "suggestion", "id": found.id}
    assert again == {}
    assert agreement.answer == WORDS


def test_a_comment_goes_to_the_narrowest_audience_unless_another_is_chosen(
    agreement: Agreement,
) -> None:
    file = commented(taken(agreement, "essex_dpo"), "at once", "Dana Obi", "How soon is that?")

    applied(agreement, "essex_dpo", brought(agreement, "essex_dpo", file), "r0")

    with agreement.installation.reading() as session:
        (found,) = session.scalars(select(CommentRow))
    assert (found.audience, found.section, found.question) == ("internal", "S2", "purpose")
    assert found.text == (
        "From Word, by Dana Obi:\nOn “Officers share what protects a child, at once.”\n"
        "How soon is that?"
    )


def test_comments_go_out_to_their_audience_and_are_no_new_ones_when_they_come_back(
    agreement: Agreement,
) -> None:
    internal, force, *_ = keys(agreement, "essex_dpo")
    for key, words in ((internal, "Canary inside"), (force, "Canary of the lawyers")):
        post_comment(
            agreement.installation,
            by=agreement.made.actor("essex_dpo"),
            version_id=agreement.version_id,
            note=Note("S2", key, words, "purpose"),
        )

    said = {
        who: sorted(
            note.text.partition("\n")[2] for note in read(taken(agreement, who, *chosen)).notes
        )
        for who, chosen in (
            ("essex_dpo", [internal, force]), ("lawyer", [internal, force]),
            ("kent_siro", [internal, force]), ("signatory", [internal, force]), ("essex_siro", []),
        )
    }  # fmt: skip

    assert said == {
        "essex_dpo": ["Canary inside", "Canary of the lawyers"],
        "lawyer": ["Canary of the lawyers"],
        "kent_siro": [],
        "signatory": [],
        "essex_siro": [],
    }
    back = brought(agreement, "lawyer", taken(agreement, "lawyer", force))
    assert row(agreement, back).found["remarks"] == {}


def test_a_file_of_another_document_or_a_redline_is_refused(agreement: Agreement) -> None:
    lawyer = agreement.made.actor("lawyer")
    made = redline(
        agreement.installation,
        by=lawyer,
        version_id=agreement.version_id,
        earlier_id=agreement.version_id,
    )

    with pytest.raises(Invalid, match="This is a redline"):
        brought(agreement, "lawyer", made.content)
    other = edited(taken(agreement, "lawyer"), {"gx_": "gx_" + "f" * 32 + "_"})
    assert row(agreement, brought(agreement, "lawyer", other)).download_id is None
    foreign = taken(agreement, "lawyer")
    with agreement.installation.database.writing() as session:
        for each in session.scalars(select(WordDownloadRow)):
            each.document_id = "0" * 32
    with pytest.raises(Invalid, match="downloaded from another document"):
        brought(agreement, "lawyer", foreign)


@pytest.mark.parametrize(("who", "fault"), [("coordinator", Forbidden), ("admin", NotFound)])
def test_who_is_no_party_brings_nothing_back(
    agreement: Agreement, who: str, fault: type[Exception]
) -> None:
    file = taken(agreement, "lawyer")

    with pytest.raises(fault):
        brought(agreement, who, file)


def test_the_bytes_are_kept_as_they_came_and_no_word_is_in_the_ledger(
    agreement: Agreement,
) -> None:
    file = edited(taken(agreement, "lawyer"), {"at once": "Canary"})

    made = row(agreement, brought(agreement, "lawyer", file))

    assert agreement.installation.uploads.get(made.sha256) == file
    with agreement.installation.reading() as session:
        events = [str(vars(each)) for each in session.scalars(select(EventRow))]
    assert any("word_file_uploaded" in each for each in events)
    assert not any("Canary" in each or "back.docx" in each for each in events)


def test_a_text_of_sixty_pages_goes_out_and_comes_back_whole(agreement: Agreement) -> None:
    pinned = definition("sharing_agreement")
    answers = filled(pinned, 12)
    prose = "\n\n".join(f"{n}. The parties agree on clause {n}. " + "So it is. " * 40
                        for n in range(6))  # fmt: skip
    for each in pinned.questions():
        if str(answers[each.id]).startswith("What") and (each.max_length or 20_000) > 2_999:
            answers[each.id] += "\n\n" + prose
    for part in pinned.sections:
        given = {each.id: answers[each.id] for each in part.questions if each.id in answers}
        save_section(
            agreement.installation,
            by=agreement.made.actor("lawyer"),
            version_id=agreement.version_id,
            section=part.id,
            given=given,
            based_on=10**6,
        )

    file = taken(agreement, "lawyer")
    back = brought(agreement, "lawyer", edited(file, {"clause 5": "clause five"}))

    found = row(agreement, back).found
    with agreement.installation.reading() as session:
        words = str(drafts.answers(session, agreement.version_id)).split()
    assert len(words) > 18_000
    assert found["kept"] == [] and len(found["edits"]) >= 20
    assert all("clause five" in each["after"] for each in found["edits"].values())
