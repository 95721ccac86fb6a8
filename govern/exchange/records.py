"""Records out: copied to a folder that a stranger can check offline, with a manifest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import select

from govern.clock import text
from govern.errors import Conflict, NotFound
from govern.exchange.record_list import Listed, records
from govern.installation import Installation
from govern.store.rows.documents import DocumentRow
from govern.store.rows.organisations import OrganisationRow

FORMAT = "govern-export/1"
MANIFEST, SUMS, CONTENTS, READ_ME = "manifest.json", "SHA256SUMS", "records.csv", "README.txt"
CHECK = f"sha256sum --strict --quiet -c {SUMS} && echo whole"
"""The one line that checks a whole export offline, in its folder."""
TOTAL = (
    'for each in *.pdf; do for want in "Signature is Valid" "Total document signed"; do '
    'pdfsig "$each" 2>&1 | grep -q "$want" || echo "$each: not $want"; done; done'
)
"""The line that names each record whose signature is not valid and total."""

_HEADINGS = ("file", "sha256", "document", "version", "organisation", "act", "sealed_at", "title")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WORDS = f"""Signed records, copied out of Govern.

Is every file here, and as it was copied? In this folder:

    {CHECK}

{MANIFEST} lists each record with its digest, its title, and what it is; {CONTENTS} says the same
for a spreadsheet. Every record is a signed PDF that needs nothing but root.crt to be checked:

    {TOTAL}

names each one whose signature is broken, or does not cover it whole; it is quiet when all is well.
The guide to the format says how openssl follows a signature to root.crt, and what it looks like
under an archive timestamp. The fingerprint of root.crt should come to you by another way.
"""


def export(
    installation: Installation,
    *,
    folder: Path,
    reference: str | None = None,
    organisation: str | None = None,
) -> int:
    """Copy every record, or one document's, or one organisation's (by slug), into an empty or new
    folder; returns how many.

    Beside them stand a manifest, digests for `sha256sum -c`, and `root.crt`, which is all that a
    stranger needs, with the former roots and the lists of what was revoked. NotFound when there is
    no such document or organisation, Conflict when the folder holds something, ArchiveError when a
    record is missing or altered.
    """
    wanted = _wanted(installation, reference, organisation)
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(f"{folder} is not empty; name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    sums = {each.name: each.digest for each in wanted}
    for each in wanted:
        (folder / each.name).write_bytes(installation.archive.get(each.digest))
    beside = {
        **dict(installation.keyring.public_files()),
        MANIFEST: _manifest(installation, wanted, organisation),
        CONTENTS: _contents(wanted),
        READ_ME: _WORDS.encode(),
    }
    for name, content in beside.items():
        (folder / name).write_bytes(content)
        sums[name] = hashlib.sha256(content).hexdigest()
    (folder / SUMS).write_text(_lines(sums))
    return len(wanted)


def _wanted(
    installation: Installation, reference: str | None, organisation: str | None
) -> list[Listed]:
    with installation.reading() as session:
        named = select(DocumentRow.id).where(DocumentRow.reference == reference)
        if reference is not None and session.scalar(named) is None:
            raise NotFound(f"document {reference}")
        known = select(OrganisationRow.id).where(OrganisationRow.slug == organisation)
        if organisation is not None and session.scalar(known) is None:
            raise NotFound(f"organisation {organisation}")
        return list(records(session, reference, organisation))


def _manifest(
    installation: Installation, wanted: Sequence[Listed], organisation: str | None
) -> bytes:
    told = {
        "format": FORMAT,
        "installation": {
            "id": installation.id,
            "name": installation.name,
            "demonstration": installation.demonstration,
        },
        "organisation": organisation,
        "made_at": text(installation.clock.now()),
        "records": [asdict(each) for each in wanted],
    }
    return json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"


def _contents(wanted: Sequence[Listed]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(_HEADINGS)
    table.writerows(_cells(each) for each in wanted)
    return out.getvalue().encode()


def _cells(each: Listed) -> tuple[str, ...]:
    """A row. Of its cells the title alone could be a formula."""
    title = f"'{each.title}" if each.title.startswith(_FORMULA) else each.title
    return (
        each.name,
        each.digest,
        each.document,
        str(each.version),
        each.organisation,
        each.act,
        each.sealed_at,
        title,
    )


def _lines(sums: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items())
