"""Note where an answer was taken from, as it is saved."""

from __future__ import annotations

from govern.commands.authority import present
from govern.commands.documents.opened import drafted_version
from govern.commands.documents.save_section import Along
from govern.store import access, drafts
from govern.store.writing import Writing
from workflows.engine import Actor


def noting_origin(
    by: Actor,
    *,
    version_id: str,
    question: str,
    source_id: str,
    source_question: str,
    digest: str,
) -> Along:
    """What keeps, along with the save, that `question` says what `source_question` of the version
    `source_id` says, which the actor may read; `digest` marks the words that were taken.
    """

    def note(w: Writing) -> None:
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

    return note
