"""A person in a browser: clicks and types as people do, and asks axe-core about every page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser import accessibility_faults
from tests.journeys.served import Served

PICTURES = os.environ.get("JOURNEY_PICTURES")
"""A folder to leave a picture of every page in, for whoever wants to look; none when not set."""

_numbers: Iterator[int] = count(1)


class Beside:
    """A second page that shows what a page without scripts shows: axe-core is a script and needs
    one that runs them, while the site's own stay away.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._page = context.new_page()
        self._page.route("**/*.js*", lambda route: route.abort())

    def shows(self, original: Page) -> Page:
        """The same document at the same address."""
        text = original.content()
        self._page.route(
            original.url, lambda route: route.fulfill(body=text, content_type="text/html")
        )
        self._page.goto(original.url)
        self._page.unroute(original.url)
        return self._page


class Visitor:
    """One person, signed in under one appointment; every page they reach is looked at."""

    def __init__(self, site: Served, page: Page, who: str, beside: Beside | None = None) -> None:
        self.site, self.page, self.who, self.beside = site, page, who, beside

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site.url + path)
        self.look()

    def follow(self, words: str) -> None:
        """Follow the first link of these words."""
        link = self.page.get_by_role("link", name=words)
        if not link.count() and self.page.locator("summary", has_text="More").count():
            self.open("More")
        link.first.click()
        self.look()

    def press(self, words: str) -> None:
        """Press the button of these words."""
        self.page.get_by_role("button", name=words).first.click()
        self.look()

    def open(self, words: str) -> None:
        """Unfold what is folded away under these words."""
        self.page.locator("summary", has_text=words).first.click()

    def write(self, label: str, text: str) -> None:
        """Type into the field of this label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, label: str) -> None:
        """Choose the radio button or tick the box of this label."""
        self.page.get_by_label(label, exact=True).first.check()

    def pick(self, label: str, option: str) -> None:
        """Pick an option from the list of this label."""
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def date(self, legend: str, day: str, month: str, year: str) -> None:
        """Type a date."""
        group = self.page.get_by_role("group", name=legend)
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(label, exact=True).fill(value)

    def look(self) -> None:
        """Wait for the page, ask axe-core about it, and leave a picture when one is wanted."""
        self.page.wait_for_load_state("load")
        if PICTURES:
            self._picture(Path(PICTURES))
        faults = accessibility_faults(self.beside.shows(self.page) if self.beside else self.page)
        assert not faults, f"{self.who} at {self.page.url}: {faults}"

    def sees(self, words: str | re.Pattern[str]) -> None:
        """These words are in the main part of the page."""
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def heading(self) -> str:
        """The page's heading of the first level."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def path(self) -> str:
        """The address of the page within the site."""
        return self.page.url.removeprefix(self.site.url)

    def title(self) -> str:
        """The title of the page."""
        return self.page.title()

    def focused(self) -> Locator:
        """What has the focus."""
        return self.page.locator(":focus")

    def _picture(self, folder: Path) -> None:
        name = re.sub(r"[^a-z0-9]+", "-", self.heading_or_title().lower())[:50]
        path = folder / f"{next(_numbers):03}-{self.who}-{name}.png"
        self.page.screenshot(path=path, full_page=True)

    def heading_or_title(self) -> str:
        """What a picture of this page is called."""
        headings = self.page.get_by_role("heading", level=1)
        return headings.first.inner_text() if headings.count() else self.page.title()


class Visitors:
    """The people of a consortium, each in a browser context of their own, signed in when met."""

    def __init__(self, site: Served, browser: Browser, **options: object) -> None:
        self.site, self.browser, self.options = site, browser, options
        self.met: dict[str, Visitor] = {}
        self.contexts: list[BrowserContext] = []

    def __getitem__(self, who: str) -> Visitor:
        if who not in self.met:
            self.met[who] = self._enter(who)
        return self.met[who]

    def close(self) -> None:
        """Close every context."""
        for context in self.contexts:
            context.close()

    def _beside(self) -> Beside | None:
        if self.options.get("java_script_enabled", True):
            return None
        self.contexts.append(self.browser.new_context())
        return Beside(self.contexts[-1])

    def _enter(self, who: str) -> Visitor:
        context = self.browser.new_context(
            locale="en-GB",
            timezone_id="Europe/London",
            **self.options,  # type: ignore[arg-type]  # what each test asks of its browser
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        visitor = Visitor(self.site, context.new_page(), who, self._beside())
        visitor.go("/sign-in")
        name = self.site.prepared.name_of(who)
        button = visitor.page.locator("button", has_text=f"sign in as {name}").first
        if not button.is_visible():
            body = visitor.page.locator("details", has=button)
            body.locator("summary").first.click()
        button.click()
        visitor.look()
        return visitor
