"""What every test may ask for: a fresh database on either engine, and a browser."""

from __future__ import annotations

import asyncio
from asyncio.events import _set_running_loop
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests import postgres
from tests.browser import launch

settings.register_profile("house", deadline=None, database=None, derandomize=True)
settings.load_profile("house")

ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """This process's own PostgreSQL server; the run fails, and does not skip, without one."""
    server = postgres.start()
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The address of a fresh, empty PostgreSQL database for one test."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a fresh, empty SQLite database for one test."""
    return f"sqlite:///{tmp_path / 'govern.sqlite'}"


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, empty database; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """One Chromium for this process; the run fails, and does not skip, without one.

    Playwright leaves its event loop marked as running in this thread, where no other test could
    then start one of its own; so the mark is taken away whenever no browser test is running.
    """
    with sync_playwright() as playwright:
        running, loop = launch(playwright), asyncio.get_running_loop()
        _set_running_loop(None)
        yield running, loop
        _set_running_loop(loop)
        running.close()


@pytest.fixture
def browser(chromium: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """The running browser, for tests that open several contexts in it."""
    running, loop = chromium
    _set_running_loop(loop)
    yield running
    _set_running_loop(None)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page with no cookies, as a person in London would see it."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
