"""Checking the archive: every record and frozen document that the events name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from govern.commands.ledger import notices
from govern.commands.ledger.report import Fault, Part, Told, untold
from govern.installation import Installation
from govern.ledger.projection import Tables
from govern.records.archive import Archive, ArchiveError, Stamp
from govern.records.facts import Facts
from govern.records.key_files import ROOT
from govern.records.revocation import Published
from govern.records.verify import Expected, verify

_DIGESTS = (
    "record_sha256",
    "advice_record_sha256",
    "pdf_digest",
    "executed_copy_sha256",
    "renewed_sha256",
)


@dataclass(frozen=True)
class Named:
    """A file of the archive that a row names."""

    digest: str
    table: str
    row: str

    def fault(self, sentence: str) -> Fault:
        """A fault of this file."""
        said = f"{self.table} {self.row}: {sentence} ({self.digest})"
        return Fault(said, self.table, self.row, record=self.digest)


def named(tables: Tables) -> Iterator[Named]:
    """Every file that rows name, each once, under the act that made it where there is one.

    A failure names the file that failed, and is no evidence itself.
    """
    seen = set()
    for table in ("act", *sorted(tables.keys() - {"act", "evidence_failure"})):
        for key, row in tables.get(table, {}).items():
            for column in _DIGESTS:
                digest = row.get(column)
                if digest and digest not in seen:
                    seen.add(digest)
                    yield Named(digest, table, key)


class Rechecked:
    """Checks the archive again and again, and reads only the files that are not as they were left.

    What the disk says of a file (inode, size, both times) does not change by itself. Somebody who
    can forge even that is found by `govern ledger verify`, which reads every byte.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._whole: dict[str, Stamp] = {}

    def missing(self, tables: Tables) -> Iterator[tuple[Named, str]]:
        """The files that are missing or altered, each with a sentence."""
        for each in named(tables):
            try:
                self._check(each.digest)
            except ArchiveError as fault:
                self._whole.pop(each.digest, None)
                yield each, str(fault)

    def _check(self, digest: str) -> None:
        stamp = self._archive.stamp(digest)
        if stamp is None or self._whole.get(digest) != stamp:
            self._archive.get(digest)
            self._whole[digest] = stamp or (0, 0, 0, 0)


def part(
    installation: Installation,
    session: Session,
    tables: Tables,
    *,
    signatures: bool,
    told: Told = untold,
) -> Part:
    """This part of the report; without `signatures` records are compared by digest alone."""
    faults: list[Fault] = []
    files = list(named(tables))
    for number, each in enumerate(files):
        told("Records", number, len(files))
        try:
            content = installation.archive.get(each.digest)
        except ArchiveError as fault:
            faults.append(each.fault(str(fault)))
            continue
        if signatures and each.table == "act":
            act = tables["act"][each.row]
            faults += [each.fault(said) for said in _judged(installation, session, act, content)]
        if signatures and (row := _carried(tables, each)):
            found = notices.judged(installation, session, tables, row, content)
            faults += [each.fault(said) for said in found]
    note = "" if signatures else "Signatures were not checked."
    return Part("records", len(files), "files that the events name", tuple(faults), note)


def _carried(tables: Tables, each: Named) -> Mapping[str, Any] | None:
    """The sign-off whose notice this file is, if it is one."""
    row = tables[each.table][each.row] if each.table == "sign_off" else {}
    return row if row.get("carried_from_id") and row["record_sha256"] == each.digest else None


def _judged(
    installation: Installation, session: Session, act: Mapping[str, Any], content: bytes
) -> Iterator[str]:
    """What is wrong with the record of an act: as a record, and as that act's record."""
    expected = Expected(frozen_digest=act["frozen_digest"], installation=installation.id)
    verdict = verify(
        content,
        root=installation.keyring.root,
        expected=expected,
        time_roots=installation.time_roots,
        published=Published(
            former_roots=installation.keyring.former(ROOT), own_roots=installation.own_roots
        ),
    )
    yield from (finding.sentence for finding in verdict.findings if not finding.ok)
    if verdict.record is None:
        return
    if verdict.record.get("act", {}).get("id") != act["id"]:
        yield "It is the record of another act."
    yield from _misplaced(installation, session, act, verdict.record)


def _misplaced(
    installation: Installation, session: Session, act: Mapping[str, Any], record: Facts
) -> Iterator[str]:
    """Whether the position it embeds is the position of its act in this ledger."""
    place = record["ledger"]
    if (place["origin"], place["position"]) != (installation.id, act["confirmed_seq"]):
        yield "It names another place in the ledger than its act has."
        return
    yield from notices.unproven(session, place)
