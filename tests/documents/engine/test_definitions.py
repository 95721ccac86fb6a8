"""A definition that does not hold together is refused with its file, place and fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.catalogue import Catalogue
from documents.definition import DefinitionError
from documents.loading import load_definition
from tests.documents.engine.sample import SAMPLE, write


def test_the_sample_loads(tmp_path: Path) -> None:
    definition = load_definition(write(tmp_path, SAMPLE), ())

    assert [section.id for section in definition.sections] == ["A1", "A2"]
    assert definition.section_of("things").id == "A2"
    assert definition.question("things").column("why").required_when is not None


Q = "sections[0].questions"
T = "sections[1].questions[0]"
BROKEN = [
    ("name: sample", "name: other", "line 1, name", "must be the folder's name, 'sample'"),
    ("version: 1", "version: 2", "line 2, version", "2 must be the file's name, '1'"),
    ("version: 1", "version: one", "line 2, version", "must be a whole number"),
    ("title: Sample", "tilte: Sample", "line 1", "needs 'title'"),
    ("title: First", "title: First\n    title: x", "line 7, sections[0].title", "repeats 'title'"),
    ("title: First", "title: [", "line 8", "is not YAML"),
    ('"F:ACT, K"', '"a book"', "line 9, sections[0].law[0].source", "a source with its mark"),
    ("verified_by: null", "verified_by: A", "line 9, sections[0].law[0]", "or null for both"),
    ("required: true", "required: yes", f"line 11, {Q}[0].required", "must be true or false"),
    ("kind: long_text", "kind: essay", f"line 12, {Q}[1].kind", "'essay' must be one of"),
    ("id: story", "id: name", f"line 12, {Q}[1]", "question 'name' stands twice"),
    ("id: story", "id: Story", f"line 12, {Q}[1].id", "'Story' must be snake_case"),
    ("label: Story", "lable: Story", f"line 12, {Q}[1]", "needs 'label'"),
    ("label: Story", "label: S, hue: x", f"line 12, {Q}[1].hue", "does not know 'hue'"),
    ("question: is_late", "question: gone", f"line 14, {Q}[3].required", "waits for 'gone'"),
    ("is: true}", "is: red}", f"line 14, {Q}[3].required", "'red' is no answer to 'is_late'"),
    ("is: true}", "was: true}", f"line 14, {Q}[3].required.when.was", "does not know 'was'"),
    ("value: blue", "value: red", f"line 18, {Q}[4].options[1]", "option 'red' stands twice"),
    ("includes: round", "includes: x", f"line 23, {Q}[6].required", "'x' is no option of 'shapes'"),
    ("kind: date", "kind: date, max_length: 3", f"line 24, {Q}[7].max_length", "a date takes no"),
    ("kind: date", "kind: choice", f"line 24, {Q}[7]", "needs either 'options' or 'options_from'"),
    ("kind: date", "kind: table", f"line 24, {Q}[7]", "a table needs 'columns'"),
    ("from: forces", "from: armies", f"line 26, {Q}[9].options_from", "'armies' must be one of"),
    ("id: A2", "id: A1", "line 28, sections[1]", "section 'A1' stands twice"),
    ("label: What,", "label: W, columns: [],", f"line 38, {T}.columns[0].columns", "takes no"),
    ("id: what", "id: id", f"line 38, {T}.columns[0].id", "'id' is kept for the row's own id"),
    ("Kept?, kind: yes_no", "K, kind: table", f"line 39, {T}.columns[1].kind", "inside a table"),
]


@pytest.mark.parametrize(("old", "new", "place", "fault"), BROKEN)
def test_a_broken_definition_names_file_place_and_fault(
    tmp_path: Path, old: str, new: str, place: str, fault: str
) -> None:
    text = SAMPLE.replace(old, new, 1)

    with pytest.raises(DefinitionError) as caught:
        load_definition(write(tmp_path, text), ())

    assert caught.value.file == "sample/1.yaml"
    assert caught.value.place == place
    assert fault in caught.value.fault
    assert str(caught.value).startswith("sample/1.yaml: line ")


def test_a_missing_and_an_empty_file_are_told(tmp_path: Path) -> None:
    empty = write(tmp_path, "")

    with pytest.raises(DefinitionError, match="is empty"):
        load_definition(empty, ())
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_definition(empty.with_name("2.yaml"), ())


def test_the_catalogue_gives_the_newest_version_unless_one_is_named(tmp_path: Path) -> None:
    for version in (1, 2, 10):
        write(tmp_path, SAMPLE.replace("version: 1", f"version: {version}"), version=version)
    catalogue = Catalogue(tmp_path)

    assert catalogue.versions("sample") == (1, 2, 10)
    assert catalogue.definition("sample").version == 10
    assert catalogue.definition("sample", 2).version == 2


def test_the_catalogue_knows_what_it_has_not_got(tmp_path: Path) -> None:
    write(tmp_path, SAMPLE)
    catalogue = Catalogue(tmp_path)

    with pytest.raises(LookupError):
        catalogue.definition("sample", 3)
    with pytest.raises(LookupError):
        catalogue.definition("nothing")
    with pytest.raises(LookupError):
        catalogue.reference("nothing")


def test_the_catalogue_tells_every_fault_it_has(tmp_path: Path) -> None:
    write(tmp_path, SAMPLE.replace("kind: date", "kind: day"))
    write(tmp_path, "- {id: a}\n", name="reference").rename(tmp_path / "reference" / "rows.yaml")

    faults = Catalogue(tmp_path).faults()

    assert [fault.file for fault in faults] == ["reference/rows.yaml", "sample/1.yaml"]
