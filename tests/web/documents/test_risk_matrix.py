"""The matrix that is set for every document is chosen already, and each text may use another."""

from __future__ import annotations

import re

from govern.commands.settings.change_setting import change_setting
from tests.web.documents.world import World, strict


def chosen(page: str) -> list[str]:
    """The values of the radio buttons of the matrix that are ticked."""
    buttons = re.findall(r'<input[^>]*name="risk_matrix"[^>]*>', page)
    ticked = [each for each in buttons if " checked" in each]
    return [found[1] for each in ticked if (found := re.search(r'value="([^"]+)"', each))]


def test_it_is_chosen_where_nothing_was_and_left_where_something_is(world: World) -> None:
    opened = world.opened("dpia")
    lawyer = world.client("lawyer")
    section = f"/documents/{opened.document_id}/versions/1/sections/D16"
    unset = chosen(strict(lawyer.get(section)))

    change_setting(world.installation, by=None, name="risk_matrix", value="force_5x5")
    preset = chosen(strict(lawyer.get(section)))
    world.save(opened.version_id, "D16", {"risk_matrix": "ico_3x3"})
    own = chosen(strict(lawyer.get(section)))

    assert (unset, preset, own) == ([], ["force_5x5"], ["ico_3x3"])


def test_a_text_with_another_matrix_is_advised_against_when_it_is_checked(world: World) -> None:
    opened = world.opened("dpia")
    world.save(opened.version_id, "D16", {"risk_matrix": "ico_3x3"})
    check = f"/documents/{opened.document_id}/versions/1/check"
    before = world.client("lawyer").get(check).text

    change_setting(world.installation, by=None, name="risk_matrix", value="force_5x5")

    after = world.client("lawyer").get(check).text
    assert "levels cannot be compared" not in before
    assert "levels cannot be compared" in after
