"""Going about a site in a real browser as a person does: unfold, press, and wait for the page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def unfold(page: Page) -> None:
    """Open every folded part of the page."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def press(what: Locator) -> None:
    """Press a button or link, folded away or not, and wait until the page that it leads to came.

    A page that has come already satisfies `wait_for_load_state`: only the navigation itself
    tells the next page from this one.
    """
    with what.page.expect_navigation():
        what.first.evaluate("pressed => pressed.click()")


def enter(page: Page, address: str, person: str) -> None:
    """Sign in afresh as the person of this id, by the one click of the demonstration."""
    page.context.clear_cookies()
    page.goto(f"{address}/sign-in")
    press(page.locator(f'form[action*="{person}"] button'))
