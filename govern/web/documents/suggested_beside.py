"""What the buttons of a suggestion do where it stands under its question, in the section's form."""

from __future__ import annotations

from documents.definition import Section
from govern.commands.suggestions.fall_back import fall_back
from govern.commands.suggestions.settle import accept
from govern.errors import Conflict
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.loading import Text
from govern.web.documents.typed import Step


def taken(text: Text, part: Section, pressed: Step) -> str:
    """Take the wording, or a clause's fallback instead, into what was saved; where to go on."""
    suggestion_id = pressed.table
    try:
        if pressed.do == "suggestion":
            accept(installation(), by=actor(), suggestion_id=suggestion_id)
            done = "The suggested wording is in the draft."
        else:
            given = {"suggestion_id": suggestion_id, "clause_id": pressed.row}
            fall_back(installation(), by=actor(), **given)
            done = "The fallback is in the draft. The suggestion is settled as not taken."
    except Conflict as clash:
        say(str(clash), "notice")
        return text.url("suggestion", suggestion_id=suggestion_id)
    say(done)
    return text.url("section", section_id=part.id)
