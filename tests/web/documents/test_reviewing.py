"""Review: each reads the comments of its own audiences, and sees who will read before posting."""

from __future__ import annotations

import re

import pytest

from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from tests.web.documents.world import World, strict


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement that is with its parties for review."""
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Protect **children** at risk"})
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=opened.version_id,
        act="send_for_review",
    )
    return opened


def address(opened: Opened, rest: str = "") -> str:
    """A page of the version in review."""
    return f"/documents/{opened.document_id}/versions/1{rest}"


def post(world: World, opened: Opened, who: str, text: str, audience: str, **more: str) -> str:
    """Post a comment on S2; the page one lands on."""
    client = world.client(who)
    page = strict(client.get(address(opened, "/sections/S2/comment")))
    keys = re.findall(r'name="audience" type="radio" value="([^"]+)"', page)
    key = next(each for each in keys if f":{audience}:" in each)
    given = {"audience": key, "text": text, **more}
    answer = client.post(address(opened, "/sections/S2/comment"), data=given, follow_redirects=True)
    return strict(answer)


def test_the_text_is_read_with_its_marks_and_without_markup_of_its_author(
    world: World, sent: Opened
) -> None:
    world.save(sent.version_id, "S2", {"purpose": "**Bold** <script>alert(1)</script>"})

    page = strict(world.client("essex_dpo").get(address(sent)))

    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page


def test_the_narrowest_audience_is_chosen_before_posting(world: World, sent: Opened) -> None:
    page = strict(world.client("essex_dpo").get(address(sent, "/sections/S2/comment")))

    chosen = re.search(r'<input[^>]*name="audience"[^>]*value="[^"]*:internal:[^"]*"[^>]*>', page)
    assert chosen is not None
    assert "checked" in chosen[0]
    assert "Only Essex Police" in page


@pytest.mark.parametrize(
    ("audience", "readers", "others"),
    [
        ("internal", ["reviewer"], ["lawyer", "kent_dpo", "signatory", "coordinator"]),
        ("lawyer_and_force", ["lawyer", "reviewer"], ["kent_dpo", "signatory", "coordinator"]),
        ("lawyer_and_forces", ["lawyer", "kent_dpo"], ["signatory", "coordinator"]),
        ("negotiation", ["lawyer", "kent_dpo", "signatory"], ["coordinator"]),
    ],
)
def test_a_comment_reaches_its_audience_and_nobody_else(
    world: World, sent: Opened, audience: str, readers: list[str], others: list[str]
) -> None:
    post(world, sent, "essex_dpo", "A canary in a comment", audience)

    for who in readers:
        assert "A canary in a comment" in strict(world.client(who).get(address(sent))), who
        assert "A canary in a comment" in strict(world.client(who).get(address(sent, "/comments")))
    for who in others:
        assert "A canary in a comment" not in strict(world.client(who).get(address(sent))), who
        assert "canary" not in strict(world.client(who).get(address(sent, "/comments"))), who


def test_asking_for_changes_shows_in_the_lawyers_list(world: World, sent: Opened) -> None:
    post(world, sent, "essex_dpo", "Say how long", "lawyer_and_force", changes="y")

    page = strict(world.client("lawyer").get(address(sent, "/comments")))

    assert "Changes asked for" in page
    assert "Essex Police" in page
    assert "The lawyers and Essex Police" in page


def test_the_lawyers_answer_and_overrule_with_reasons(world: World, sent: Opened) -> None:
    post(world, sent, "essex_dpo", "Say how long", "lawyer_and_force", changes="y")
    client = world.client("lawyer")
    thread = re.search(r'href="([^"]+/comments/[0-9a-f]{32})"', client.get(address(sent)).text)
    assert thread is not None

    answered = client.post(thread[1] + "/answer", data={"answer": "It is in S13"})
    refused = client.post(thread[1] + "/answer", data={"resolution": "overruled", "reasons": "no"})
    given = {"resolution": "overruled", "reasons": "Section 13 sets the period for every item."}
    settled = client.post(thread[1] + "/answer", data=given, follow_redirects=True)

    assert answered.status_code == 302
    assert refused.status_code == 422
    assert "Say why, in 20 characters or more" in strict(refused)
    assert "on S2: overruled, with your reasons." in strict(settled)
    read = strict(world.client("essex_dpo").get(thread[1]))
    assert "Overruled" in read
    assert "Section 13 sets the period for every item." in read
    assert "It is in S13" in read


def test_a_misdirected_comment_is_recalled_and_its_words_are_gone(
    world: World, sent: Opened
) -> None:
    post(world, sent, "essex_dpo", "Not for these eyes", "lawyer_and_forces")
    client = world.client("essex_dpo")
    thread = re.search(r'href="([^"]+/comments/[0-9a-f]{32})"', client.get(address(sent)).text)
    assert thread is not None

    client.post(thread[1] + "/recall")

    page = strict(world.client("lawyer").get(address(sent)))
    assert "Not for these eyes" not in page
    assert "This comment was recalled by its author" in page


def test_a_comment_of_another_audience_is_a_page_that_is_not_there(
    world: World, sent: Opened
) -> None:
    post(world, sent, "essex_dpo", "Between us", "internal")
    thread = re.search(
        r'href="([^"]+/comments/[0-9a-f]{32})"', world.client("essex_dpo").get(address(sent)).text
    )
    assert thread is not None

    assert world.client("lawyer").get(thread[1]).status_code == 404
    assert (
        world.client("lawyer").post(thread[1] + "/answer", data={"answer": "Hm"}).status_code == 404
    )


def test_the_check_page_tells_what_is_missing_and_where(world: World) -> None:
    opened = world.opened()
    client = world.client("lawyer")

    page = strict(client.get(address(opened, "/check")))

    assert "required answers missing" in page
    assert f'href="{address(opened)}/sections/S2#purpose"' in page
    assert "Send for review" in page


def test_sending_for_review_shows_the_text_to_its_parties(world: World) -> None:
    opened = world.opened()

    answer = world.client("lawyer").post(
        address(opened, "/status"), data={"act": "send_for_review"}, follow_redirects=True
    )

    assert "with its parties for review" in strict(answer)
    assert world.client("signatory").get(address(opened)).status_code == 200


def test_what_changed_is_said_in_words_too(world: World, sent: Opened) -> None:
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=sent.version_id,
        act="withdraw",
        reasons="It was sent too early to be of use.",
    )
    client = world.client("lawyer")
    client.post(f"/documents/{sent.document_id}/next-version")
    second = f"/documents/{sent.document_id}/versions/2"
    client.post(
        f"{second}/sections/S2", data={"based_on": "1", "purpose": "Protect adults at risk"}
    )

    page = strict(client.get(f"{second}/changes?with=1"))

    assert "[added: </span>adults" in page
    assert "[removed: </span>" in page
