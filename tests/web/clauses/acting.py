"""What two lawyers do with one clause on the pages of the bank."""

from __future__ import annotations

from govern.commands.documents.open_document import Opened
from tests.web.documents.world import World

CLAUSE = "process-urgent"
NEWER = "A disclosure that is needed at once waits for nothing in this agreement, and is recorded."
MILDER = "A disclosure that is needed at once may be made, and both of us record it afterwards."


def put(world: World, opened: Opened, *, fallback: bool = False, typed: str = "Ours.") -> None:
    """Put the clause into an answer by the button beside its section."""
    address = f"/documents/{opened.document_id}/versions/1/sections/S9"
    step = f"clause:{CLAUSE}" + (":fallback" if fallback else "")
    client = world.client("lawyer")
    shown = client.get(address).text.split('name="based_on" value="')[1].split('"')[0]
    given = {"based_on": shown, "urgent_route": typed, "step": step}
    given[f"clause-to.{CLAUSE}"] = "urgent_route"
    answer = client.post(address, data=given)
    assert answer.status_code == 302, answer.text


def renew(world: World, wording: str = NEWER, fallback: str = MILDER) -> None:
    """One lawyer proposes the next version, another approves it, on their pages."""
    owner = world.consortium.persons["lawyer"]
    given = {"title": "Urgent disclosure", "wording": wording, "fallback": fallback}
    sent = world.client("lawyer").post(
        f"/clauses/{CLAUSE}/propose", data={**given, "owner_id": owner, "why": "Shorter."}
    )
    assert sent.status_code == 302, sent.text
    newest = "/clauses/" + CLAUSE
    page = world.client("lawyer_two").get(newest).text
    number = page.split('value="approve"')[0].rsplit("/versions/", 1)[1].split("/")[0]
    done = world.client("lawyer_two").post(
        f"{newest}/versions/{number}/decide", data={"act": "approve"}
    )
    assert done.status_code == 302, done.text
