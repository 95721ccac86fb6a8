"""Setting up an installation that is no demonstration, with the command line alone."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_organisations_are_added_renamed_ended_and_listed(begun: Run) -> None:
    line = ("organisations", "add", "kent", "--kind", "force", "--name", "Kent Police")
    assert begun(*line)[0] == 0
    assert begun(*line)[0] == 1
    assert begun("organisations", "add", "essex", "--kind", "force", "--name", "Essex")[0] == 0
    assert begun("organisations", "rename", "essex", "--name", "Essex Police")[0] == 0
    ending = ("organisations", "end", "kent", "--successor", "essex")
    assert begun(*ending)[0] == 2
    assert begun(*ending, "--novation", "Order 2026/12")[0] == 0

    listed = begun("organisations", "list")[1]

    assert [(each["slug"], each["name"], bool(each["ended_at"])) for each in listed] == [
        ("essex", "Essex Police", False),
        ("kent", "Kent Police", True),
        ("consortium-office", "Consortium office", False),
    ]


def test_the_vocabulary_that_ships_is_loaded_once(begun: Run) -> None:
    first, second = begun("vocabulary", "load"), begun("vocabulary", "load")

    assert len(first[1]["added"]) > 20
    assert second[1]["added"] == []
    code, told = begun("vocabulary", "list")
    assert code == 0
    assert {each["module"] for each in told["categories"]} == {
        "intelligence",
        "crime",
        "custody",
        "case",
    }


def test_words_of_ones_own_are_added(begun: Run) -> None:
    category = ("vocabulary", "add-category", "drone", "--title", "Drone footage", "--module")
    assert begun(*category, "crime")[0] == 0
    assert begun(*category, "crime")[0] == 1
    assert begun("vocabulary", "add-purpose", "Upper Case", "--title", "x")[0] == 2
    purpose = ("vocabulary", "add-purpose", "patrol", "--title", "Patrol", "--law-enforcement")
    assert begun(*purpose)[0] == 0

    told = begun("vocabulary", "list")[1]

    assert told["categories"] == [
        {"id": "drone", "title": "Drone footage", "module": "crime", "health": False}
    ]
    assert told["purposes"] == [{"id": "patrol", "title": "Patrol", "law_enforcement": True}]


def test_a_leaver_is_ended_and_then_erased(begun: Run) -> None:
    begun("people", "add", "--name", "Bo Lund", "--email", "bo@lund.example")
    begun(
        *("people", "appoint", "--email", "bo@lund.example"),
        *("--organisation", "consortium-office", "--role", "gold"),
    )
    erasing = ("people", "erase", "--email", "bo@lund.example", "--basis", "Article 17(1)(a)")
    assert begun(*erasing)[0] == 1
    held = next(each for each in begun("people", "list")[1] if each["name"] == "Bo Lund")["roles"]

    assert begun("people", "end", held[0]["id"])[0] == 0
    assert begun(*erasing)[0] == 0
    assert begun(*erasing)[0] == 2
    assert [each["name"] for each in begun("people", "list")[1]] == ["Ada Quill"]
    assert begun("ledger", "verify")[0] == 0


def test_a_person_is_invited_again(begun: Run) -> None:
    code, told = begun("people", "invite", "--email", "ada@quill.example")

    assert code == 0
    assert told["invitation"].startswith("http://127.0.0.1:8000/invitation/")
    assert begun("people", "invite", "--email", "nobody@quill.example")[0] == 2
