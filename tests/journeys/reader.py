"""A person without a browser: reads pages, follows links and sends forms over HTTP alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.journeys.prepared import Prepared
from tests.web.signing_in import enter

PRESSED = ("submit", "image")
TICKED = ("radio", "checkbox")


@dataclass
class Reader:
    """One person and the page before them; every page must be strict HTML and answered 200."""

    client: FlaskClient
    path: str = "/"
    page: Element = field(default_factory=lambda: Element("html"))
    answer: TestResponse | None = None

    def go(self, path: str) -> None:
        """Open an address."""
        self._arrive(self.client.get(path), path)

    def follow(self, words: str) -> None:
        """Follow the first link whose words these are, or begin with."""
        links = [each for each in self.page.iter("a") if _words(each).startswith(words)]
        assert links, f"no link {words!r} on {self.path}: {self._links()}"
        self.go(urljoin(self.path, links[0].get("href", "")))

    def press(self, words: str, **typed: str) -> None:
        """Send the form that has a button of these words, with what it holds and what is typed."""
        form, button = self._form(words)
        data = {**_held(form), **typed}
        if button.get("name"):
            data[button.get("name", "")] = button.get("value", "")
        action = urljoin(self.path, form.get("action") or self.path)
        if form.get("method", "get").lower() == "get":
            self._arrive(self.client.get(action, query_string=data), action)
            return
        self._arrive(self.client.post(action, data=data), action)

    def sees(self, words: str) -> None:
        """These words are on the page."""
        text = " ".join(_words(self.page).split())
        assert words in text, f"{words!r} is not on {self.path}: {text[:3000]}"

    def name_of(self, label: str) -> str:
        """The name of the field with this label."""
        for each in self.page.iter("label"):
            if _words(each) == label:
                found = [one for one in self.page.iter() if one.get("id") == each.get("for")]
                return found[0].get("name", "")
        raise AssertionError(f"no field {label!r} on {self.path}")

    def _arrive(self, answer: TestResponse, path: str) -> None:
        while answer.status_code in (302, 303):
            path = urljoin(path, answer.location)
            answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {_said(answer)}"
        parts = urlsplit(path)
        self.path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.answer = answer
        if answer.mimetype == "text/html":
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            self.page = parser.parse(answer.text.strip())

    def _form(self, words: str) -> tuple[Element, Element]:
        for form in self.page.iter("form"):
            for button in form.iter("button"):
                if _words(button).startswith(words):
                    return form, button
        raise AssertionError(f"no button {words!r} on {self.path}: {_words(self.page)[:2000]}")

    def _links(self) -> list[str]:
        return [_words(each) for each in self.page.iter("a")]


def readers(site: Flask, prepared: Prepared) -> dict[str, Reader]:
    """Everybody of the consortium, signed in by one click."""
    found = {who: Reader(site.test_client()) for who in prepared.people.persons}
    for who, reader in found.items():
        people = prepared.people
        enter(reader.client, people.persons[who], people.appointments[who])
        reader.go("/")
    return found


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _said(answer: TestResponse) -> str:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return _words(parser.parse(answer.text))[:2000]


def _held(form: Element) -> dict[str, str]:
    """What the form sends as it stands: hidden and typed values, what is ticked and chosen."""
    held: dict[str, str] = {}
    for each in form.iter():
        name = each.get("name")
        if not name:
            continue
        if each.tag == "textarea":
            held[name] = each.text or ""
        elif each.tag == "select":
            held[name] = _chosen(each)
        elif each.tag == "input" and _is_sent(each):
            held[name] = each.get("value", "")
    return held


def _is_sent(given: Element) -> bool:
    kind = given.get("type", "text")
    if kind in PRESSED or kind == "file":
        return False
    return kind not in TICKED or given.get("checked") is not None


def _chosen(select: Element) -> str:
    options = list(select.iter("option"))
    marked = [each for each in options if each.get("selected") is not None]
    return (marked or options)[0].get("value", "") if options else ""
