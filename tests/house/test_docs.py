"""What README and docs/ say is there is there: links, commands, variables, targets, tables."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from govern.app import create_app
from govern.cli.program import parser
from govern.commands.ledger.checkpoints import make_checkpoint
from govern.gate.serving import STATUS
from govern.installation import Installation
from govern.settings import TABLE
from tests.house.printed_tables import DOCS, PRINTED, refreshed
from tests.installations import embedded

__all__ = ["embedded"]

ROOT = DOCS.parent
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
ADDRESS = re.compile(r"(?:GET|POST) (/[\w./-]+\w)|http://127\.0\.0\.1:8000(/[\w./-]+\w)")
GOVERN = re.compile(r"(?:^|[\s/])govern ([a-z-]+(?: [^`|&;\n]*)?)")


def titled(page: Path) -> str:
    """A page's name for a failing test."""
    return str(page.relative_to(ROOT))


@cache
def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", page.read_text())


@cache
def anchors(page: Path) -> frozenset[str]:
    """The places in a page that a link may lead to."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads)


def code_in(text: str) -> Iterator[str]:
    """Every line of code in a text, set apart or in a sentence."""
    for _, block in FENCE.findall(text):
        yield from block.splitlines()
    yield from CODE.findall(FENCE.sub("", text))


def broken(page: Path) -> Iterator[str]:
    """Links of a page that lead nowhere here; other sites are not asked."""
    for found in LINK.finditer(prose(page)):
        target = found[1] or found[2]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, place = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (place and place not in anchors(there)):
            yield target


@cache
def whole() -> argparse.ArgumentParser:
    """The command line with every subcommand."""
    return parser()


def misused(line: str) -> str | None:
    """What is wrong with a `govern` command as written; None when there is such a command."""
    at, words = whole(), shlex.split(line, comments=True)
    while words:
        word = words.pop(0)
        chosen = verbs(at)
        if chosen is not None and word in chosen:
            at = chosen[word]
        elif word.startswith("--"):
            known = {name for action in at._actions for name in action.option_strings}
            if word.partition("=")[0] not in known:
                return f"{at.prog} has no {word}"
        elif chosen is not None and re.fullmatch(r"[a-z-]+", word):
            return f"{at.prog} has no {word}"
    return None


def verbs(at: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser] | None:
    """The subcommands of a command."""
    for action in at._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return None


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = list(broken(page))

    assert not lost, f"mend these links: {lost}"


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_every_command_exists_with_its_options(page: Path) -> None:
    wrong = {
        found[1]: fault
        for line in code_in(page.read_text())
        for found in GOVERN.finditer(line)
        if (fault := misused(found[1]))
    }

    assert not wrong, f"say what the program has: {wrong}"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("register explain FLOW --at 2026-03-31", None),
        ("clients add 'RMS of Essex' --force essex", None),
        ("register publish", None),
        ("register print", "govern register has no print"),
        ("launch", "govern has no launch"),
        ("serve --fast", "govern serve has no --fast"),
    ],
)
def test_a_command_that_is_not_there_is_noticed(line: str, fault: str | None) -> None:
    assert misused(line) == fault


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_every_variable_named_is_a_setting(page: Path) -> None:
    named = set(re.findall(r"\bGOVERN_[A-Z_]+\b", page.read_text()))

    unknown = named - {setting.variable for setting in TABLE}

    assert not unknown, f"govern/settings.py knows no {unknown}"


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_every_target_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = {
        word
        for line in code_in(page.read_text())
        for word in re.findall(r"(?:^|\s)make ([a-z-]+)", line)
    }

    assert asked <= targets, f"the Makefile has no {asked - targets}"


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_every_file_named_is_there(page: Path) -> None:
    rooms = r"(?:documents|workflows|govern|templates|migrations|tests|docs)/[\w./-]+"
    named = {word for word in CODE.findall(prose(page)) if re.fullmatch(rooms, word)}

    missing = {word for word in named if not (ROOT / word).exists()}

    assert not missing, f"these were moved or never made: {missing}"


def test_every_address_named_is_served(embedded: Installation) -> None:
    served = create_app(embedded).url_map.bind("localhost")
    named = {
        (page.name, found[1] or found[2])
        for page in PAGES
        for found in ADDRESS.finditer(page.read_text())
    }

    lost = [
        (page, path)
        for page, path in sorted(named)
        if not served.allowed_methods(path) and path != STATUS  # that one is the gate's own
    ]

    assert named
    assert not lost, f"no page and no question is served there: {lost}"


@pytest.mark.parametrize(("name", "place"), PRINTED, ids=" ".join)
def test_every_printed_table_is_current(name: str, place: str) -> None:
    text = (DOCS / name).read_text()

    assert refreshed(text, place, PRINTED[name, place]()) == text, (
        "run: python -m tests.house.printed_tables"
    )


def test_what_is_said_to_be_missing_is_missing() -> None:
    text = (DOCS / "for-operators.md").read_text()
    section = text.partition("## Not there yet")[2].partition("\n## ")[0]
    verbs_named = {Path(word).stem for word in CODE.findall(section) if word.endswith(".py")}
    reached = "\n".join(
        found.read_text()
        for room in ("web", "cli")
        for found in (ROOT / "govern" / room).rglob("*.py")
    )

    there = {verb for verb in verbs_named if re.search(rf"\b{verb}\b", reached)}

    assert not there, f"these can be done now: say so, and take them off the list: {there}"


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "index.md").read_text()

    missing = [
        str(page.relative_to(DOCS))
        for page in sorted(DOCS.rglob("*.md"))
        if page.name != "index.md" and f"({page.relative_to(DOCS)})" not in index
    ]

    assert not missing, f"name these in docs/index.md: {missing}"


def test_the_check_that_auditors_run_alone_agrees_with_the_checkpoint(
    embedded: Installation,
) -> None:
    program = next(
        block
        for kind, block in FENCE.findall((DOCS / "for-auditors.md").read_text())
        if kind == "python"
    )
    note = make_checkpoint(embedded).note.splitlines()
    database = str(embedded.settings.database).removeprefix("sqlite:///")

    said = subprocess.run(
        [sys.executable, "-I", "-c", program, database], capture_output=True, text=True, check=True
    )

    assert said.stdout.split() == note[1:3]
