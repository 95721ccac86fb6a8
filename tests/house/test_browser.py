"""The suite's own browser: it runs, it stays on this machine, and its rules notice faults."""

from __future__ import annotations

import asyncio
import hashlib
import json

import pytest
from playwright.sync_api import Error, Page

from tests import browser


@pytest.mark.browser
def test_a_sound_page_breaks_no_rule(page: Page) -> None:
    page.set_content(
        "<!doctype html><html lang=en-GB><title>Sound</title><main><h1>Sound</h1></main></html>"
    )

    assert browser.accessibility_faults(page) == []


@pytest.mark.browser
def test_a_picture_without_words_is_noticed(page: Page) -> None:
    page.set_content(
        "<!doctype html><html lang=en-GB><title>Faulty</title>"
        "<main><h1>Faulty</h1><img src='data:,'></main></html>"
    )

    faults = browser.accessibility_faults(page)

    assert [fault.split(":")[0] for fault in faults] == ["image-alt"]


@pytest.mark.browser
def test_the_browser_reaches_no_other_machine(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://elsewhere.example/")


@pytest.mark.browser
def test_other_tests_may_run_an_event_loop_meanwhile(chromium: object) -> None:
    async def answer() -> int:
        return 42

    assert asyncio.run(answer()) == 42


def test_the_rules_are_the_ones_their_makers_published() -> None:
    manifest = json.loads((browser.AXE.parent / "manifest.json").read_text())

    digest = hashlib.sha256(browser.AXE.read_bytes()).hexdigest()

    assert digest == manifest["sha256"][browser.AXE.name]


def test_a_missing_browser_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(browser.NoBrowser, match="run `make test`, which installs it"):
        browser.find_chromium()
