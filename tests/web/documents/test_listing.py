"""The list of documents in a browser: filters, empty states and who may open."""

from __future__ import annotations

import pytest

from tests.web.documents.world import World, strict


def test_the_empty_list_says_what_to_do(world: World) -> None:
    assert "There is no document yet. Open the first one." in strict(
        world.client("lawyer").get("/documents")
    )
    assert "Nothing has been sent to you yet." in strict(world.client("kent_dpo").get("/documents"))


@pytest.mark.parametrize(
    ("who", "may"), [("lawyer", True), ("author", True), ("essex_dpo", False), ("gold", False)]
)
def test_only_those_who_may_open_are_offered_it(world: World, who: str, may: bool) -> None:
    assert ("New document" in strict(world.client(who).get("/documents"))) is may


def test_the_list_is_filtered_and_keeps_what_was_asked(world: World) -> None:
    world.opened(title="Sharing for safeguarding")
    world.opened("dpia", title="Shared records management system")
    client = world.client("lawyer")

    page = strict(client.get("/documents?kind=dpia&words=records"))

    assert "DPIA-1" in page
    assert "ISA-1" not in page
    assert 'value="records"' in page
    assert "No document is like this" in strict(client.get("/documents?words=zzz"))


@pytest.mark.parametrize("query", ["page=999999999999999999999", "page=-4", "page=x", "words=%00"])
def test_nonsense_in_the_address_is_no_fault(world: World, query: str) -> None:
    world.opened()

    answer = world.client("lawyer").get(f"/documents?{query}")

    assert answer.status_code == 200
    strict(answer)


def test_the_title_of_a_document_is_text_and_never_markup(world: World) -> None:
    opened = world.opened(title="<img src=x onerror=alert(1)> and '\"")

    for path in ("/documents", f"/documents/{opened.document_id}"):
        page = strict(world.client("lawyer").get(path))
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_pages_of_the_list_follow_each_other(world: World) -> None:
    for number in range(26):
        world.opened(title=f"Agreement number {number:02}")
    client = world.client("lawyer")

    first, second = strict(client.get("/documents")), strict(client.get("/documents?page=2"))

    assert "Agreement number 25" in first
    assert "Agreement number 00" not in first
    assert "Agreement number 00" in second
