"""A DPIA of 25,000 words opened, saved and compared; a search over 50,000 documents. CPU time.

SQLite in a file; the pages through the whole application without HTTP. The search is asked by
people who may see few, some and all, on both databases.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import insert, text

from documents.catalogue import definition
from documents.changes import changes, word_diff
from documents.content import Content
from documents.definition import Kind
from govern.app import create_app
from govern.clock import SettableClock
from govern.commands.documents.open_document import open_document
from govern.commands.documents.save_section import save_section
from govern.installation import Installation, begin
from govern.search.query import parse
from govern.search.synonyms import synonyms
from govern.settings import settings
from govern.store import schema
from govern.store.database import Database, Session
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.search import SearchEntryRow
from govern.store.search import marks, words_index
from govern.store.search.finding import Wanted, find
from tests import postgres
from tests.consortium import Consortium, populate
from tests.installations import NOON
from tests.web.signing_in import enter

WORDS = 25_000
DOCUMENTS = 50_000
SEARCHES = (
    "custody record", "ISA kent", "retention of images", '"pressing need"', "encrypt*",
    "safeguarding children school", "DPIA-12", "information asset owner", "heronsmere", "council",
)  # fmt: skip
WORST = (
    "police", "w1 w2 w3", "w1*", "assess*", '"essex police"', '"the processing"',
    "sharing agreement", "essex police council", "D2", "heronsmer", "zzyzx",
)  # fmt: skip
"""A word of every document, several of nearly all, beginnings and phrases as common, synonyms, what
is mistyped, and what is nowhere.
"""
VOCABULARY = 4_000
WHO = ("essex_dpo", "lawyer", "coordinator", "signatory")
"""Of a force bound to a tenth of the documents, of the lawyers who wrote all, of the office, and of
a partner bound to fifty.
"""


def rows() -> Iterator[tuple[str, str]]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _writing(Path(folder))
    for name, many in (("SQLite", DOCUMENTS), ("PostgreSQL", DOCUMENTS)):
        yield from _searching(name, many)


def _writing(folder: Path) -> Iterator[tuple[str, str]]:
    people = populate(installed(folder, f"sqlite:///{folder}/govern.sqlite"))
    lawyer, essex = people.actor("lawyer"), people.organisations["essex"]
    opened = open_document(
        people.installation, by=lawyer, kind="dpia", title="Assessment of 25,000 words",
        owner_id=essex, parties=[(essex, "controller")],
    )  # fmt: skip
    answers = _assessment()
    pinned = definition("dpia")
    largest = ""
    for part in pinned.sections:
        given = {each.id: answers[each.id] for each in part.questions if each.id in answers}
        if given:
            _save(people, opened.version_id, part.id, given, 0)
            largest = max(largest or part.id, part.id, key=lambda it: _size(pinned, it))
    client = create_app(people.installation).test_client()
    enter(client, people.persons["lawyer"], people.appointments["lawyer"])
    here = f"/documents/{opened.document_id}/versions/1"
    for what, path in (
        ("draft", f"{here}/draft"),
        ("largest section", f"{here}/sections/{largest}"),
    ):
        client.get(path)
        took = _median(partial(client.get, path))
        yield f"25,000 words: open the {what}, median CPU ms", f"{took:.0f}"
    turn = iter(range(1_000))

    def save() -> None:
        number = next(turn)
        part = pinned.section(largest)
        given: dict[str, Any] = {
            each.id: f"{answers[each.id]} {number}" for each in part.questions if each.id in answers
        }
        _save(people, opened.version_id, largest, given, number + 1)

    yield "25,000 words: save the largest section, median CPU ms", f"{_median(save):.0f}"
    new = {name: _revised(text) for name, text in answers.items()}
    old_text, new_text = Content(pinned, answers), Content(pinned, new)
    took = _median(lambda: _redline(old_text, new_text), 3)
    yield "25,000 words: redline of two versions, median CPU ms", f"{took:.0f}"
    people.installation.database.close()


def _revised(text: str) -> str:
    """The text with every twentieth word another."""
    words = text.split()
    return " ".join(f"new{at}" if at % 20 == 7 else word for at, word in enumerate(words))


def _redline(old: Content, new: Content) -> int:
    """Every changed question, word by word; returns how many runs of words there are."""
    found = changes(old, new)
    return sum(len(word_diff(str(each.before), str(each.after))) for each in found)


def _save(
    people: Consortium, version_id: str, section: str, given: dict[str, Any], based_on: int
) -> None:
    save_section(
        people.installation,
        by=people.actor("lawyer"),
        version_id=version_id,
        section=section,
        given=given,
        based_on=based_on,
    )


def _assessment() -> dict[str, str]:
    """Long answers to every long question of a DPIA, 25,000 words in all."""
    chance = random.Random(1)
    asked = [
        each.id
        for part in definition("dpia").sections
        for each in part.questions
        if each.kind is Kind.LONG_TEXT
    ]
    each = WORDS // len(asked)
    return {name: " ".join(_some(chance, each)) for name in asked}


def _size(pinned: Any, section: str) -> int:
    return sum(each.kind is Kind.LONG_TEXT for each in pinned.section(section).questions)


def _some(chance: random.Random, count: int) -> list[str]:
    """Words as often as words are in texts: a few very often, most seldom."""
    return [f"w{min(VOCABULARY, int(chance.paretovariate(0.8)))}" for _ in range(count)]


def _searching(name: str, many: int) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        # PostgreSQL's own default of memory, and one process for each search: all CPU is counted.
        given = {"shared_buffers": "128MB", "max_parallel_workers_per_gather": "0"}
        server = postgres.start(**given) if name == "PostgreSQL" else None
        url = server.url(server.create()) if server else f"sqlite:///{folder}/govern.sqlite"
        try:
            people = populate(installed(Path(folder), url))
            _many_documents(people, many)
            if server:  # which does so by itself when it runs for long
                with people.installation.database.writing() as session:
                    session.execute(text("ANALYZE"))
            for who in WHO:
                took = list(_asked(people, who))
                for unit, times in zip(("CPU", "wall"), zip(*took, strict=True), strict=True):
                    what = f"{many:,} documents, {name}, {who}: search"
                    yield f"{what}, median {unit} ms", f"{median(times):.0f}"
                    yield f"{what}, p95 {unit} ms", f"{quantiles(times, n=20)[-1]:.0f}"
            people.installation.database.close()
        finally:
            if server:
                server.stop()


def _asked(people: Consortium, who: str) -> Iterator[tuple[float, float]]:
    """(CPU, wall) milliseconds of each search, after one turn that is not counted."""
    actor = people.actor(who)
    for turn in range(4):
        for typed in (*SEARCHES, *WORST):
            with people.installation.reading() as session:
                used, began = _used(session), perf_counter()
                query = parse(typed, synonyms())
                find(session, actor, query, Wanted(), skip=0, take=20)
                took = perf_counter() - began
                if turn:
                    yield (_used(session) - used) * 1_000, took * 1_000


def _used(session: Session) -> float:
    """CPU seconds of this process and, on PostgreSQL, of the server's process that answers it."""
    if session.get_bind().dialect.name == "sqlite":
        return process_time()
    number = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    served = Path(f"/proc/{number}/schedstat").read_text(encoding="ascii").split()[0]
    return process_time() + int(served) / 1e9


def _many_documents(people: Consortium, many: int) -> None:
    """Documents of one version with a front and one text of 120 words, as rows."""
    chance = random.Random(2)
    ids = people.organisations
    rare = [word for typed in SEARCHES[:9] for word in typed.strip('"*').split()]
    for first in range(0, many, 2_000):
        tables: dict[Any, list[dict[str, Any]]] = {
            DocumentRow: [], VersionRow: [], PartyRow: [], SearchEntryRow: []
        }  # fmt: skip
        indexed = []
        for number in range(first, first + 2_000):
            document, version, force = new_id(), new_id(), "essex" if number % 10 == 0 else "kent"
            at = "2026-11-02T12:00:00.000Z"
            tables[DocumentRow].append({
                "id": document, "seq": 1, "kind": "dpia", "reference": f"DPIA-{number}",
                "number": number, "title": f"Assessment {number}", "owner_id": ids[force],
                "drafter_id": ids["harrow-lane"], "created_at": at, "state": "live",
            })  # fmt: skip
            tables[VersionRow].append({
                "id": version, "seq": 1, "document_id": document, "number": 1, "status": "review",
                "definition": "dpia", "definition_version": 1, "workflow_version": 1,
                "opened_at": at,
            })  # fmt: skip
            tables[PartyRow].append({
                "id": new_id(), "seq": 1, "version_id": version, "document_id": document,
                "organisation_id": ids[force], "capacity": "controller",
            })  # fmt: skip
            bound = [ids[force]]
            if number % (many // 50) == 0:
                bound.append(ids["north-hill-council"])
                tables[PartyRow].append({
                    "id": new_id(), "seq": 1, "version_id": version, "document_id": document,
                    "organisation_id": ids["north-hill-council"], "capacity": "partner",
                })  # fmt: skip
            body = " ".join([*_some(chance, 120), chance.choice(rare), chance.choice(rare)])
            for at_once, (what, title, read) in enumerate(
                (("document", f"DPIA-{number} Assessment {number}", "Essex Police, council"),
                 ("text", "D2 The processing", body)), start=1,
            ):  # fmt: skip
                entry = number * 2 + at_once + 1_000
                marked = marks.of(what, ids[force], ids["harrow-lane"], "dpia", bound, ())
                tables[SearchEntryRow].append({
                    "id": entry, "key": f"{what}:{version}:", "what": what, "subject_id": version,
                    "document_id": document, "version_id": version, "section": "D2",
                    "owner_id": ids[force], "drafter_id": ids["harrow-lane"],
                    "title": title, "body": read, "code": "", "at": at,
                    "marks": marks.written(marked),
                })  # fmt: skip
                indexed.append((entry, words_index.read(title, read, marked)))
        with people.installation.database.writing() as session:
            for row, values in tables.items():
                session.execute(insert(row), values)
            words_index.put(session, indexed)


def installed(folder: Path, url: str) -> Installation:
    """A demonstration with nothing in it yet."""
    database = Database(url)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    given = settings({}, home=folder / "home", database_url=url, demonstration=True)
    return begin(given, name="Bench", clock=SettableClock(NOON))


def _median(do: Callable[[], Any], times: int = 9) -> float:
    """The median CPU time in milliseconds."""
    took = []
    for _ in range(times):
        began = process_time()
        do()
        took.append((process_time() - began) * 1_000)
    return median(took)


if __name__ == "__main__":
    for what, figure in rows():
        print(f"{what:<66} {figure:>12}", flush=True)
