"""The rules of the house that can be read from the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("documents", "workflows", "govern", "migrations")
CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today",
    "datetime.date.today",
}  # fmt: skip
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
SILENCED = re.compile(
    r"#\s*(?:type:\s*ignore|noqa)"
    r"(?P<codes>\[[\w\-, ]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<why>.*)$"
)


@cache
def sources(*tops: str) -> tuple[tuple[Path, str], ...]:
    """Every Python file below `tops` with its text."""
    return tuple(
        (found.relative_to(ROOT), found.read_text())
        for top in tops
        for found in sorted((ROOT / top).rglob("*.py"))
    )


def calls(text: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call in a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, ast.unparse(node.func)


def silent_silences(text: str) -> Iterator[int]:
    """Lines that silence a checker without naming what and saying why."""
    for number, line in enumerate(text.splitlines(), 1):
        if (found := SILENCED.search(line)) and not (
            found["codes"] and re.search(r"[a-z]{3}", found["why"])
        ):
            yield number


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    asked = [
        f"{path}:{line} {name}"
        for path, text in sources(*SHIPPED, "tests")
        for line, name in calls(text)
        if name in CLOCK and path != Path("govern/clock.py")
    ]

    assert not asked, f"take the instant as `at`, or ask the injected clock: {asked}"


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "date.today()", "time.time()"])
def test_a_look_at_the_machine_clock_is_noticed(call: str) -> None:
    names = {name for _, name in calls(f"def f():\n    return {call}\n")}

    assert names & CLOCK


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        str(path)
        for path, text in sources(*SHIPPED, "tests")
        if not ast.get_docstring(ast.parse(text))
    ]

    assert not silent, f"say in one sentence what each is for: {silent}"


def test_nothing_is_left_for_later() -> None:
    left = [
        f"{path}:{number}"
        for path, text in sources(*SHIPPED, "tests")
        for number, line in enumerate(text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]

    assert not left, f"do it, or open an issue and say so in an ADR: {left}"


def test_a_silenced_checker_is_named_with_the_reason() -> None:
    silenced = [
        f"{path}:{number}"
        for path, text in sources(*SHIPPED, "tests")
        for number in silent_silences(text)
    ]

    assert not silenced, f"write `noqa: CODE  why` or repair the code: {silenced}"


@pytest.mark.parametrize(
    ("line", "silent"),
    [
        ("x = 1  # no" + "qa", True),
        ("x = 1  # no" + "qa: E501", True),
        ("x = 1  # type: " + "ignore[misc]", True),
        ("x = 1  # no" + "qa: S105  a name, no secret", False),
        ("x = 1  # type: " + "ignore[misc]  # the library ships no types", False),
    ],
)
def test_a_silence_without_reason_is_noticed(line: str, silent: bool) -> None:
    assert bool(list(silent_silences(line))) is silent


def test_the_name_of_a_test_is_a_sentence() -> None:
    short = [
        f"{path}:{node.lineno} {node.name}"
        for path, text in sources("tests")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if len(node.name.split("_")) < 4
    ]

    assert not short, f"say what holds, in at least three words: {short}"


def test_no_test_is_skipped() -> None:
    skipping = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)\w*")

    skipped = [
        f"{path}:{number}"
        for path, text in sources("tests")
        for number, line in enumerate(text.splitlines(), 1)
        if skipping.search(line) and "re.compile" not in line
    ]

    assert not skipped, f"a test that does not run proves nothing: {skipped}"
