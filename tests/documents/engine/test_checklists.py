"""Readiness checklists load, and a broken one says where and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import catalogue
from documents.checklists import checklist, faults, load_checklist, names, versions
from documents.definition import DefinitionError

GOOD = """\
name: trial
version: 1
title: A trial
subject: force
guidance: What is shown.
source: D
verified_by: null
verified_on: null
items:
  - id: TR-01
    requirement: It works
    guidance: Show it.
    evidence: Report
    approver: siro
    mandatory: true
    valid_days: 30
    source: D
    verified_by: null
    verified_on: null
"""


def written(folder: Path, text: str, name: str = "1.yaml") -> Path:
    place = folder / "trial"
    place.mkdir()
    (place / name).write_text(text, encoding="utf-8")
    return place / name


def test_every_shipped_checklist_loads_and_can_be_chosen_in_an_agreement() -> None:
    offered = {row["id"]: row for row in catalogue.reference("readiness")}

    assert faults() == ()
    assert set(names()) == set(offered)
    for name in names():
        newest = checklist(name)
        assert (newest.title, newest.subject) == (offered[name]["title"], offered[name]["subject"])
        assert newest.version == versions(name)[-1]


def test_gateway_4_asks_what_the_domain_lists() -> None:
    found = checklist("gateway_4", 1)

    assert [one.id for one in found.items] == [f"GW-{number:02}" for number in range(1, 21)]
    assert [one.id for one in found.items if not one.mandatory] == ["GW-17", "GW-20"]
    assert found.item("GW-07").approver == "security_officer"
    assert found.item("GW-07").valid_days == 365
    assert all(one.verified_by is None for one in found.items)


def test_a_name_or_version_that_is_not_there_is_a_lookup_error() -> None:
    for name, version in (("nothing", None), ("gateway_4", 99)):
        with pytest.raises(LookupError):
            checklist(name, version)
    with pytest.raises(LookupError):
        checklist("gateway_4").item("GW-99")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("name: trial", "name: other", "must stand in other/1.yaml"),
        ("subject: force", "subject: planet", "subject"),
        ("approver: siro", "approver: gold", "approver"),
        ("mandatory: true", "mandatory: false", "passed by nothing"),
        ("valid_days: 30", "valid_days: 0", "one day or more"),
        ("id: TR-01", "id: first", "an item id such as GW-07"),
        ("    source: D", "    source: somebody", "a source with its mark"),
        ("    verified_by: null", "    verified_by: A lawyer", "both 'verified_by'"),
        ("evidence: Report", "proof: Report", "evidence"),
    ],
)
def test_a_broken_checklist_says_what_is_wrong(
    tmp_path: Path, before: str, after: str, fault: str
) -> None:
    path = written(tmp_path, GOOD.replace(before, after, 1))

    with pytest.raises(DefinitionError, match=fault):
        load_checklist(path)


def test_an_item_that_stands_twice_is_refused(tmp_path: Path) -> None:
    item = GOOD[GOOD.index("  - id:") :]

    with pytest.raises(DefinitionError, match="stands twice"):
        load_checklist(written(tmp_path, GOOD + item))


def test_a_whole_checklist_loads(tmp_path: Path) -> None:
    found = load_checklist(written(tmp_path, GOOD))

    assert found.item("TR-01").valid_days == 30
