"""Every table by name and pinned version, and which chain an organisation follows."""

from __future__ import annotations

from typing import Final

from workflows import agreement, dpia
from workflows.table import Workflow, WorkflowError

TABLES: Final[tuple[Workflow, ...]] = (
    dpia.DPIA,
    agreement.FORCE,
    agreement.PARTNER,
    agreement.PARTNER_HEALTH,
)


def workflow(name: str, version: int | None = None) -> Workflow:
    """The table of that name, in that version or the newest; `WorkflowError` if there is none."""
    found = [t for t in TABLES if t.name == name and version in (None, t.version)]
    if not found:
        wanted = name if version is None else f"{name} version {version}"
        raise WorkflowError(f"There is no workflow {wanted}.")
    return max(found, key=lambda table: table.version)
