"""`govern documents`: drafts begun from files of other programs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents.catalogue import definition
from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.cli.speaking import in_the_name_of
from govern.commands.imports.import_assessment import KIND, import_assessment
from govern.errors import NotFound
from govern.store import access, imports
from govern.store.organisations import by_slug
from workflows import roles

LAWYERS = "This needs a lawyer, who answers for the draft."


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("documents", help="documents and their drafts")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    cnil = verbs.add_parser(
        "import-cnil",
        parents=[common],
        help="begin a draft DPIA from an assessment that the CNIL's PIA tool exported",
    )
    cnil.add_argument("file", type=Path, help="its JSON file")
    cnil.add_argument("--email", required=True, help="in whose name: a lawyer")
    cnil.add_argument("--lead", required=True, metavar="FORCE", help="slug of the force that leads")
    cnil.add_argument(
        "--force", action="append", default=[], metavar="FORCE", help="one more; repeat"
    )
    cnil.set_defaults(run=import_cnil)


def import_cnil(given: argparse.Namespace) -> Outcome:
    """Open the draft, and say which answer went where and what found no place."""
    if not given.file.is_file():
        raise NotFound(str(given.file))
    installation = opening.installation()
    by = in_the_name_of(installation, given.email, {roles.LAWYER}, LAWYERS)
    slugs = list(dict.fromkeys([given.lead, *given.force]))
    with installation.reading() as session:
        forces = [by_slug(session, slug).id for slug in slugs]
    opened = import_assessment(
        installation,
        by=by,
        name=given.file.name,
        content=given.file.read_bytes(),
        owner_id=forces[0],
        parties=[(each, "controller") for each in forces],
    )
    with installation.reading() as session:
        row = imports.assessment(session, by, opened.document_id)
        document = access.document(session, by, opened.document_id)
        told = {"reference": document.reference, "title": document.title}
        report = row.report if row is not None else {}
    data = {"document": opened.document_id, "version": opened.version_id, **told, **report}
    return Outcome(_lines(told, report), data)


def _lines(told: Mapping[str, str], report: Mapping[str, Any]) -> list[str]:
    labels = {each.id: each.label for each in definition(KIND).questions()}
    placed, left = report.get("placed", []), report.get("unplaced", [])
    return [
        f"{told['reference']}, {told['title']}: a draft was opened.",
        f"{len(placed)} answers found a place, {len(left)} did not.",
        *(f"    {each['where']} -> {labels.get(each['question'], '')}" for each in placed),
        *(f"    {each['where']}: no place. {each['why']}" for each in left),
    ]
