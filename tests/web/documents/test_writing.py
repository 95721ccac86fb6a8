"""Help while writing: a preview that saves nothing, and saving by itself that merges nothing."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.web.documents.test_saving import revision, section, standing
from tests.web.documents.world import World, strict


def send(client: FlaskClient, address: str, **typed: Any) -> Any:
    """Send the form of a section."""
    return client.post(address, data=typed)


def test_a_preview_shows_the_marks_keeps_what_was_typed_and_saves_nothing(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old"})
    address, client = section(opened, "S2"), world.client("lawyer")

    page = strict(
        send(client, address, purpose="**Strong** <b>x</b>", based_on="1", step="preview")
    )

    assert "<strong>Strong</strong> &lt;b&gt;x&lt;/b&gt;" in page
    assert "**Strong** &lt;b&gt;x&lt;/b&gt;</textarea>" in page
    assert 'name="based_on" value="1"' in page
    assert standing(world, opened, "S2") == {"purpose": "Old"}


def test_a_preview_after_somebody_saved_is_still_based_on_the_old_text(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old"})
    world.save(opened.version_id, "S2", {"purpose": "Theirs"})
    address, client = section(opened, "S2"), world.client("lawyer")

    page = strict(send(client, address, purpose="Mine", based_on="1", step="preview"))

    assert 'name="based_on" value="1"' in page


def test_saving_by_itself_tells_the_revision_and_the_time(world: World) -> None:
    opened = world.opened()
    address, client = section(opened, "S2"), world.client("lawyer")

    answer = send(client, address, purpose="Typed", based_on="0", step="autosave")

    assert (answer.status_code, answer.json) == (200, {"revision": 1, "told": "Saved at midday"})
    assert standing(world, opened, "S2") == {"purpose": "Typed"}
    assert revision(client, address) == "1"


def test_saving_by_itself_never_merges_what_the_page_cannot_show(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old"})
    world.save(opened.version_id, "S2", {"purpose": "Old", "outcomes": "Theirs"})
    address, client = section(opened, "S2"), world.client("lawyer")

    answer = send(client, address, purpose="Mine", based_on="1", step="autosave")
    kept = send(client, address, purpose="Mine", based_on="1", step="save")

    assert answer.status_code == 409
    assert "Save it to keep both" in answer.json["told"]
    assert kept.status_code == 302
    assert standing(world, opened, "S2") == {"purpose": "Mine", "outcomes": "Theirs"}


def test_whoever_is_signed_out_is_told_so(world: World) -> None:
    opened = world.opened()
    stranger = world.app.test_client()

    answer = send(stranger, section(opened, "S2"), purpose="x", based_on="0", step="autosave")

    assert answer.status_code == 401
