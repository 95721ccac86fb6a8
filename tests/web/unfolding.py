"""Opening what a page folds away, as a person would before choosing from it."""

from __future__ import annotations

from playwright.sync_api import Page


def unfold(page: Page) -> None:
    """Open every folded part of the page."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
