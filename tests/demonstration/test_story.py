"""A short story played for real: texts, signatures, a certificate, and a flow that opens."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from govern.app import create_app
from govern.commands.jobs.lease import counts
from govern.commands.ledger.checkpoints import sizes
from govern.demonstration import (
    administering,
    agreements,
    cast,
    chains,
    connections,
    foundations,
    measuring,
    moving,
    standins,
    story,
)
from govern.demonstration.build import build
from govern.demonstration.plans import LINKS, PLANS, Link, Plan
from govern.installation import Installation
from govern.records.renewal import renewed
from govern.records.verify import verify
from govern.register.derive import Register, derive
from govern.register.facts import facts
from govern.settings import settings
from govern.store import schema
from govern.store.append import head
from govern.store.database import Database
from govern.store.events import tables_at
from govern.store.my_work import to_sign
from govern.store.people import everyone
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from govern.store.standing import actor_of, held_by
from tests.demonstration import readme
from tests.records.standards import STANDARDS, faults
from tests.web.signing_in import enter
from workflows import roles

TODAY = date(2026, 11, 24)
OPENED_ON = TODAY - timedelta(days=story.LAST_DAY)
KINDS = ("dpia", "code_of_connection", "connection_return", "sharing_agreement")
SEALED = {
    ("dpia", "act"),
    ("sharing_agreement", "act"),
    ("sharing_agreement", "executed_copy"),
}
LATE = [plan for plan in PLANS if plan.fate in agreements.WAITING and plan.day > 540]
UNFROZEN = [plan for plan in PLANS if plan.fate in ("draft", "review")]
LINK = Link("greyfen", "P3", "essex", ("kent",), 120)
PLAN = Plan("Anti-social behaviour, Greyfen", "asb", "greyfen", ("essex", "kent"), 250)


@dataclass(frozen=True)
class Played:
    """An installation in which a story was played."""

    installation: Installation

    def register(self, day: int) -> Register:
        """The register at noon of a day of the story."""
        noon = datetime.combine(OPENED_ON, datetime.min.time(), UTC) + timedelta(days=day, hours=12)
        with self.installation.reading() as session:
            return derive(facts(tables_at(session, noon)), noon)


def play(home: pytest.TempPathFactory, scenes: list[story.Scene]) -> Played:
    """Play scenes into a fresh installation on SQLite."""
    given = settings({}, home=home.mktemp("home"), demonstration=True)
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    return Played(build(given, today=TODAY, progress=lambda *_: None, scenes=scenes))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Essex and Kent adopt DPIA and code, Greyfen connects, and the three sign an agreement while
    Kent's SIRO is away; Kent has added a review to how it signs. A minor change to it waits for a
    word from Kent. Four agreements wait at the end, and two are being written.
    """
    planned = [
        *foundations.scenes(("essex", "kent")),
        *standins.scenes(),
        *chains.scenes(PLAN.day - 5),
        *connections.scenes(LINK),
        *agreements.scenes(0, PLAN),
        *(scene for each in LATE for scene in agreements.scenes(PLANS.index(each) + 1, each)),
        *(scene for each in UNFROZEN for scene in agreements.scenes(PLANS.index(each) + 1, each)),
        *moving.scenes(0, "essex"),
        *administering.scenes(),
    ]
    made = play(tmp_path_factory, story.as_scenes(planned))
    yield made
    made.installation.database.close()


def test_the_flows_of_the_agreement_are_open_today(played: Played) -> None:
    register = played.register(story.LAST_DAY)

    rows = [row for key, row in register.rows.items() if key.partner == PLAN.partner]

    assert len(rows) == 8
    assert all(row.open for row in rows)


def test_it_ends_with_a_signed_checkpoint_of_the_whole_ledger(played: Played) -> None:
    with played.installation.reading() as session:
        size = head(session).size

    assert sizes(played.installation) == [size]


def test_its_mail_is_in_a_folder_and_none_waits_to_be_sent(played: Played) -> None:
    kept = list((played.installation.settings.home / "mail").glob("*.eml"))

    assert len(kept) > 20
    assert set(counts(played.installation)) == {"done"}


def test_signed_before_its_start_nothing_is_open_yet(played: Played) -> None:
    register = played.register(PLAN.first_day - 1)

    assert {row.reasons for row in register.rows.values()} == {("not_yet_valid",)}


def test_every_sealed_record_is_whole(played: Played) -> None:
    root = played.installation.keyring.root
    with played.installation.reading() as session:
        records = [row.record_sha256 for row in session.query(SignOffRow) if row.record_sha256]

    verdicts = [verify(played.installation.archive.get(each), root=root) for each in records]

    assert len(verdicts) == 12
    assert all(verdict.whole for verdict in verdicts)


def test_one_file_of_every_kind_keeps_to_both_standards(played: Played, tmp_path: Path) -> None:
    files = one_of_each(played.installation)

    judged = faults(files, tmp_path)

    assert set(files) == {
        *(f"{kind}-frozen.pdf" for kind in KINDS),
        "dpia-act.pdf",
        "dpia-renewed.pdf",
        "sharing_agreement-act.pdf",
        "sharing_agreement-executed_copy.pdf",
    }
    assert judged == {f"{name} {standard}": [] for name in files for standard in STANDARDS}


def one_of_each(installation: Installation) -> dict[str, bytes]:
    """One file for each way that bytes of ours come about; the pages of an act's record are those
    of the frozen document.
    """
    found: dict[str, bytes] = {}
    for digest in installation.archive.digests():
        content = installation.archive.get(digest)
        if not content.startswith(b"%PDF"):
            continue
        record = verify(content, root=installation.keyring.root).record
        if record is None:
            continue
        kind, made = record["document"]["kind"], record["record"]
        found.setdefault(f"{kind}-frozen.pdf", content[: record["frozen_pdf"]["bytes"]])
        if (kind, made) in SEALED:
            found.setdefault(f"{kind}-{made}.pdf", content)
    again = renewed(
        found["dpia-act.pdf"], keyring=installation.keyring, at=installation.clock.now()
    )
    return found | {"dpia-renewed.pdf": again.content}


def test_a_delegate_decides_for_and_on_behalf_of_the_absent_siro(played: Played) -> None:
    with played.installation.reading() as session:
        acts = session.query(ActRow).filter(ActRow.delegation_id.is_not(None)).all()
        (digest,) = [act.record_sha256 or "" for act in acts]

    verdict = verify(played.installation.archive.get(digest), root=played.installation.keyring.root)

    assert verdict.record is not None
    assert verdict.record["signatory"]["name"] == "Marian Leys"
    assert verdict.record["signatory"]["role_title"] == "For and on behalf of the SIRO"
    assert verdict.record["signatory"]["delegation"]["from_name"] == "Stephen Marlowe"


def test_a_certificate_is_given_in_the_name_of_the_lead_force_and_says_its_end(
    played: Played,
) -> None:
    with played.installation.reading() as session:
        acts = session.query(ActRow).filter_by(act="certify").all()
        (digest,) = [act.record_sha256 or "" for act in acts]

    verdict = verify(played.installation.archive.get(digest), root=played.installation.keyring.root)

    assert verdict.record is not None
    said = json.loads(verdict.record["statement"]["text"])
    assert said["organisation"] == verdict.record["organisation"]["name"] == "Essex Police"
    assert "SIRO of Essex Police, certify" in said["sentence"]
    assert verdict.record["validity"]["until"] > verdict.record["act"]["at"]


def test_the_step_that_kent_added_leaves_a_record_of_its_security_officer(played: Played) -> None:
    with played.installation.reading() as session:
        acts = session.query(ActRow).filter_by(act="assure_information").all()
        (digest,) = [act.record_sha256 or "" for act in acts]

    verdict = verify(played.installation.archive.get(digest), root=played.installation.keyring.root)

    assert verdict.whole and verdict.record is not None
    assert verdict.record["signatory"]["name"] == "Moira Teale"
    assert verdict.record["sign_off"]["chain"] == "agreement_force"
    assert len(verdict.record["sign_off"]["added_steps"]) == 1


WAITS = {
    "Miriam Okafor": {
        (roles.DPO, force, "advice", "sharing_agreement")
        for force in ("bedfordshire", "cambridgeshire", "hertfordshire")
    },
    "Claire Mountford": {(roles.SIRO, "essex", "decision", "sharing_agreement")},
    "Leila Haddad": {(roles.ASSET_OWNER, "essex", "owner", "sharing_agreement")},
    "Yvonne Clarke": {(roles.SIGNATORY, "thornley", "signature", "sharing_agreement")},
    "Dr Hannah Beck": {(roles.CALDICOTT_GUARDIAN, "wensum-vale", "caldicott", "sharing_agreement")},
    "Ruby Ashcroft": {(roles.SIGNATORY, "safe-stair", "signature", "sharing_agreement")},
}


@pytest.mark.parametrize("name", WAITS)
def test_whoever_the_readme_asks_to_sign_an_agreement_finds_it_waiting(
    played: Played, name: str
) -> None:
    now = played.installation.clock.now()
    with played.installation.reading() as session:
        person = next(each for each in everyone(session) if each.name == name)
        slugs = {row.id: row.slug for row in session.query(OrganisationRow)}
        found = {
            (row.role, slugs[row.organisation_id], item.detail, item.document_kind)
            for row in held_by(session, person.id, now)
            for item in to_sign(session, actor_of(session, row))
        }

    assert found >= WAITS[name]


SHORT = {body.slug: re.sub(r" (Police|Constabulary)$", "", body.name) for body in cast.BODIES}


def my_work(played: Played, name: str, role: str = "") -> str:
    """My work of a person, under the appointment with that role or whichever comes first."""
    client = create_app(played.installation).test_client()
    with played.installation.reading() as session:
        person = next(each for each in everyone(session) if each.name == name)
        held = held_by(session, person.id, played.installation.clock.now())
        (chosen, *_) = [row.id for row in held if role in ("", row.role)]
    enter(client, person.id, chosen)
    return html.unescape(client.get("/my-work").text)


def test_everybody_whom_the_readme_names_is_there_under_the_link_and_in_the_offices_it_says() -> (
    None
):
    players = {player.name: player for player in cast.PLAYERS}

    for name, words in readme.linked():
        assert name in players, name
        assert words in name
    for row in readme.rows():
        for office in players[row.name].offices:
            assert roles.TITLES[office.role].lower().removeprefix("authorised ") in row.is_.lower()
            for body in office.bodies:
                assert SHORT[body] in row.is_ or (body == cast.OFFICE and "office" in row.is_), row


def test_the_readme_promises_what_is_held_to_it_here() -> None:
    assert {row.name: row.look_at for row in readme.rows()} == {
        name: look_at for name, (look_at, _) in readme.PROMISED.items()
    }


@pytest.mark.parametrize("name", [name for name, (_, shown) in readme.PROMISED.items() if shown])
def test_whoever_the_readme_names_finds_what_it_promises_in_their_work(
    played: Played, name: str
) -> None:
    role = roles.ASSET_OWNER if name == "Leila Haddad" else ""

    page = my_work(played, name, role)

    for words in readme.PROMISED[name][1]:
        assert words in page, words


def test_the_second_person_and_the_dpo_of_a_minor_change_find_what_waits_for_them(
    played: Played,
) -> None:
    assert "Confirm or refuse, as the second person" in my_work(played, "Ingrid Vale")
    assert "Say whether the change is minor" in my_work(played, "Farah Siddiqui")


def test_what_the_readme_says_of_scenes_that_are_not_played_here_is_in_the_story() -> None:
    advised = [plan.forces[0] for plan in PLANS if plan.fate == "advised"]
    changed = PLANS[moving.NUMBER - 1]
    signs = next(link for link in LINKS if link.partner == "safe-stair")

    assert not {"suffolk", "west-mercia"} & set(foundations.SECOND_DAYS)
    assert story.LAST_DAY - foundations.SECOND_FROZEN > 60
    assert advised == ["essex"]
    assert "essex" in {force for force, _ in measuring.WAITING}
    assert set(changed.forces) - {moving.FORCE} == {"hertfordshire"}
    assert signs.profile == "P5"


def test_what_was_partly_met_was_put_right_under_the_lead_force(played: Played) -> None:
    with played.installation.reading() as session:
        tables = tables_at(session, played.installation.clock.now())
        essex = session.query(OrganisationRow).filter_by(slug="essex").one().id

    conditions = [row for row in tables["condition"].values() if row["on_overdue"] == "block_new"]

    assert [(row["state"], row["organisation_id"]) for row in conditions] == [("met", essex)]


def test_every_plan_and_partner_is_in_the_whole_story_in_the_order_of_its_days() -> None:
    scenes = story.scenes()

    assert all(one.day <= other.day for one, other in pairwise(scenes))
    assert scenes[-1].day < story.LAST_DAY


def test_the_same_day_gives_the_same_identifiers(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, other = (play(tmp_path_factory, []) for _ in range(2))

    def identifiers(made: Played) -> list[str]:
        with made.installation.reading() as session:
            return [row.id for row in session.query(OrganisationRow).order_by(OrganisationRow.slug)]

    assert identifiers(one) == identifiers(other)
    one.installation.database.close()
    other.installation.database.close()
