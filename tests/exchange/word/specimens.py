"""A small document type with every kind of question, two texts of it, and the files they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.catalogue import options
from documents.content import Content, parse_answer
from documents.definition import Definition, Kind, Option, Question, Section
from govern.exchange.word.composing import Pen
from govern.exchange.word.model import Note, WordText
from govern.exchange.word.outline import Wanted, blocks
from govern.exchange.word.package import Front, docx
from govern.exchange.word.placing import Found, Origin, note_digest, placed

AT = "2026-11-02T12:00:00Z"
NAMES = {"essex": "Essex Police", "kent": "Kent Police", "crime-report": "Crime reports"}
COLOURS = (Option("red", "Red; or amber"), Option("green", "Green"), Option("blue", "Blue"))
CELLS = tuple(Question(f"c{at}", f"Column {at}", Kind.TEXT) for at in range(8))
DEFINITION = Definition(
    "specimen",
    1,
    "Specimen",
    (
        Section("P1", "Words", "", questions=(
            Question("name", "Name", Kind.TEXT),
            Question("purpose", "Purpose", Kind.LONG_TEXT),
            Question("limits", "Limits", Kind.LONG_TEXT),
            Question("secret", "Note among the drafters", Kind.LONG_TEXT, audience="drafters"),
        )),
        Section("P2", "Choices", "", questions=(
            Question("agreed", "Agreed?", Kind.YES_NO),
            Question("colour", "Colour", Kind.CHOICE, options=COLOURS),
            Question("colours", "Colours", Kind.CHOICES, options=COLOURS[1:]),
            Question("starts_on", "Starts on", Kind.DATE),
            Question("count", "Count", Kind.INTEGER),
            Question("bodies", "Bodies", Kind.ORGANISATIONS),
        )),
        Section("P3", "Tables", "", questions=(
            Question("people", "People", Kind.TABLE, columns=(
                Question("who", "Who", Kind.TEXT), Question("does", "Does", Kind.LONG_TEXT),
                Question("since", "Since", Kind.DATE),
            )),
            Question("wide", "Wide", Kind.TABLE, columns=CELLS),
            Question("empty", "Empty", Kind.TABLE, columns=CELLS[:2]),
        )),
    ),
)  # fmt: skip

OLD: dict[str, Any] = {
    "name": "Sharing with North Hill",
    "purpose": "Officers share what **protects** a child.\n\n- at *once*\n- in full\n\n"
    "1. ask\n2. tell\n\nThe last paragraph stands here as it was.",
    "limits": "Nothing on witnesses.\n\n> As [the code](https://example.org/code) says\n\n"
    "This whole paragraph will move to the beginning.",
    "secret": "Fallback: two weeks.",
    "agreed": True,
    "colour": "red",
    "colours": ["green", "blue"],
    "starts_on": "2027-03-12",
    "count": 12345,
    "bodies": ["essex", "kent"],
    "people": [
        {"id": "a", "who": "Ann", "does": "Writes\nand reads", "since": "2026-01-01"},
        {"id": "b", "who": "Bob", "does": "Signs"},
        {"id": "c", "who": "Cy", "does": "Checks"},
    ],
    "wide": [
        {"id": "a", **{f"c{at}": f"one {at}" for at in range(8)}},
        {"id": "b", **{f"c{at}": f"two {at}" for at in range(8)}},
    ],
}
NEW: dict[str, Any] = {
    **OLD,
    "purpose": "Trained officers share what protects a child.\n\n- at *once*\n- with care\n\n"
    "1. ask\n\nAn inserted paragraph.\n\nThe last paragraph stands here as it is.",
    "limits": "This whole paragraph will move to the beginning.\n\nNothing on witnesses.\n\n"
    "> As [the code](https://example.org/code) says",
    "colour": "green",
    "colours": ["green"],
    "starts_on": "2027-04-01",
    "count": 7,
    "people": [
        {"id": "c", "who": "Cy", "does": "Checks"},
        {"id": "a", "who": "Ann", "does": "Writes\nand checks", "since": "2026-01-01"},
        {"id": "d", "who": "Di", "does": "Asks"},
    ],
    "wide": [
        {"id": "b", **{f"c{at}": f"two {at}" for at in range(8)}, "c3": "changed"},
        {"id": "a", **{f"c{at}": f"one {at}" for at in range(8)}},
    ],
    "empty": [{"id": "n", "c0": "first", "c1": "row"}],
}
del NEW["secret"], NEW["bodies"]


def text(answers: Mapping[str, Any]) -> Content:
    """A text of the specimen."""
    return Content(DEFINITION, answers)


@dataclass
class Written:
    """A file of ours with what is needed to read it again."""

    new: Content
    old: Content
    notes: tuple[Note, ...] = ()
    drafters: bool = True
    blanks: bool = True
    places: dict[str, list[str]] = field(default_factory=dict)

    @property
    def front(self) -> Front:
        """Its first page."""
        return Front(
            kind="Specimen", title="Sharing", reference="ISA-1", version=2, marking="OFFICIAL",
            status="DRAFT", facts=[("Led by", "Essex Police")], notices=["How to write here."],
            export_id="ab" * 16, at=AT,
        )  # fmt: skip

    @property
    def content(self) -> bytes:
        """The file."""
        wanted = Wanted(
            new=self.new, old=self.old, names=NAMES, pen=Pen("ISA-1, version 2", AT),
            drafters=self.drafters, blanks=self.blanks, notes=self.places,
        )  # fmt: skip
        return docx(self.front, blocks(wanted), self.notes)

    def found(self, read: WordText, base: Content | None = None) -> Found:
        """What differs in a file from this one."""
        notes = {note_digest(each.author, each.text): f"id {each.id}" for each in self.notes}
        origin = Origin(base or self.new, NAMES, self.front.lines, notes, self.drafters)
        return placed(read, origin)


def written(new: Mapping[str, Any], old: Mapping[str, Any] | None = None, **more: Any) -> Written:
    """A file of one text, or of two with every difference tracked."""
    return Written(text(new), text(new if old is None else old), **more)


def filled(definition: Definition, rows: int = 3) -> dict[str, Any]:
    """An answer to every question of a definition."""
    given = {each.id: parse_answer(each, _answer(each, 0, rows)) for each in definition.questions()}
    return {key: answer for key, answer in given.items() if answer is not None}


def _answer(question: Question, number: int, rows: int) -> Any:
    if question.kind is Kind.TABLE:
        return [
            {"id": f"r{at}", **{c.id: _answer(c, at, rows) for c in question.columns}}
            for at in range(rows)
        ]
    if question.kind is Kind.LONG_TEXT:
        lists = f"- first {number}\n- second\n\n1. one"
        return f"What {question.id} says, **in short**:\n\n{lists}\n\n> so"
    if question.kind is Kind.TEXT:
        return f"Text {question.id} {number}"[-(question.max_length or 500) :]
    known = [each.value for each in options(question) or ()] or ["crime-report"]
    return {
        Kind.YES_NO: number % 2 == 0,
        Kind.DATE: "2027-03-12",
        Kind.INTEGER: 1234 + number,
        Kind.CHOICE: known[number % len(known)],
        Kind.CHOICES: [known[0], known[-1]],
        Kind.ORGANISATIONS: ["essex", "kent"],
    }[question.kind]
