"""The names of the bodies outside come from settings: nothing that is shown writes one itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = re.compile(r"\b(Information Commissioner|ICO|Athena|Police, Fire and Crime Panel)\b")
# The settings' own defaults, and the cast of the demonstration, which is data.
APART = ("govern/settings.py", "govern/demonstration/")


def named_in(text: str) -> list[int]:
    """Lines of a module whose strings, docstrings apart, name a body outside."""
    tree = ast.parse(text)
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
        and NAMES.search(node.value)
    ]


def test_no_module_writes_the_name_of_a_body_outside() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for top in ("govern", "workflows")
        for path in sorted((ROOT / top).rglob("*.py"))
        if not str(path.relative_to(ROOT)).startswith(APART)
        for line in named_in(path.read_text())
    ]

    assert not found, f"take the name from settings (govern/bodies.py): {found}"


def test_no_template_writes_the_name_of_a_body_outside() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if NAMES.search(line)
    ]

    assert not found, f"write {{{{ bodies.regulator }}}} and the like: {found}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('"""About the ICO."""\nWORDS = "Ask the regulator"', []),
        ('WORDS = "Ask the ICO"', [1]),
        ('def f(x):\n    return f"{x} with the Information Commissioner"', [2]),
        ('WORDS = {"ico": 1}', []),
    ],
)
def test_a_name_is_noticed_in_strings_alone(text: str, lines: list[int]) -> None:
    assert named_in(text) == lines
