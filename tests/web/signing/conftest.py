"""A serious installation with one frozen DPIA to sign, and browsers of those who sign it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from govern.app import create_app
from govern.clock import SettableClock
from govern.commands.sign_in.passwords import hash_password
from govern.installation import open_installation
from govern.store.rows.people import PersonRow
from tests.adopting import Adopting
from tests.adopting import adopting_template as adopting_template
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.web.people import PASSWORD, SECRET
from tests.web.signing.browsing import Browsing


@pytest.fixture(scope="session")
def known_password() -> str:
    """The hash of the password that everyone here has; it is slow to make."""
    return hash_password(PASSWORD)


@pytest.fixture
def house(adopting_template: Adopting, known_password: str, tmp_path: Path) -> Iterator[Adopting]:
    """A copy on SQLite for one test; everyone in it has a password and an authenticator."""
    made, home = adopting_template, tmp_path / "home"
    shutil.copytree(made.installation.settings.home, home)
    url = f"sqlite:///{home / 'govern.db'}"
    given = replace(made.installation.settings, home=home, database_url=url)
    here = open_installation(given, clock=SettableClock(made.installation.clock.now()))
    with here.database.writing() as session:
        for row in session.query(PersonRow):
            row.password_hash, row.totp_secret = known_password, SECRET
    people = replace(made.people, installation=here, appointments=dict(made.people.appointments))
    yield Adopting(people, made.document_id, made.version_id)
    here.database.close()


@pytest.fixture
def site(house: Adopting) -> Flask:
    """Its pages."""
    return create_app(house.installation)


@pytest.fixture
def browsing(house: Adopting, site: Flask) -> Browsing:
    """Opens browsers in it."""
    return Browsing(house, site)
