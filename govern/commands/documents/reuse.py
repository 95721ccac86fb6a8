"""Note where an answer that was just saved was taken from."""

from __future__ import annotations

from govern.commands.authority import present
from govern.commands.documents.opened import drafted_version
from govern.installation import Installation
from govern.store import access, drafts
from workflows.engine import Actor


def note_origin(
    installation: Installation,
    *,
    by: Actor,
    version_id: str,
    question: str,
    source_id: str,
    source_question: str,
    digest: str,
) -> None:
    """Keep that `question` says what `source_question` of the version `source_id` says, which the
    actor may read; `digest` marks the words that were taken.
    """
    with installation.writing(by) as w:
        present(w, by)
        version = drafted_version(w.session, by, version_id)
        section = drafts.content(w.session, version).definition.section_of(question).id
        source = access.version(w.session, by, source_id)
        data = {
            "section": section,
            "question": question,
            "source_id": source.id,
            "source_question": source_question,
            "digest": digest,
        }
        w.record("answer_reused", ("version", version_id), data)
