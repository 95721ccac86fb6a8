"""Sign-offs that wait, recorded straight into the ledger of an installation that shares."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import text
from govern.store.identifiers import new_id
from tests.sharing import Sharing, chain

STAGES = {"agreement_force": "advice", "agreement_partner": "signature"}


def wait(sharing: Sharing, name: str, reference: str, *slugs: str, due_in: int = 10) -> None:
    """A frozen agreement that each of these organisations is asked to sign within so many days."""
    sharing.version(name, "sharing_agreement", reference, slugs)
    sharing.freeze(name)
    for slug in slugs:
        ask(sharing, name, slug, STAGES[chain(slug)], due_in)


def ask(
    sharing: Sharing, name: str, slug: str, stage: str, due_in: int = 10, *, by: str = ""
) -> str:
    """One organisation's open sign-off of a version at a stage, `by` its usual chain or another;
    returns its id.
    """
    sharing.people.later(minutes=1)  # the newest sign-off is told by when it opened
    made = sharing.sign_offs[name, slug] = new_id()
    due = sharing.installation.clock.now() + timedelta(days=due_in)
    opened = {
        "version_id": sharing.versions[name],
        "document_id": sharing.documents[name],
        "organisation_id": sharing.people.organisations[slug],
        "chain": by or chain(slug),
        "chain_version": 1,
        "stage": stage,
        "due_at": text(due),
    }
    sharing.record("sign_off_opened", "sign_off", made, opened)
    return made
