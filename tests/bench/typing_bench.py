"""From a key to the painted page in a section of 25,000 words, with the editor and in plain text.

Chromium times each key itself, by steps of 8 ms, and says nothing of keys below 16 ms: those count
as 16. The section is the one with most long answers of a DPIA, every answer about as long.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from documents.catalogue import definition
from documents.definition import Kind
from govern.app import create_app
from tests.bench.writing_bench import installed
from tests.browser import launch, served
from tests.web.documents.world import World, make_world
from tests.web.going import enter

WORDS = 25_000
PARAGRAPH = 100
SENTENCE = "The quick brown fox jumps over the lazy dog while the lawyer writes on and on. "
GAP = 40
"""Milliseconds between two keys: three hundred words a minute."""

_WATCH = """() => {
  window.took = []; window.pressed = 0;
  const note = list => list.getEntries().filter(each => each.name === 'keydown')
    .forEach(each => window.took.push(each.duration));
  window.watch?.disconnect();
  window.watch = new PerformanceObserver(note);
  window.watch.observe({type: 'event', durationThreshold: 16});
  window.count ??= document.addEventListener('keydown', () => { window.pressed += 1; }, true) ?? 1;
}"""


def rows() -> Iterator[tuple[str, str]]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = installed(home, f"sqlite:///{home}/govern.sqlite")
        world = make_world(made, create_app(made))
        with served(world.app) as address, sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            for plainly in (False, True):
                times = typed(page, world, address, SENTENCE * 4, plainly=plainly)
                how = "plain text" if plainly else "the editor"
                key = f"25,000 words: a key to the painted page, {how}"
                yield f"{key}, median ms", f"{median(times):.0f}"
                yield f"{key}, p95 ms", f"{quantiles(times, n=20)[-1]:.0f}"
            browser.close()
        made.database.close()


def typed(
    page: Page, world: World, address: str, text: str, *, plainly: bool = False
) -> list[float]:
    """The milliseconds of each key of the text, typed at the end of the section's first answer."""
    path, question = _section(world)
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(f"{address}{path}")
    page.locator(".app-editor__below").first.wait_for()
    if plainly:
        page.locator(".app-editor__turn").first.click()
    page.locator(f"#{question}").click()
    page.keyboard.press("Control+End")
    page.evaluate(_WATCH)
    page.keyboard.type(text, delay=GAP)
    page.wait_for_timeout(300)
    slow: list[float] = page.evaluate("window.took")
    return slow + [16.0] * (len(text) - len(slow))


def _section(world: World) -> tuple[str, str]:
    """The address of a new DPIA's section with 25,000 words in it, and its first long answer."""
    opened = world.opened("dpia")
    pinned = definition("dpia")
    asked = {
        part.id: [each.id for each in part.questions if each.kind is Kind.LONG_TEXT]
        for part in pinned.sections
    }
    part = max(asked, key=lambda each: len(asked[each]))
    chance = random.Random(1)
    each = WORDS // len(asked[part])
    world.save(opened.version_id, part, {name: _text(chance, each) for name in asked[part]})
    here = f"/documents/{opened.document_id}/versions/1/sections/{part}"
    return here, asked[part][0]


def _text(chance: random.Random, many: int) -> str:
    words = [f"word{chance.randint(1, 400)}" for _ in range(many)]
    paragraphs = [words[at : at + PARAGRAPH] for at in range(0, many, PARAGRAPH)]
    return "\n\n".join(" ".join(each) for each in paragraphs)


if __name__ == "__main__":
    for what, figure in rows():
        print(f"{what:<66} {figure:>12}", flush=True)
