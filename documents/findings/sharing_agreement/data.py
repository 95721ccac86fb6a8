"""Checks on the data of a sharing agreement: handling codes, statistics, modules, retention."""

from __future__ import annotations

from collections.abc import Iterator

from documents import catalogue
from documents.agreement import Agreement, Row
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found


def handling_conditions(content: Content, context: Context) -> Iterator[Finding]:
    """Intelligence with handling code C moves in a routine flow only with its conditions."""
    for row in content.rows("data"):
        if row.get("handling") == "c" and not row.get("originator_conditions"):
            yield _row(
                content,
                row,
                Level.STOP,
                "originator_conditions_missing",
                f"{_item(row)}: handling code C is in a routine flow without the originator's "
                "conditions.",
                "Take it out of the flow, or state the originator's conditions.",
                "K, D",
            )


def every_flow_has_data(content: Content, context: Context) -> Iterator[Finding]:
    """Each flow says which data it carries; statistics alone is noted (trap T28)."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        rows = agreement.data_of(flow)
        if not rows:
            yield found(
                content,
                Level.STOP,
                "flow_without_data",
                "flows",
                row=flow.id,
                message=f"Flow {flow.ref} is named by no data item.",
                remedy=f"Name flow {flow.ref} in the data items that it carries, and say why each "
                "is necessary.",
                source="F:DPA36, K",
            )
        elif not agreement.is_personal(flow):
            yield found(
                content,
                Level.ADVICE,
                "statistics_only",
                "flows",
                row=flow.id,
                message=f"Flow {flow.ref} carries statistics alone. Data protection law does not "
                "apply to it, and it is controlled all the same.",
                remedy="Check that small numbers identify nobody.",
                source="F:DC, D",
            )


def categories_and_modules(content: Content, context: Context) -> Iterator[Finding]:
    """Decision 19: a category belongs to one module; its data comes from there."""
    agreement = Agreement(content)
    modules = {row["id"]: row["module"] for row in catalogue.reference("categories")}
    for flow in agreement.flows:
        wanted = modules.get(str(flow.row.get("category")))
        given = {row.get("module") for row in agreement.data_of(flow)} - {"none", None}
        if wanted and given and wanted not in given:
            yield found(
                content,
                Level.ADVICE,
                "module_differs_from_category",
                "flows",
                row=flow.id,
                message=f"Flow {flow.ref} has a category of the module {wanted}, and its data "
                f"comes from {', '.join(sorted(map(str, given)))}.",
                remedy="Correct the category, or make one flow for each category.",
                source="D",
            )


def kinds_of_data(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T2: groups that normally hold criminal or health data are marked as such."""
    for row in content.rows("data"):
        if not row.get("data_group"):
            continue
        group = catalogue.row("data_groups", row["data_group"])
        if group["criminal"] and row.get("criminal_offence") is False:
            yield _row(
                content,
                row,
                Level.ADVICE,
                "criminal_offence_data_unmarked",
                f"{_item(row)}: this group normally holds criminal offence data, and the answer "
                "is no.",
                "Answer yes, or leave out what makes it so. Under Part 3 it is not sensitive; for "
                "a UK GDPR recipient it is Article 10 data.",
                "F:DPA10",
            )
        if group["health"] and "health" not in (row.get("special") or ()):
            yield _row(
                content,
                row,
                Level.ADVICE,
                "health_data_unmarked",
                f"{_item(row)}: this group normally holds health data, which is not ticked.",
                "Tick health, or leave it out.",
                "F:DPA35, K",
            )


def retention_covers_the_data(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T24: every item has a period, so that review and disposal can be shown."""
    kept = {str(row.get("item") or "").strip().lower() for row in content.rows("retention")}
    covers_all = any("all" in item.split() for item in kept)
    for row in content.rows("data"):
        if row.get("item") and not covers_all and row["item"].strip().lower() not in kept:
            yield _row(
                content,
                row,
                Level.ADVICE,
                "retention_missing",
                f"{_item(row)} has no row in the retention table.",
                "Add it there by the same name, or a row for all items.",
                "F:PIRM, K",
            )


def _item(row: Row) -> str:
    return str(row.get("item") or "A data item")


def _row(
    content: Content, row: Row, level: Level, code: str, message: str, remedy: str, source: str
) -> Finding:
    return found(
        content,
        level,
        code,
        "data",
        row=str(row["id"]),
        message=message,
        remedy=remedy,
        source=source,
    )


CHECKS: tuple[Check, ...] = (
    handling_conditions,
    every_flow_has_data,
    categories_and_modules,
    kinds_of_data,
    retention_covers_the_data,
)
