"""A second opinion: the same rules in Rego, asked of the real OPA engine that set-up installs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from govern.clock import instant
from govern.register.facts import facts
from govern.register.judge import Judge
from govern.register.reasons import in_order

RULES = sorted((Path(__file__).parent / "rego").glob("*.rego"))
_ENGINE = Path(sys.prefix) / "opa"

Said = Mapping[tuple[str, str], tuple[tuple[str, ...], str | None]]
"""(flow, instant) -> the reasons in order of precedence, and the basis cited."""


def sources() -> dict[str, str]:
    """The rules as written, by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in RULES}


def engine(policies: Mapping[str, str]) -> Any:
    """An OPA engine with these policies."""
    if not _ENGINE.is_dir():
        raise FileNotFoundError(f"no OPA engine in {_ENGINE}: run make setup-test")
    if str(_ENGINE) not in sys.path:
        sys.path.append(str(_ENGINE))
    found = importlib.import_module("opa_bindings").OpaEngine()
    for name, text in policies.items():
        found.add_policy(name, text)
    return found


def asked(opa: Any, tables: Mapping[str, Any], flows: Iterable[str], at: Iterable[str]) -> Said:
    """What OPA says of every flow at every instant."""
    given = {"tables": tables, "flows": list(flows), "at": list(at)}
    answers = opa.eval_document("govern.judge.answers", given)
    return {(one["flow"], one["at"]): (in_order(one["codes"]), one["basis"]) for one in answers}


def judged(tables: Mapping[str, Any], flows: Iterable[str], at: Iterable[str]) -> Said:
    """What the product says of the same."""
    known = facts(tables)
    wanted = list(flows)
    found = {}
    for moment in at:
        judge = Judge(known, instant(moment))
        for flow in wanted:
            verdict = judge.flow(flow)
            basis = verdict.basis.case.basis["id"] if verdict.basis else None
            found[flow, moment] = (verdict.codes, basis)
    return found
