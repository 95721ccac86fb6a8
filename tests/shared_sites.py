"""Fixtures of an installation that shares: made once for the run, then copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.app import create_app
from govern.clock import SettableClock
from govern.installation import begin, open_installation
from govern.settings import Settings, settings
from govern.store import schema
from govern.store.database import Database
from tests.browser import served
from tests.installations import NOON
from tests.sharing import Sharing, share
from tests.web.signing_in import enter, token_of


def _settings(home: Path) -> Settings:
    return settings({}, home=home, demonstration=True)


@pytest.fixture(scope="session")
def sharing_made(tmp_path_factory: pytest.TempPathFactory) -> Sharing:
    """The original, in demonstration mode on SQLite; nobody may change it."""
    given = _settings(tmp_path_factory.mktemp("sharing") / "home")
    given.home.mkdir()
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    made = share(begin(given, name="Test consortium", clock=SettableClock(NOON)))
    made.installation.database.close()
    return made


@pytest.fixture
def sharing(sharing_made: Sharing, tmp_path: Path) -> Iterator[Sharing]:
    """A copy of it for one test, on a clock that stands at noon."""
    home = tmp_path / "home"
    shutil.copytree(sharing_made.installation.settings.home, home)
    here = open_installation(_settings(home), clock=SettableClock(NOON))
    yield replace(
        sharing_made,
        people=replace(sharing_made.people, installation=here),
        documents=dict(sharing_made.documents),
        versions=dict(sharing_made.versions),
        flows=dict(sharing_made.flows),
        sign_offs=dict(sharing_made.sign_offs),
    )
    here.database.close()


@pytest.fixture
def shared_site(sharing: Sharing) -> Flask:
    """The site of that copy."""
    return create_app(sharing.installation)


@pytest.fixture
def address(shared_site: Flask) -> Iterator[str]:
    """Where a browser finds that site."""
    with served(shared_site) as where:
        yield where


def browse(site: Flask, sharing: Sharing, who: str) -> FlaskClient:
    """A browser in which the person of that key is signed in, under their one appointment."""
    client = site.test_client()
    appointment = sharing.people.appointments[who]
    enter(client, sharing.people.persons[who], appointment)
    return client


def submit(client: FlaskClient, path: str, to: str = "", **fields: Any) -> TestResponse:
    """Send a form of the page at `path` with its token; to another address when `to` is given."""
    return client.post(to or path, data={"csrf_token": token_of(client, path), **fields})
