"""Say that a measure of the action plan is in place, or that it is open again."""

from __future__ import annotations

from govern.commands.authority import present
from govern.commands.reading import Reading
from govern.errors import Forbidden, NotFound
from govern.installation import Installation
from govern.store import measures
from govern.store.identifiers import new_id
from workflows import roles
from workflows.engine import Actor

REPORTERS = frozenset({roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.INFORMATION_MANAGER})
"""Those who see to measures; they say that one is in place."""
REOPENERS = REPORTERS | {roles.DPO, roles.SIRO}
"""Those who may say that it is not, after all."""


def report_measure(
    installation: Installation, *, by: Actor, document_id: str, row_id: str, done: bool, words: str
) -> None:
    """`words` say where the evidence is, or why it is open again; the organisation alone reads
    them. NotFound for a measure that the actor's organisation did not take on.
    """
    with installation.writing(by) as w:
        present(w, by)
        if by.role not in (REPORTERS if done else REOPENERS):
            raise Forbidden("This is for those who see to the measures of your organisation.")
        found = [
            each
            for each in measures.tasks(w.session, by.organisation)
            if (each.document.id, each.measure.row) == (document_id, row_id)
        ]
        if not found:
            raise NotFound(f"measure {row_id}")
        typed = Reading()
        said = typed.words(
            "words", words, "Say it in 10 to 4,000 characters", shortest=10, longest=4000
        )
        typed.done()
        task, state = found[0], "done" if done else "open"
        data = {"version_id": task.version.id, "state": state, "reported_by": by.person}
        if task.said is None:
            more = {"document_id": document_id, "row_id": row_id}
            whole = {**data, **more, "organisation_id": by.organisation}
            w.record("measure_reported", ("measure", new_id()), whole, {"words": said})
        else:
            w.record("measure_changed", ("measure", task.said.id), data, {"words": said})
