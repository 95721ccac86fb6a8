"""What the delegation table asks about: the giver's standing and the instrument being made."""

from __future__ import annotations

from typing import Any

from govern.store.standing import standing
from govern.store.writing import Writing
from workflows.engine import Actor, Facts, Form


def facts(writing: Writing, by: Actor, form: Form, **more: Any) -> Facts:
    """The facts for an act on a delegation of the organisation `by` acts for, as of now."""
    people = standing(writing.session, by, writing.at)
    return Facts(at=writing.at, organisation=by.organisation, form=form, **people, **more)
