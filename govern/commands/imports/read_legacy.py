"""Read a spreadsheet of legacy agreements and say row by row what was understood: a dry run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.authority import require
from govern.commands.reading import Reading
from govern.errors import Conflict, Invalid
from govern.exchange.confined import asking
from govern.exchange.confined.refusing import Refused
from govern.exchange.legacy.columns import guessed, known
from govern.exchange.legacy.reading import read_rows
from govern.installation import Installation
from govern.store import legacy
from govern.store.identifiers import new_id
from govern.store.rows.imports import LegacyImportRow
from workflows.engine import Actor


def read_legacy(
    installation: Installation,
    *,
    by: Actor,
    name: str,
    content: bytes,
    packed: bytes | None = None,
    columns: Mapping[str, str] | None = None,
) -> str:
    """Keep both files and report; returns the import's id. Nothing is registered yet.

    `packed` is a zip file with the PDFs. `columns` says which head holds which field; without it
    the heads are taken by their names. Invalid says at `file` or `packed` why one is refused.
    """
    table = _sheet(content)
    files, others = _pdfs(packed)
    chosen = known(columns, table[0]) if columns else guessed(table[0])
    sha256 = installation.uploads.put(content)
    zip_sha256 = installation.uploads.put(packed) if packed else None
    with installation.writing(by) as w:
        require(w, by, legacy.BRINGERS)
        typed = Reading()
        plain = "".join(each for each in name if each.isprintable())[:150]
        label = typed.optional_line("file", plain, longest=150) or "agreements.csv"
        typed.done()
        report = _report(w.session, by, table, chosen, files, others)
        import_id = new_id()
        w.session.execute(
            insert(LegacyImportRow).values(
                id=import_id,
                organisation_id=by.organisation,
                person_id=by.person,
                at=text(w.at),
                name=label,
                sha256=sha256,
                zip_sha256=zip_sha256,
                columns=chosen,
                report=report,
                state="waiting",
            )
        )
        faults = sum(bool(each["faults"]) for each in report["rows"])
        data = {"digest": sha256, "rows": len(report["rows"]), "faults": faults}
        w.record("legacy_agreements_read", ("legacy_import", import_id), data)
    return import_id


def read_again(
    installation: Installation, *, by: Actor, import_id: str, columns: Mapping[str, str]
) -> None:
    """Read the files that were kept with other columns; Conflict once it was registered."""
    with installation.reading() as session:
        row = legacy.brought(session, by, import_id)
        waiting(row)
        table = _sheet(installation.uploads.get(row.sha256))
        packed = installation.uploads.get(row.zip_sha256) if row.zip_sha256 else None
    files, others = _pdfs(packed)
    with installation.writing(by) as w:
        require(w, by, legacy.BRINGERS)
        row = legacy.brought(w.session, by, import_id)
        waiting(row)
        row.columns = known(columns, table[0])
        row.report = _report(w.session, by, table, row.columns, files, others)
        faults = sum(bool(each["faults"]) for each in row.report["rows"])
        data = {"digest": row.sha256, "rows": len(row.report["rows"]), "faults": faults}
        w.record("legacy_agreements_read", ("legacy_import", import_id), data)


def waiting(row: LegacyImportRow) -> None:
    """Conflict unless the import waits for a decision."""
    if row.state != "waiting":
        raise Conflict("This spreadsheet was dealt with. Upload it again to read it again.")


def _report(
    session: Session,
    by: Actor,
    table: list[list[str]],
    columns: Mapping[str, str],
    files: Mapping[str, bytes],
    others: list[str],
) -> dict[str, Any]:
    rows = read_rows(table, columns, legacy.forces(session, by), list(files))
    taken = legacy.taken(session)
    for each in rows:
        key = (str(each.values.get("force")), str(each.values.get("reference")).casefold())
        if key in taken:
            head = columns["reference"]
            each.faults.append(f"Row {each.row}, column “{head}”: it is registered already; "
                               "close that one first, or leave the row out.")  # fmt: skip
    used = {each.values.get("file") for each in rows}
    return {
        "heads": [each for each in table[0] if each],
        "rows": [each.plain() for each in rows],
        "unused": sorted(each for each in files if each not in used),
        "others": others,
    }


def _sheet(content: bytes) -> list[list[str]]:
    try:
        return asking.sheet(content)
    except Refused as refused:
        raise Invalid.field("file", str(refused)) from None


def _pdfs(packed: bytes | None) -> tuple[dict[str, bytes], list[str]]:
    if not packed:
        return {}, []
    try:
        return asking.pdfs(packed)
    except Refused as refused:
        raise Invalid.field("packed", str(refused)) from None
