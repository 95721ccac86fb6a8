"""Register the legacy agreements that were understood; close one that is over or replaced."""

from __future__ import annotations

from sqlalchemy import insert

from govern.clock import text
from govern.commands.authority import require
from govern.commands.imports.read_legacy import waiting
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.exchange.confined import asking
from govern.installation import Installation
from govern.store import legacy
from govern.store.identifiers import new_id
from govern.store.rows.imports import LegacyAgreementRow
from workflows.engine import Actor


def register_legacy(installation: Installation, *, by: Actor, import_id: str) -> int:
    """Register every row without a fault, in one transaction; how many. They open no flow.

    Each PDF is kept by its digest as it came: a legacy record that nobody here verified.
    """
    with installation.reading() as session:
        row = legacy.brought(session, by, import_id)
        waiting(row)
        packed = installation.uploads.get(row.zip_sha256) if row.zip_sha256 else None
        good = [each for each in row.report["rows"] if not each["faults"]]
    files = asking.pdfs(packed)[0] if packed else {}
    wanted = {each["values"]["file"] for each in good if each["values"].get("file")}
    kept = {name: installation.uploads.put(files[name]) for name in sorted(wanted)}
    with installation.writing(by) as w:
        require(w, by, legacy.BRINGERS)
        row = legacy.brought(w.session, by, import_id)
        waiting(row)
        taken, allowed = legacy.taken(w.session), set(legacy.forces(w.session, by).values())
        for each in good:
            values = each["values"]
            key = (values["force"], values["reference"].casefold())
            if key in taken or values["force"] not in allowed:
                raise Conflict(
                    f"Row {each['row']} no longer holds: {values['reference']} was registered "
                    "meanwhile. Read the spreadsheet again."
                )
            name = values.get("file")
            w.session.execute(
                insert(LegacyAgreementRow).values(
                    id=new_id(),
                    import_id=import_id,
                    row=each["row"],
                    organisation_id=values["force"],
                    reference=values["reference"],
                    title=values["title"],
                    owner=values["owner"],
                    partners=values["partners"],
                    starts_on=values["starts_on"],
                    ends_on=values["ends_on"],
                    review_on=values["review_on"],
                    file_name=name,
                    sha256=kept.get(name) if name else None,
                    size=len(files[name]) if name else None,
                    at=text(w.at),
                )
            )
        row.state, row.settled_at = "registered", text(w.at)
        data = {"digest": row.sha256, "rows": len(good)}
        w.record("legacy_agreements_registered", ("legacy_import", import_id), data)
    return len(good)


def discard_legacy(installation: Installation, *, by: Actor, import_id: str) -> None:
    """Leave a spreadsheet that was read: nothing of it is registered."""
    with installation.writing(by) as w:
        require(w, by, legacy.BRINGERS)
        row = legacy.brought(w.session, by, import_id)
        waiting(row)
        row.state, row.settled_at = "discarded", text(w.at)
        w.record("legacy_agreements_discarded", ("legacy_import", import_id))


def close_legacy(installation: Installation, *, by: Actor, agreement_id: str, because: str) -> None:
    """Stop watching a legacy agreement: it is over, or an agreement here took its place."""
    with installation.writing(by) as w:
        require(w, by, legacy.BRINGERS)
        row = legacy.agreement(w.session, by, agreement_id)
        if row.closed_at:
            raise Conflict("it was closed before")
        typed = Reading()
        row.closed_because = typed.words(
            "because", because, "Say in 3 to 500 characters why", shortest=3, longest=500
        )
        typed.done()
        row.closed_at = text(w.at)
        w.record("legacy_agreement_closed", ("legacy_agreement", agreement_id))
