"""An agreement in review, with one answer and its people, for suggestions and Word files."""

from __future__ import annotations

from typing import Any

from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import open_document
from govern.commands.documents.save_section import save_section
from govern.commands.suggestions.propose import Proposal, propose
from govern.installation import Installation
from govern.store import drafts, suggestions
from govern.store.rows.documents import DocumentRow
from govern.store.rows.word import SuggestionRow
from tests.consortium import Consortium, populate

WORDS = "Officers share what protects a child, at once."


class Agreement:
    """An agreement in review with one answer."""

    def __init__(self, installation: Installation) -> None:
        self.made: Consortium = populate(installation)
        self.installation = installation
        ids = self.made.organisations
        opened = open_document(
            installation,
            by=self.made.actor("lawyer"),
            kind="sharing_agreement",
            title="Sharing",
            owner_id=ids["essex"],
            parties=[
                (ids["essex"], "controller"),
                (ids["kent"], "controller"),
                (ids["north-hill-council"], "partner"),
            ],
        )
        self.document_id, self.version_id = opened.document_id, opened.version_id
        self.save(WORDS)
        change_status(
            installation,
            by=self.made.actor("lawyer"),
            version_id=self.version_id,
            act="send_for_review",
        )

    def save(self, words: str) -> None:
        """The answer as the lawyer writes it."""
        save_section(
            self.installation,
            by=self.made.actor("lawyer"),
            version_id=self.version_id,
            section="S2",
            given={"purpose": words},
            based_on=10**6,
        )

    def audience(self, who: str, at: int = 0) -> str:
        """One of the audiences in which this person may suggest, the narrowest first."""
        with self.installation.reading() as session:
            document = session.get_one(DocumentRow, self.document_id)
            return suggestions.audiences_of(session, self.made.actor(who), document)[at].key

    def propose(self, who: str, words: str, at: int = 0, **more: Any) -> str:
        """A suggestion against the answer as it was first."""
        given = {"question": "purpose", "before": WORDS, "after": words} | more
        proposal = Proposal(audience_key=self.audience(who, at), **given)
        return propose(
            self.installation,
            by=self.made.actor(who),
            version_id=self.version_id,
            proposal=proposal,
        )

    @property
    def answer(self) -> str:
        """What stands there now."""
        with self.installation.reading() as session:
            return str(drafts.answers(session, self.version_id)["purpose"])

    def state(self, suggestion_id: str) -> tuple[str, int | None]:
        """What became of a suggestion."""
        with self.installation.reading() as session:
            row = session.get_one(SuggestionRow, suggestion_id)
            return row.state, row.revision
