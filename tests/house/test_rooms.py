"""What each room owes the others: definitions that load, chains that exist, read-only pages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from documents import catalogue
from workflows.catalogue import CHAINS, workflow

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = ROOT / "documents" / "definitions"
KINDS = sorted(
    folder.name
    for folder in DEFINITIONS.iterdir()
    if folder.is_dir() and folder.name != "reference"
)
REFERENCE = sorted(found.stem for found in (DEFINITIONS / "reference").glob("*.yaml"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_version_of_a_document_type_loads(kind: str) -> None:
    written = sorted(int(found.stem) for found in (DEFINITIONS / kind).glob("*.yaml"))

    loaded = [catalogue.definition(kind, version).version for version in written]

    assert written
    assert loaded == written


@pytest.mark.parametrize("table", REFERENCE)
def test_every_reference_table_loads_with_rows(table: str) -> None:
    assert catalogue.reference(table)


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_type_has_a_chain_that_signs_it(kind: str) -> None:
    chains = [name for (signed, _), name in CHAINS.items() if signed == kind]

    assert chains, f"add the chain of {kind} to workflows/catalogue.py"
    assert all(workflow(name).transitions for name in chains)


def test_no_chain_signs_a_document_type_that_does_not_exist() -> None:
    assert {kind for kind, _ in CHAINS} <= set(KINDS)


def test_pages_and_machines_only_read() -> None:
    writing = [
        f"{found.relative_to(ROOT)}:{node.lineno}"
        for room in ("web", "api", "exchange")
        for found in sorted((ROOT / "govern" / room).rglob("*.py"))
        for node in ast.walk(ast.parse(found.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "writing"
    ]

    assert not writing, f"only a command opens a transaction that writes: {writing}"
