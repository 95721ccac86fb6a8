"""The editor keeps up with a fast typist in the longest section there is."""

from __future__ import annotations

from statistics import median

import pytest
from playwright.sync_api import Page

from tests.bench.typing_bench import SENTENCE, typed
from tests.browser import served
from tests.web.documents.world import World

pytestmark = pytest.mark.browser
KEEPS_UP = 50


def test_a_key_is_painted_at_once_among_25_000_words(page: Page, world: World) -> None:
    with served(world.app) as address:
        times = typed(page, world, address, SENTENCE)

    assert len(times) == len(SENTENCE)
    assert median(times) < KEEPS_UP
