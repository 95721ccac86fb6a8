"""`govern records`: check files, and take the records out."""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.cli.progress import Line
from govern.clock import text
from govern.commands.records.check_stores import HEALED, check_stores
from govern.commands.signing.archive import Keeper, archive_record, every_record
from govern.errors import Conflict, NotFound
from govern.exchange.records import CHECK, export
from govern.installation import Installation
from govern.records.account import account
from govern.records.archive import ArchiveError
from govern.records.authority import AuthorityError
from govern.records.facts import Facts
from govern.records.key_files import read_list
from govern.records.second import StoreError
from govern.records.verify import Expected, Verdict
from govern.records.verifying import verify_upload
from govern.store import public_status, renewals
from govern.store.public_status import PublicStatus


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("records", help="signed records")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    verifying = verbs.add_parser("verify", parents=[common], help="say whether files are records")
    verifying.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verifying.add_argument(
        "--list", action="append", type=Path, metavar="CRL", help="a newer revocation list; repeat"
    )
    verifying.set_defaults(run=verify_files)
    exporting = verbs.add_parser("export", parents=[common], help="copy records to a folder")
    exporting.add_argument("folder", type=Path)
    exporting.add_argument("--document", metavar="REFERENCE", help="only those of one document")
    exporting.add_argument("--force", metavar="SLUG", help="only what one organisation signed")
    exporting.set_defaults(run=export_all)
    checking = verbs.add_parser("check", parents=[common], help="compare the stores of records")
    checking.add_argument("--heal", action="store_true", help="put back what the other store has")
    checking.set_defaults(run=check)
    renewing = verbs.add_parser("renew", parents=[common], help="lay archive timestamps (B-LTA)")
    renewing.add_argument("digests", nargs="*", metavar="SHA256", help="records, by digest")
    renewing.add_argument("--due", action="store_true", help="those that weaken soon")
    renewing.add_argument("--all", action="store_true", help="every record and executed copy")
    renewing.set_defaults(run=renew)


def verify_files(given: argparse.Namespace) -> Outcome:
    """Say what holds of each file and what does not; 1 unless each is a whole record of ours."""
    missing = [str(path) for path in given.files if not path.is_file()]
    if missing:
        raise NotFound(", ".join(missing))
    installation = opening.installation()
    root, expected = installation.keyring.root, Expected(installation=installation.id)
    times, published = installation.time_roots, installation.published
    if given.list:
        published = replace(published, lists=(*published.lists, *map(read_list, given.list)))
    lines, made = [], []
    for path in given.files:
        data = path.read_bytes()
        verdict = verify_upload(
            data, root=root, expected=expected, time_roots=times, published=published
        )
        standing = _standing(installation, data) if verdict.whole else None
        lines += _told(path, verdict, standing)
        made.append({"file": str(path), **_data(verdict), "standing": _stands(standing)})
    return Outcome(lines, made, all(each["whole"] for each in made))


def export_all(given: argparse.Namespace) -> Outcome:
    """Copy records with a table of contents and the root certificate into an empty folder."""
    made = export(
        opening.installation(),
        folder=given.folder,
        reference=given.document,
        organisation=given.force,
    )
    lines = [f"{made} records are in {given.folder}.", f"Check them there: {CHECK}"]
    return Outcome(lines, {"records": made})


def check(given: argparse.Namespace) -> Outcome:
    """Read every file of both stores; 1 when one is not whole in each of them."""
    try:
        found = check_stores(opening.installation(), heal=given.heal)
    except StoreError as fault:
        return Outcome([str(fault)], {"fault": str(fault)}, False)
    wrong = [each for each in found.files if HEALED in (each.first, each.second) or not each.whole]
    lines = [each.sentence() for each in wrong]
    if found.swept:
        lines.append(f"{found.swept} files left half written by a crash were removed.")
    whole = sum(each.whole for each in found.files)
    lines.append(f"{whole} of {len(found.files)} files are whole in every store.")
    if not found.whole and not given.heal and not all(each.lost for each in wrong):
        lines.append("Put back what the other store has: govern records check --heal")
    return Outcome(
        lines, {"files": len(found.files), "wrong": list(map(asdict, wrong))}, found.whole
    )


def renew(given: argparse.Namespace) -> Outcome:
    """Lay an archive timestamp over records; 1 when one of them could not be renewed."""
    if bool(given.digests) + given.due + given.all != 1:
        raise Conflict("Say which records: their digests, or --due, or --all.")
    installation = opening.installation()
    if given.due:
        wanted: list[tuple[str, datetime | None]] = [*Keeper(installation).due()]
    else:
        named = given.digests or every_record(installation)
        wanted = [(each.removeprefix("sha256:"), None) for each in named]
    shown = Line(quiet=given.json)
    lines, data, failed = [], [], 0
    for number, (digest, end) in enumerate(wanted, 1):
        after, fault = _renewed(installation, digest, end)
        failed += after is None
        lines.append(f"{digest} is now kept as {after}" if after else f"{digest} FAILS  {fault}")
        data.append({"record": digest, "kept_as": after, "fault": fault})
        shown("records", number, len(wanted))
    shown.end()
    return Outcome([*lines, f"{len(lines) - failed} records were renewed."], data, not failed)


def _renewed(
    installation: Installation, digest: str, end: datetime | None
) -> tuple[str | None, str | None]:
    """(digest of the new bytes, None), or (None, why there are none)."""
    try:
        return archive_record(installation, digest=digest, beyond=end), None
    except NotFound:
        return None, "This installation holds no record with this digest."
    except (ArchiveError, AuthorityError, Conflict) as fault:
        return None, str(fault)


def _standing(installation: Installation, data: bytes) -> PublicStatus | None:
    """Whether the text that a record is on is in force now; None for a record that is not ours."""
    with installation.reading() as session:
        sealed = renewals.original(session, hashlib.sha256(data).hexdigest())
        return public_status.by_digest(session, sealed, text(installation.clock.now()))


def _stands(standing: PublicStatus | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    kept = ("reference", "version", "state", "replaced_by", "later_record")
    return {name: value for name, value in asdict(standing).items() if name in kept}


def _told(path: Path, verdict: Verdict, standing: PublicStatus | None) -> list[str]:
    said = "is a whole record" if verdict.whole else "is NOT a whole record"
    lines = [f"{path} {said}"]
    if standing is not None:
        lines.append(f"    {standing.reference}, version {standing.version}: {standing.sentence()}")
        if standing.later_record:
            lines.append(f"    the record in its place: sha256:{standing.later_record}")
    elif verdict.whole:
        lines.append("    this installation does not hold it: ask whoever gave it to you")
    if verdict.demonstration:
        lines.append("    a demonstration: it binds nobody")
    if verdict.whole and verdict.record:
        lines += _account(verdict.record, verdict.signed_at)
    return lines + [
        f"    {'holds' if finding.ok else 'FAILS'}  {finding.sentence}"
        for finding in verdict.findings
    ]


def _account(record: Facts, signed_at: datetime | None) -> list[str]:
    """What a whole record says of itself, each thing on a line of its own."""
    rows = [
        ("    " + (each.about if not number else ""), words)
        for each in account(record, signed_at)
        for number, words in enumerate(each.words.splitlines())
    ]
    return columns(rows)


def _data(verdict: Verdict) -> dict[str, Any]:
    return {
        "whole": verdict.whole,
        "demonstration": verdict.demonstration,
        "signer": verdict.signer,
        "signed_at": verdict.signed_at and verdict.signed_at.isoformat(),
        "findings": [asdict(finding) for finding in verdict.findings],
        "record": verdict.record,
    }
