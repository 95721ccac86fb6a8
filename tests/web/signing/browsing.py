"""A person at the signing pages: what they see, type and send, and fresh proof of who they are."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.commands.sign_in.opening import open_session
from tests.adopting import Adopting
from tests.web.people import PASSWORD
from tests.web.signing_in import code_now


@dataclass
class Reader:
    """One person's browser, signed in under one appointment."""

    client: FlaskClient
    house: Adopting

    def get(self, path: str) -> str:
        """The words of a page that is there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return html.unescape(answer.text)

    def send(self, path: str, *, form_of: str = "", **fields: str) -> TestResponse:
        """Send a form to `path`, with the token of the page there or at `form_of`."""
        return self.client.post(path, data={"csrf_token": self.token(form_of or path), **fields})

    def token(self, path: str) -> str:
        """The token of the forms at `path`."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(path).text)
        assert token, f"{path} shows no form"
        return token[1]

    def choose(self, sign_off_id: str, act: str, **fields: str) -> TestResponse:
        """The first step: an outcome with what it asks for."""
        return self.send(f"/sign-offs/{sign_off_id}/acts/{act}", rows="1", **fields)

    def state(self, sign_off_id: str, act: str, **fields: str) -> str:
        """The first step, taken: the address of the final statement."""
        answer = self.choose(sign_off_id, act, **fields)
        assert answer.status_code == 302, html.unescape(answer.text)
        return str(answer.location)

    def sign(self, statement: str, **fields: str) -> TestResponse:
        """The second step, with a fresh code."""
        self.house.people.later(seconds=31)
        proof = {"password": PASSWORD, "code": code_now(self.house.installation.clock)}
        return self.send(statement, **{"declaration": "y", **proof, **fields})


@dataclass
class Browsing:
    """Opens browsers in a house."""

    house: Adopting
    site: Flask

    def as_(self, who: str) -> Reader:
        """The browser of the person of that key, signed in under their appointment."""
        people, here = self.house.people, self.house.installation
        with here.database.writing() as session:
            opened = open_session(
                session,
                person_id=people.actor(who).person,
                method="totp",
                browser="",
                at=here.clock.now(),
                appointment_id=people.appointments[who],
                whole=True,
            )
        client = self.site.test_client()
        with client.session_transaction() as cookie:
            cookie["sign_in"] = opened.token
        return Reader(client, self.house)
