"""Begin a draft DPIA from an assessment that another tool exported; what has no place is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert

from documents.catalogue import definition
from documents.content import AnswerError, parse_answer
from govern.clock import text
from govern.commands.authority import present
from govern.commands.documents.open_document import Opened, document_opened
from govern.commands.documents.save_section import section_saved
from govern.commands.reading import Reading
from govern.errors import Invalid
from govern.exchange.confined import asking
from govern.exchange.confined.refusing import Refused
from govern.installation import Installation
from govern.store import access
from govern.store.identifiers import new_id
from govern.store.rows.imports import PiaImportRow
from workflows.engine import Actor

KIND = "dpia"


def import_assessment(
    installation: Installation,
    *,
    by: Actor,
    name: str,
    content: bytes,
    owner_id: str,
    parties: Iterable[tuple[str, str]],
) -> Opened:
    """Open a DPIA with the answers that were understood, in one transaction.

    The report names every answer with where it went, and every word that went nowhere with the
    reason. Invalid says at `file` why a file is refused; then nothing is kept.
    """
    try:
        found = asking.assessment(content)
    except Refused as refused:
        raise Invalid.field("file", str(refused)) from None
    sha256 = installation.uploads.put(content)
    with installation.writing(by) as w:
        present(w, by)
        typed = Reading()
        plain = "".join(each for each in name if each.isprintable())[:150]
        label = typed.optional_line("file", plain, longest=150) or "assessment.json"
        typed.done()
        title = f"{found['title']} (imported)" if len(found["title"]) < 3 else found["title"]
        opened = document_opened(w, by, KIND, title, owner_id, parties)
        version = access.version(w.session, by, opened.version_id)
        sections, faults = _by_section(version.definition_version, found["answers"])
        for section, answers in sections.items():
            section_saved(w, by, version.id, section, answers, 0)
        import_id = new_id()
        w.session.execute(
            insert(PiaImportRow).values(
                id=import_id,
                version_id=version.id,
                document_id=opened.document_id,
                organisation_id=by.organisation,
                person_id=by.person,
                at=text(w.at),
                name=label,
                sha256=sha256,
                size=len(content),
                report={
                    "placed": found["placed"],
                    "unplaced": [*found["unplaced"], *faults],
                    "answers": sum(map(len, sections.values())),
                },
            )
        )
        data = {
            "version_id": version.id,
            "digest": sha256,
            "size": len(content),
            "answers": sum(map(len, sections.values())),
        }
        w.record("assessment_imported", ("pia_import", import_id), data)
    return opened


def _by_section(
    definition_version: int, answers: Mapping[str, Any]
) -> tuple[dict[str, dict[str, Any]], list[dict[str, str]]]:
    """Section -> answers that fit their questions; those that do not, as words with the fault."""
    pinned = definition(KIND, definition_version)
    sections: dict[str, dict[str, Any]] = {}
    faults = []
    for name, answer in answers.items():
        question = pinned.question(name)
        try:
            parse_answer(question, answer, new_id)
        except AnswerError as fault:
            why = f"It does not fit the question: {fault.message}"
            faults.append({"where": question.label, "why": why, "text": str(answer)})
        else:
            sections.setdefault(pinned.section_of(name).id, {})[name] = answer
    return sections, faults
