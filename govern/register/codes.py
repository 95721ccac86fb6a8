"""What a records system calls a flow: an imported table of its codes, whole, one for each force."""

from __future__ import annotations

from collections.abc import Mapping

from govern.register.derive import key_of
from govern.register.facts import Facts
from govern.register.reading import Reading
from govern.register.row import FlowKey


def codes(facts: Facts, force_id: str, at: str) -> Mapping[str, str]:
    """The id of the flow that each code of the force stands for; nothing when it is in doubt."""
    table = facts.row("code_table", force_id)
    if table is None or not Reading(facts, at).trusts("code_table", table):
        return {}
    found: Mapping[str, str] = table["codes"]
    return found


def keys(facts: Facts, force_id: str, at: str) -> dict[str, FlowKey]:
    """The flow that each code of the force stands for, by its five parts. A code whose flow is no
    more, or is another force's, stands for nothing.
    """
    found = {}
    for code, flow_id in codes(facts, force_id, at).items():
        flow = facts.row("flow", flow_id)
        key = None if flow is None or flow.get("force_id") != force_id else key_of(facts, flow)
        if key is not None:
            found[code] = key
    return found


def coded(facts: Facts, at: str) -> dict[str, dict[str, FlowKey]]:
    """Every force's table, by its slug."""
    tables = tuple(facts.rows("code_table"))
    found = {facts.slug(force_id): keys(facts, force_id, at) for force_id in tables}
    return {force: table for force, table in found.items() if force}


def key_of_code(facts: Facts, force: str, code: str, at: str) -> FlowKey | None:
    """The flow that one code of the force (slug) stands for."""
    for body in facts.find("organisations_by_slug", force):
        flow = facts.row("flow", codes(facts, str(body["id"]), at).get(code))
        if flow is not None and flow.get("force_id") == body["id"]:
            return key_of(facts, flow)
    return None
