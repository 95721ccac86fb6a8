"""A redline between two versions: moves understood, filters, a PDF that nobody signs."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest

from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened, open_next_version
from tests.web.documents.test_reviewing import post
from tests.web.documents.world import World, strict

FIRST = "Records are kept for six years."
SECOND = "The council may see them for a child at risk."
THIRD = "Every look-up is logged and read again."
FOURTH = "Errors are put right within five days."


@pytest.fixture
def two(world: World) -> Opened:
    """An agreement whose first version was withdrawn and whose second moves a paragraph."""
    opened = world.opened()
    lawyer = world.consortium.actor("lawyer")
    world.save(opened.version_id, "S2", {"purpose": f"{FIRST}\n{SECOND}\n{FOURTH}\n{THIRD}"})
    here = world.installation
    change_status(here, by=lawyer, version_id=opened.version_id, act="send_for_review")
    post(world, opened, "essex_dpo", "Too long", "lawyer_and_force", quote="six years")
    change_status(
        here, by=lawyer, version_id=opened.version_id, act="withdraw",
        reasons="The next version takes its place.",
    )  # fmt: skip
    second = open_next_version(here, by=lawyer, document_id=opened.document_id)
    moved = f"{THIRD}\n{FIRST.replace('six', 'three')}\n{SECOND}\n{FOURTH}"
    world.save(second.version_id, "S2", {"purpose": moved})
    change_status(here, by=lawyer, version_id=second.version_id, act="send_for_review")
    return opened


def _changes(opened: Opened, query: str = "", kind: str = "") -> str:
    return f"/documents/{opened.document_id}/versions/2/changes{kind}?with=1{query}"


def test_a_moved_paragraph_is_shown_as_moved_and_a_changed_word_as_changed(
    world: World, two: Opened
) -> None:
    page = strict(world.client("essex_dpo").get(_changes(two)))

    assert f"[moved here, 1: {THIRD}]" in page
    assert f"[moved from here, 1: {THIRD}]" in page
    assert "[added: </span>three<span" in page
    assert "[removed: </span>six<span" in page


def test_the_redline_leads_to_word_and_to_a_pdf(world: World, two: Opened) -> None:
    page = strict(world.client("essex_dpo").get(_changes(two)))

    assert "As a Word file with tracked changes" in page
    assert "This redline as a PDF, not signed" in page


def test_only_the_own_sections_are_shown_when_asked(world: World, two: Opened) -> None:
    own = strict(world.client("essex_dpo").get(_changes(two, "&only=mine")))
    others = strict(world.client("kent_dpo").get(_changes(two, "&only=mine")))

    assert THIRD in own
    assert THIRD not in others
    assert "The two texts are the same." not in others
    assert "No change fits this filter." in others


def test_what_nobody_has_classed_counts_as_material(world: World, two: Opened) -> None:
    page = strict(world.client("essex_dpo").get(_changes(two, "&only=material")))

    assert THIRD in page


def test_the_pdf_says_the_same_without_colour_and_that_it_is_not_signed(
    world: World, two: Opened
) -> None:
    kept = set(world.installation.archive.digests())

    answer = world.client("essex_dpo").get(_changes(two, kind=".pdf"))

    assert answer.mimetype == "application/pdf"
    assert "NOT-SIGNED" in answer.headers["Content-Disposition"]
    read = subprocess.run(["pdftotext", "-", "-"], input=answer.data, capture_output=True)
    words = " ".join(read.stdout.decode().split())
    assert "NOT SIGNED" in words
    assert "[added: three]" in words
    assert "[removed: six]" in words
    assert f"[moved here, 1: {THIRD}]" in words
    with pikepdf.open(io.BytesIO(answer.data)) as opened:
        form = opened.Root.get("/AcroForm")
        assert form is None or not len(form.get("/Fields", []))
    assert set(world.installation.archive.digests()) == kept


def test_the_pdf_is_there_for_readers_alone(world: World, two: Opened) -> None:
    assert world.client("other_lawyer").get(_changes(two, kind=".pdf")).status_code == 404
