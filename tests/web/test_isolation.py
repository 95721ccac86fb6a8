"""Other organisations do not exist: no address, link or form of theirs gives anything away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from govern.clock import text
from govern.commands.readiness.open_check import open_check
from govern.store.identifiers import new_id
from govern.store.readiness import items_of
from govern.store.rows.working import CommentRow
from govern.web import policy
from govern.web.policy import anyone, machine
from tests.shared_sites import browse
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import COUNCIL, PEOPLE, TRUST, Sharing, digest

NOBODYS = "0" * 32
ENDS_THE_SESSION = {"sign_in.leave", "sessions.end_others", "sessions.end"}
MOST_PAGES = 120


@pytest.fixture
def seeded(sharing: Sharing) -> Sharing:
    """The consortium with a canary of each force and partner in everything that people write."""
    sharing.version("addendum", "local_addendum", "LA-1", ("essex",))
    sharing.freeze("addendum")
    sharing.sign("addendum", "essex", "essex_siro")
    for force, flow in (("essex", f"essex:{COUNCIL}"), ("kent", f"kent:{TRUST}")):
        sharing.stops[force] = sharing.suspend(
            "flow", sharing.flows[flow], f"{force}_owner", why=canary(force, "stop")
        )
        comment(sharing, force, "dpia")
        sharing.documents[f"check of {force}"] = open_check(
            sharing.installation,
            by=sharing.people.actor(f"{force}_owner"),
            template="gateway_4",
            subject_id=sharing.people.organisations[force],
        )
        sharing.documents[f"step of {force}"] = added_step(sharing, force)
    return sharing


def added_step(sharing: Sharing, force: str) -> str:
    """A review that a force added to how it signs agreements."""
    step = {
        "organisation_id": sharing.people.organisations[force], "chain": "agreement_force",
        "kind": "information_assurance", "before_stage": "decision", "days": 5,
    }  # fmt: skip
    made = new_id()
    sharing.record("chain_step_added", "chain_step", made, step)
    return made


def canary(organisation: str, where: str) -> str:
    """A string that only this organisation may ever read."""
    return f"canary of {organisation} in a {where}"


def comment(sharing: Sharing, force: str, name: str) -> None:
    """An internal comment of one force on a text that both may see."""
    body, document = sharing.people.organisations[force], sharing.documents[name]
    row = {
        "id": new_id(), "version_id": sharing.versions[name], "document_id": document,
        "section": "D1", "audience": "internal", "audience_key": f"{document}:internal:{body}",
        "organisation_id": body, "appointment_id": sharing.people.appointments[f"{force}_owner"],
        "person_id": sharing.people.persons[f"{force}_owner"], "asks_for_changes": True,
        "privileged": True, "text": canary(force, "comment"),
        "at": text(sharing.installation.clock.now()),
    }  # fmt: skip
    with sharing.installation.database.writing() as session:
        session.execute(insert(CommentRow).values(**row))


def foreign(sharing: Sharing, who: str) -> dict[str, str]:
    """Ids of what is another organisation's for this person, by the name of the address's part."""
    people = sharing.people
    if who in ("essex_siro", "essex_owner", "signatory"):
        theirs, name, force, partner = "kent", "isa-trust", "kent", TRUST
    else:
        theirs, name, force, partner = "essex", "addendum", "essex", COUNCIL
    record = f"{name} signed by {force}"
    check_id = sharing.documents[f"check of {theirs}"]
    with sharing.installation.reading() as session:
        item_id = items_of(session, check_id)[0].id
    return {
        "check_id": check_id,
        "item_id": item_id,
        "step_id": sharing.documents[f"step of {theirs}"],
        "document_id": sharing.documents[name],
        "flow_id": sharing.flows[f"{force}:{partner}"],
        "stop_id": sharing.stops[theirs],
        "sign_off_id": sharing.sign_offs[name, force],
        "slug": partner if who != "kent_siro" else "nobody-here",
        "sha256": digest(record),
        "digest": digest(record),
        "person_id": people.persons[f"{theirs}_siro"],
        "appointment_id": people.appointments[f"{theirs}_siro"],
        "organisation_id": people.organisations[partner],
    }


def guarded(app: Flask) -> Iterator[Route]:
    """Routes with a part in their address whose rule asks who is looking."""
    for route in app.url_map.iter_rules():
        stated = policy.rule_of(app, route.endpoint)
        assert stated is not None, f"{route.endpoint} declares no rule"
        public = anyone in stated.callers or machine in stated.callers
        if route.arguments and not public and route.endpoint not in ENDS_THE_SESSION:
            yield route


def address(route: Route, given: dict[str, str]) -> str:
    """The route's address with these ids, and with something plausible for every other part."""
    values = {name: given.get(name, plausible(it)) for name, it in route._converters.items()}
    built = route.build(values)
    assert built is not None
    return built[1]


def plausible(converter: BaseConverter) -> Any:
    if isinstance(converter, IntegerConverter):
        return 1
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return NOBODYS


def answered(client: FlaskClient, method: str, path: str) -> tuple[int, str]:
    """Status and body, without the form token, which differs each time."""
    answer = client.open(path, method=method, follow_redirects=True)
    return answer.status_code, re.sub(r'(data-token|value)="[^"]*\.[^"]*\.[^"]*"', "", read(answer))


def read(answer: TestResponse) -> str:
    """The words of a page, or the bytes of a file as text."""
    return answer.get_data(as_text=True) if is_page(answer) else str(answer.data)


def is_page(answer: TestResponse) -> bool:
    return (answer.mimetype or "").startswith("text/")


@pytest.mark.parametrize("who", ["essex_siro", "kent_siro", "signatory", "trust_signatory"])
def test_what_is_anothers_answers_like_what_is_not_there(
    shared_site: Flask, seeded: Sharing, who: str
) -> None:
    shared_site.config["WTF_CSRF_ENABLED"] = False
    client, theirs = browse(shared_site, seeded, who), foreign(seeded, who)
    tried = 0

    for route in guarded(shared_site):
        known = {name: theirs[name] for name in theirs if name in route.arguments}
        if not known:
            continue
        for method in sorted((route.methods or set()) & {"GET", "POST"}):
            path, nowhere = address(route, known), address(route, dict.fromkeys(known, NOBODYS))
            found = answered(client, method, path)
            assert found[0] in (403, 404), (method, path, found[0])
            assert found == answered(client, method, nowhere), (method, path)
            tried += 1
    assert tried > 20


def crawl(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every page within reach by links, with its words, PDFs included."""
    waiting, met = ["/"], {"/"}
    for path in waiting:
        answer = client.get(path)
        while answer.status_code in (302, 303):
            answer = client.get(answer.location)
        body = read(answer)
        yield path, html.unescape(body)
        for link in re.findall(r'href="(/[^"#]*)', body):
            found = html.unescape(link)
            if found not in met and len(met) < MOST_PAGES and not found.startswith(LEFT_ALONE):
                met.add(found)
                waiting.append(found)


LEFT_ALONE = (
    "/static/",
    "/sign-out",
    "/sign-in",  # of a demonstration: it lists everybody to whoever comes
    "/acting-as",
    "/definitions/",  # the law alone
)
TRUSTS = ("Mill Lane", "ISA-2", "Text of ISA-2", "Tess Rudge", f"signed by {TRUST}", TRUST)
COUNCILS = ("ISA-1", "North Hill", "Nia Bell", "Abel Nutt", f"signed by {COUNCIL}")
PRIVATE = {force: (canary(force, "stop"), canary(force, "comment")) for force in ("essex", "kent")}


def staff(*slugs: str) -> tuple[str, ...]:
    """The names of the people of these organisations."""
    return tuple(name for _, name, slug, _ in PEOPLE if slug in slugs)


@pytest.mark.parametrize(
    ("who", "hidden"),
    [
        ("essex_siro", (*TRUSTS, *PRIVATE["kent"], *staff("kent", COUNCIL), "signed by kent")),
        ("kent_siro", (*PRIVATE["essex"], *staff("essex", COUNCIL, TRUST), "signed by essex")),
        (
            "signatory",
            (*TRUSTS, *PRIVATE["essex"], *PRIVATE["kent"], *staff("essex", "kent"), "LA-1"),
        ),
        (
            "trust_signatory",
            (*COUNCILS, *PRIVATE["essex"], *PRIVATE["kent"], *staff("essex", "kent"), "Essex"),
        ),
        ("auditor", (*TRUSTS, *PRIVATE["essex"], *PRIVATE["kent"], *staff("essex", "kent"))),
        ("operator", (*PRIVATE["essex"], *PRIVATE["kent"], *staff("essex", "kent", COUNCIL))),
        ("coordinator", (*PRIVATE["essex"], *PRIVATE["kent"], *staff("essex", "kent", COUNCIL))),
        ("panel", (*TRUSTS, *COUNCILS, *PRIVATE["essex"], *PRIVATE["kent"], *staff("essex"))),
    ],
)
def test_no_page_within_reach_holds_what_is_anothers(
    shared_site: Flask, seeded: Sharing, who: str, hidden: tuple[str, ...]
) -> None:
    pages = list(crawl(browse(shared_site, seeded, who)))

    found = [(path, each) for path, body in pages for each in hidden if each in body]
    assert found == []
    assert len(pages) > 3


def test_ones_own_canaries_are_found_so_that_the_crawl_can_fail(
    shared_site: Flask, seeded: Sharing
) -> None:
    pages = [body for _, body in crawl(browse(shared_site, seeded, "essex_owner"))]

    assert any(canary("essex", "stop") in body for body in pages)
    assert any("Olu Finch" in body for body in pages)
