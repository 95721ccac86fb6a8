"""A redline as a PDF: rendered like every document, marked as not signed, and kept nowhere."""

from __future__ import annotations

import hashlib

from flask import Response

from govern.clock import text as written
from govern.errors import Conflict
from govern.records.redline import (
    PrintedChange,
    PrintedRun,
    PrintedSection,
    RedlineModel,
    redline_pdf,
)
from govern.records.render import RenderError
from govern.store.rows.documents import VersionRow
from govern.web.context import installation
from govern.web.documents import narrowing
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.comparing import ChangedSection, between, earlier_of
from govern.web.documents.loading import Text, reading
from govern.web.documents.papers import PRINTING, download
from govern.web.filters import moment, plural

_NARROWED = {
    narrowing.MATERIAL: " Only what the lawyers classed material, or have not classed, is shown.",
    narrowing.MINE: " Only sections that one organisation has commented on are shown.",
}


@blueprint.get(f"{VERSION}/changes.pdf", endpoint="redline_pdf")
@reads
def redline_file(document_id: str, number: int) -> Response:
    """What changed from another version, as its page shows it to the same reader."""
    at = installation().clock.now()
    with reading(document_id, number) as text:
        earlier = earlier_of(text)
        model = _model(text, earlier)
        name = f"{text.document.reference} {earlier.number} to {number} redline NOT SIGNED"
        about = f"redline:{earlier.id}:{text.version.id}"
    if not PRINTING.acquire(blocking=False):
        raise Conflict("Two texts are being printed just now. Try again in half a minute.")
    try:
        identifier = hashlib.sha256(about.encode()).digest()[:16]
        made = redline_pdf(model, identifier=identifier, at=at)
    except RenderError as fault:
        raise Conflict(f"This redline cannot be printed: {fault}") from fault
    finally:
        PRINTING.release()
    return download(made, name)


def _model(text: Text, earlier: VersionRow) -> RedlineModel:
    found, sections = between(text, earlier)
    here = installation()
    return RedlineModel(
        reference=text.document.reference,
        title=text.document.title,
        earlier=earlier.number,
        later=text.version.number,
        summary=f"{plural(len(found), 'change')}.{_NARROWED.get(narrowing.asked(), '')}",
        printed_on=moment(written(here.clock.now())),
        demonstration=here.demonstration,
        sections=[_section(each) for each in sections],
    )


def _section(section: ChangedSection) -> PrintedSection:
    return PrintedSection(
        section.title,
        [
            PrintedChange(
                each.label,
                each.tag.text,
                [PrintedRun(run.kind, run.words, run.move) for run in each.runs],
            )
            for each in section.differences
        ],
    )
