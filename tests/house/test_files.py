"""The rules of the house that can be read from the names and sizes of its files."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("documents", "workflows", "govern")
TOP = {
    *ROOMS, "templates", "migrations", "tests", "docs", "setup.cfg", "wsgi.py", "README.md",
    "CHANGELOG.md", "Makefile", "pyproject.toml", "requirements.lock", ".ci", ".git", ".gitignore",
}  # fmt: skip
VAGUE = {
    "utils", "util", "helpers", "helper", "common", "core", "manager", "service", "base", "misc",
    "stuff", "lib",
}  # fmt: skip
ADRS = ROOT / "docs" / "adr"


def modules(*tops: str) -> list[Path]:
    """Every Python file below `tops`, relative to the root."""
    return [
        found.relative_to(ROOT)
        for top in tops
        for found in sorted((ROOT / top).rglob("*.py"))
        if "__pycache__" not in found.parts
    ]


def generated() -> list[str]:
    """The patterns of what tools leave behind, as `.gitignore` lists them."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return [line.strip().strip("/") for line in lines if line.strip() and line[0] != "#"]


def test_the_top_level_holds_what_the_architecture_names() -> None:
    ignored = generated()

    strays = [
        entry.name
        for entry in ROOT.iterdir()
        if entry.name not in TOP
        and not any(fnmatch.fnmatch(entry.name, pattern) for pattern in ignored)
    ]

    assert not strays, f"move these into a room, or change the architecture by an ADR: {strays}"


@pytest.mark.parametrize(("top", "limit"), [*((room, 300) for room in ROOMS), ("tests", 400)])
def test_no_file_is_too_long_to_read_at_once(top: str, limit: int) -> None:
    long = {
        str(module): lines
        for module in modules(top)
        if (lines := len((ROOT / module).read_text().splitlines())) > limit
    }

    assert not long, f"split by noun; a file here has at most {limit} lines: {long}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [
        str(module) for module in modules(*ROOMS, "tests") if VAGUE & {*module.parts, module.stem}
    ]

    assert not vague, f"name these after what they hold: {vague}"


def test_every_folder_of_code_says_what_it_is_for() -> None:
    folders = {module.parent for module in modules(*ROOMS)}

    silent = [str(folder) for folder in sorted(folders) if not opens_with_a_docstring(folder)]

    assert not silent, f"give each an __init__.py of one sentence: {silent}"


def opens_with_a_docstring(folder: Path) -> bool:
    """Whether the folder is a package whose first line is a sentence."""
    opening = ROOT / folder / "__init__.py"
    return opening.exists() and opening.read_text().startswith('"""')


def test_tests_are_no_packages() -> None:
    packages = [str(module) for module in modules("tests") if module.name == "__init__.py"]

    assert not packages, f"tests are found by path; remove {packages}"


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(found.name for found in ADRS.glob("*.md"))

    numbers = [int(name[:4]) for name in names if re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)]

    assert numbers == list(range(1, len(names) + 1)), f"docs/adr holds {names}"


def test_each_decision_is_titled_with_its_number_and_fits_a_page() -> None:
    wrong = [
        found.name
        for found in ADRS.glob("*.md")
        if not found.read_text().startswith(f"# {int(found.name[:4])}. ")
        or len(found.read_text().splitlines()) > 60
    ]

    assert not wrong, f"an ADR opens with `# <number>. <title>` and has at most 60 lines: {wrong}"


def test_the_lock_names_no_place() -> None:
    lock = (ROOT / "requirements.lock").read_text() + (ROOT / ".ci/bootstrap.txt").read_text()

    places = [line for line in lock.splitlines() if re.search(r"://| @ |--index|--find|/", line)]

    assert not places, f"the lock holds names, versions and hashes alone: {places}"


def test_every_locked_package_has_a_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text().replace("\\\n", " ")

    bare = [line for line in lock.splitlines() if "==" in line and "--hash=sha256:" not in line]

    assert not bare, f"run `make lock`: {bare}"
