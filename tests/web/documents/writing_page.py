"""A section in a browser with the editor over its long answers, for tests of writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from govern.commands.documents.open_document import Opened
from tests.browser import served
from tests.web.documents.world import World
from tests.web.going import enter

WATCH = """() => { window.refused = [];
document.addEventListener('securitypolicyviolation',
  told => window.refused.push(`${told.violatedDirective} ${told.blockedURI} ${told.sample}`)); }"""


@dataclass
class Writing:
    """A lawyer's page of one section, and what stands behind it."""

    page: Page
    world: World
    opened: Opened
    path: str

    def go(self) -> None:
        """Open the section and wait until its answers can be written."""
        self.page.goto(self.path)
        self.page.locator(".app-editor__below").first.wait_for()

    def stored(self, question: str) -> str:
        """What the form would send for a question."""
        value = f"document.querySelector('textarea[name={question}]').value"
        return str(self.page.evaluate(value))

    def paste(self, kind: str, data: str) -> None:
        """Paste into what has the focus, as a program would put it on the clipboard."""
        self.page.evaluate(
            """([kind, data]) => { const held = new DataTransfer(); held.setData(kind, data);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste',
              {clipboardData: held, bubbles: true, cancelable: true})); }""",
            [kind, data],
        )


@contextmanager
def writing(page: Page, world: World, answers: dict[str, Any] | None = None) -> Iterator[Writing]:
    """The section of an agreement's purpose, open in a browser, with these answers in it."""
    opened = world.opened()
    if answers:
        world.save(opened.version_id, "S2", answers)
    with served(world.app) as address:
        enter(page, address, world.consortium.persons["lawyer"])
        page.add_init_script(f"({WATCH})()")
        path = f"{address}/documents/{opened.document_id}/versions/1/sections/S2"
        made = Writing(page, world, opened, path)
        made.go()
        yield made
        assert page.evaluate("window.refused") == []
