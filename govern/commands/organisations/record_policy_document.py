"""Recording an organisation's appropriate policy document and when its review is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from govern.clock import london
from govern.commands.authority import require
from govern.commands.reading import Reading
from govern.errors import Invalid
from govern.installation import Installation
from govern.store import organisations
from govern.store.identifiers import new_id
from workflows import roles
from workflows.engine import Actor

KEEPERS = frozenset(
    {
        roles.DPO,
        roles.INFORMATION_MANAGER,
        roles.SIRO,
        roles.CHIEF_CONSTABLE,
        roles.AUTHOR,
        roles.PARTNER_DPO,
        roles.SIGNATORY,
    }
)


def record_policy_document(
    installation: Installation,
    *,
    by: Actor | None,
    organisation_id: str,
    title: str,
    reviewed_on: date | str,
    review_due_on: date | str,
) -> str:
    """Record a policy document (DPA 2018 s.42; Schedule 1 paragraph 39) and return its id.

    Days are London days. Late review is a finding, and closes nothing by itself (correction 7).
    """
    read = Reading()
    name = read.line("title", title)
    reviewed = read.day("reviewed_on", reviewed_on)
    due = read.day("review_due_on", review_due_on)
    if reviewed and due and due <= reviewed:
        read.fault("review_due_on", "The next review comes after the last.")
    read.done()
    data: dict[str, Any] = {
        "organisation_id": organisation_id,
        "title": name,
        "reviewed_on": str(reviewed),
        "review_due_on": str(due),
    }
    with installation.writing(by) as writing:
        require(writing, by, KEEPERS, organisation=organisation_id)
        organisations.acting(writing.session, organisation_id)
        if reviewed and reviewed > london(writing.at).date():
            raise Invalid.field("reviewed_on", "Enter a day that is not in the future.")
        policy_document_id = new_id()
        writing.record("policy_document_recorded", ("policy_document", policy_document_id), data)
    return policy_document_id
