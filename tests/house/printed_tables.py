"""The tables in docs/ that are printed from the code: `python -m tests.house.printed_tables`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from govern.commands.organisations import own_settings
from govern.commands.settings import table as answer_settings
from govern.register.reasons import MEANINGS, said
from govern.settings import TABLE
from workflows import roles

DOCS = Path(__file__).resolve().parents[2] / "docs"


def reasons() -> list[str]:
    """Every deny reason in order of precedence."""
    rows = [(f"`{code}`", said(code), meaning.clears) for code, meaning in MEANINGS.items()]
    return markdown(("code", "Sharing is off: ...", "who or what can clear it"), rows)


def environment() -> list[str]:
    """Every variable of the environment."""
    rows = [
        (f"`{each.variable}`", f"`{each.default}`" if each.default else "", each.meaning)
        for each in TABLE
    ]
    return markdown(("variable", "default", "meaning"), rows)


def answering() -> list[str]:
    """The settings of the whole installation that can change an answer."""
    kinds = {bool: "yes or no", int: "days, 1 to 90"}
    rows = [
        (
            f"`{each.name}`",
            " or ".join(f"`{value}`" for value, _ in each.choices) or kinds[each.holds],
            _default(each.default),
            each.meaning,
        )
        for each in answer_settings.TABLE
    ]
    return markdown(("setting", "takes", "default", "meaning"), rows)


def organisations_own() -> list[str]:
    """The settings that an organisation has for itself."""
    kinds = {bool: "yes or no", str: "an organisation", dict: "yes or no for each purpose"}
    rows = [
        (f"`{each.name}`", ", ".join(each.kinds), kinds[each.holds], each.meaning)
        for each in own_settings.TABLE
    ]
    return markdown(("setting", "who has it", "takes", "meaning"), rows)


def role_codes() -> list[str]:
    """Every role with the word that commands use for it."""
    rows = [(f"`{code}`", title) for code, title in roles.TITLES.items()]
    return markdown(("role", "is"), rows)


PRINTED: dict[tuple[str, str], Callable[[], list[str]]] = {
    ("asking-the-register.md", "reasons"): reasons,
    ("settings.md", "environment"): environment,
    ("settings.md", "answers"): answering,
    ("settings.md", "organisations"): organisations_own,
    ("for-operators.md", "roles"): role_codes,
}
"""(file, name of the place in it) -> the lines that stand there."""


def refreshed(text: str, name: str, lines: Iterable[str]) -> str:
    """`text` with the lines between the marks of that name replaced. LookupError without marks."""
    opening, closing = f"<!-- printed: {name} -->", "<!-- end -->"
    place = re.compile(f"{re.escape(opening)}\n.*?{re.escape(closing)}", re.DOTALL)
    if not place.search(text):
        raise LookupError(f"no place is marked {opening} ... {closing}")
    body = "\n".join((opening, "", *lines, "", closing))
    return place.sub(lambda _: body, text, count=1)


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    escaped = [[cell.replace("|", "\\|") for cell in line] for line in lines]
    return [f"| {' | '.join(cells)} |" for cells in escaped]


def main() -> None:
    """Write every table into its file."""
    for (name, place), lines in PRINTED.items():
        path = DOCS / name
        path.write_text(refreshed(path.read_text(), place, lines()))


def _default(value: bool | int | str | None) -> str:
    if value is None:
        return "not set"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    main()
