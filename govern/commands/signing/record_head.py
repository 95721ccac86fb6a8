"""What every kind of record says first: where it comes from, and of which bytes it speaks."""

from __future__ import annotations

from typing import Any

from govern.installation import Installation
from govern.records.facts import FORMAT
from govern.store.rows.documents import DocumentRow, VersionRow


def head(
    installation: Installation, kind: str, document: DocumentRow, version: VersionRow, size: int
) -> dict[str, Any]:
    """The first members of record.json of a kind (govern/records/record.schema.json); `size` is
    that of the frozen PDF in bytes.
    """
    return {
        "format": FORMAT,
        "record": kind,
        "installation": {
            "id": installation.id,
            "name": installation.name,
            "demonstration": installation.demonstration,
        },
        "document": {
            "id": document.id,
            "kind": document.kind,
            "reference": document.reference,
            "title": document.title,
        },
        "version": {
            "id": version.id,
            "number": version.number,
            "definition": version.definition,
            "definition_version": version.definition_version,
            "workflow_version": version.workflow_version,
            "status_address": f"{installation.settings.url}/status/{version.status_token}",
        },
        "content_digest": f"sha256:{version.content_digest}",
        "frozen_pdf": {
            "digest": f"sha256:{version.pdf_digest}",
            "bytes": size,
            "pages": version.pages or 0,
        },
    }
