"""Prints docs/workflows.md from the tables: `python -m workflows.printing [--check]`."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import FunctionType
from typing import Final, TypeGuard

from workflows import added_steps, roles
from workflows.asked import ASKED
from workflows.catalogue import TABLES, workflow
from workflows.facts import Facts
from workflows.permission import PERMISSION
from workflows.separation import SIGNER
from workflows.steps import SIGNING
from workflows.table import Transition, Workflow
from workflows.verdict import Guard

PAGE: Final = Path(__file__).parent.parent / "docs" / "workflows.md"
FACTS: Final = tuple(field.name for field in fields(Facts))
# Sets of preconditions that stand together, the larger first.
SETS: Final[dict[str, tuple[Guard, ...]]] = {
    "signing a version": SIGNING,
    "fit to sign": SIGNER,
}
PREAMBLE: Final = """\
# Workflows

Printed from the tables in `workflows/` by `python -m workflows.printing`; do not edit by hand.
Each table says who may do what at which stage. An act marked * leaves a signed record. Where an
act asks for something (reasons, conditions), it cannot be made without.
"""


def page() -> str:
    """The whole page, as it should stand in docs/workflows.md."""
    parts = [PREAMBLE, *(_section(table) for table in TABLES), _added(), _preconditions()]
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Writes the page, or with `--check` says whether it is current (0) or not (1)."""
    text = page()
    if arguments == ["--check"]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        if not current:
            print("docs/workflows.md is out of date: run python -m workflows.printing")
        return 0 if current else 1
    if arguments:
        print("usage: python -m workflows.printing [--check]")
        return 2
    PAGE.write_text(text, encoding="utf-8")
    return 0


def _section(table: Workflow) -> str:
    lines = [f"## {table.name}, version {table.version}", ""]
    lines += [*_stages(table), "", *_matrix(table), "", *_rows(table), "", *_diagram(table), ""]
    return "\n".join(lines)


EXAMPLE: Final = "agreement_force+information_assurance.decision.5"
ADDING: Final = f"""\
## Steps that a force may add

A force may add steps to its own chain, never drop one. It chooses the kind, the step that it stands
before and the working days. At every added step the officer may also ask for changes, where the
chain has that; the controller may go on without a step that is late and was escalated, and whoever
completes the sign-off answers concerns with reasons. What others may do at the step that it stands
before (late advice, a withdrawn endorsement) they may do while it waits.

A sign-off is pinned to the name of its chain, as it was when it was opened: `{EXAMPLE}`
is `agreement_force` with an information assurance review before `decision`, in 5 working days.
"""


def _added() -> str:
    lines = [ADDING, "| kind | who | acts that lead on | acts that refuse | chains |"]
    lines.append("|---|---|---|---|---|")
    for kind in added_steps.KINDS:
        fits = [c for c in added_steps.GROWABLE if kind in added_steps.kinds_for(workflow(c))]
        on = ", ".join(f"{act}*" for act in (kind.act, *kind.goes_on))
        ends = ", ".join(f"{act}*" for act in kind.ends)
        cells = (kind.name, roles.TITLES[kind.role], on, ends, ", ".join(fits))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", _section(workflow(EXAMPLE)).replace("##", "###", 1)])


def _stages(table: Workflow) -> Iterator[str]:
    yield "| stage | means | outcome | working days |"
    yield "|---|---|---|---|"
    for stage in table.stages:
        days = stage.due.working_days if stage.due else ""
        yield f"| {stage.id} | {stage.title} | {stage.outcome or ''} | {days} |"


def _matrix(table: Workflow) -> Iterator[str]:
    starts = [s.id for s in table.stages if any(r.start == s.id for r in table.transitions)]
    yield f"| role | {' | '.join(starts)} |"
    yield "|---" * (len(starts) + 1) + "|"
    for role in dict.fromkeys(row.role for row in table.transitions):
        cells = (_cell(table, role, start) for start in starts)
        yield f"| {roles.TITLES[role]} | {' | '.join(cells)} |"


def _cell(table: Workflow, role: str, start: str) -> str:
    rows = (r for r in table.transitions if (r.role, r.start) == (role, start))
    return ", ".join(f"{row.act}{'*' if row.signing else ''}" for row in rows)


def _rows(table: Workflow) -> Iterator[str]:
    yield "| act | from | to | who | asks for | preconditions |"
    yield "|---|---|---|---|---|---|"
    done: set[tuple[str, str]] = set()
    for row in table.transitions:
        if (row.act, row.start) not in done:
            done.add((row.act, row.start))
            yield from _alike(table, row)


def _alike(table: Workflow, first: Transition) -> Iterator[str]:
    """Rows of one act and stage, those roles together whose preconditions are the same."""
    rows = [r for r in table.transitions if (r.act, r.start) == (first.act, first.start)]
    groups: dict[tuple[tuple[Guard, ...], tuple[str, ...], str], list[str]] = {}
    for row in rows:
        groups.setdefault((row.guards, row.asks, row.of), []).append(_who(row))
    for (guards, asks, _), who in groups.items():
        names = ", ".join(_names(guards))
        ways = f"{first.act} | {first.start} | {first.end}"
        yield f"| {ways} | {', '.join(who)} | {', '.join(asks)} | {names} |"


def _names(guards: tuple[Guard, ...]) -> Iterator[str]:
    """Names in order; a set that stands together is named once and spelt out at the end."""
    left = list(guards)
    for title, together in SETS.items():
        if set(together) <= set(left):
            yield f"[{title}](#{title.replace(' ', '-')})"
            left = [guard for guard in left if guard not in together]
    yield from (_name(guard) for guard in left)


def _who(row: Transition) -> str:
    where = {"lead_force": " of the lead force", "party": " of a party", "anywhere": " of any"}
    return roles.TITLES[row.role] + where.get(row.of, "")


def _diagram(table: Workflow) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {table.first}"
    ways: dict[tuple[str, str], list[str]] = {}
    for row in table.transitions:
        ways.setdefault((row.start, row.end), []).append(row.act)
    for (start, end), acts in ways.items():
        yield f"    {start} --> {end}: {', '.join(dict.fromkeys(acts))}"
    for stage in table.stages:
        if not any(row.start == stage.id for row in table.transitions):
            yield f"    {stage.id} --> [*]"
    yield "```"


def _preconditions() -> str:
    lines = ["## Preconditions", "", "Every act: first these, and alone.", ""]
    lines += _guards(PERMISSION)
    for title, together in SETS.items():
        lines += ["", f"### {title}", "", ", ".join(_name(guard) for guard in together)]
    lines += ["", "### All preconditions"]
    lines += ["", "Then all of these that the act names, each with its own reason.", ""]
    lines += _guards(_used())
    return "\n".join(lines) + "\n"


def _used() -> list[Guard]:
    tables = (*TABLES, workflow(EXAMPLE))
    rows = [row for table in tables for row in table.transitions]
    named = [guard for row in rows for guard in (*row.guards, *row.notices)]
    return sorted({*named, *ASKED.values()}, key=_name)


def _guards(guards: tuple[Guard, ...] | list[Guard]) -> Iterator[str]:
    yield "| precondition | means | looks at |"
    yield "|---|---|---|"
    for guard in guards:
        means = (guard.__doc__ or "").strip().splitlines()[0]
        yield f"| {_name(guard)} | {means} | {', '.join(looks_at(guard))} |"


def looks_at(guard: Guard) -> tuple[str, ...]:
    """The fields of `Facts` that a guard reads as `facts.x`, itself or through what it calls."""
    found: set[str] = set()
    waiting, seen = [_function(guard)], set[FunctionType]()
    while waiting:
        function = waiting.pop()
        seen.add(function)
        nodes = list(ast.walk(ast.parse(inspect.getsource(function))))
        found |= {node.attr for node in nodes if _of_facts(node)}
        called = (function.__globals__.get(n.id) for n in nodes if isinstance(n, ast.Name))
        waiting += [c for c in called if isinstance(c, FunctionType) and c not in seen and _ours(c)]
    return tuple(name for name in FACTS if name in found)


def _of_facts(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "facts"
    )


def _ours(function: FunctionType) -> bool:
    return function.__module__.startswith("workflows.")


def _function(guard: Guard) -> FunctionType:
    assert isinstance(guard, FunctionType)
    return guard


def _name(guard: Guard) -> str:
    return _function(guard).__name__


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
