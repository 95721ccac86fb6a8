"""The print model of a version: its content, and what the house knows around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from documents.content import Content
from documents.references import resolved
from govern.clock import london
from govern.records import risks, signatures
from govern.records.abbreviations import used
from govern.records.blocks import Accepted, Cover, Pair, PrintModel
from govern.records.model import anchor, sections
from govern.records.summary import summary
from govern.records.wording import Names, day, words

_MARKINGS = {"official": "OFFICIAL", "official_sensitive": "OFFICIAL-SENSITIVE"}


@dataclass(frozen=True)
class Particulars:
    """What a version's cover says besides its content. `organisations` are names, in the order to
    print them.
    """

    title: str
    reference: str
    version: int
    organisations: tuple[str, ...]
    prepared_by: str
    frozen_at: datetime
    status_address: str
    demonstration: bool = False


def print_model(
    content: Content, particulars: Particulars, names: Names, accepted: Sequence[Accepted] = ()
) -> PrintModel:
    """The whole document for `printing.frozen_pdf`. `names` gives display names by slug for what
    the installation names itself.
    """
    kind, told = content.definition.name, risks.referred(resolved(content, anchor(content)))
    first, parts = summary(told, names, len(accepted)), sections(told, names)
    fields, given = signatures.fields(kind), tuple(accepted)
    return PrintModel(
        cover=_cover(content, particulars),
        summary=first,
        sections=parts,
        statement=signatures.statement(kind),
        signatures=fields,
        accepted=given,
        abbreviations=used(first, parts, fields, given),
    )


def _cover(content: Content, particulars: Particulars) -> Cover:
    frozen_on = day(london(particulars.frozen_at).date())
    return Cover(
        kind=content.definition.title,
        title=particulars.title,
        reference=particulars.reference,
        version=particulars.version,
        organisations=particulars.organisations,
        marking=marking(content),
        status_address=particulars.status_address,
        content_digest=content.digest(),
        facts=(
            Pair("Prepared by", particulars.prepared_by),
            Pair("Frozen on", frozen_on),
            *_dates(content),
        ),
        demonstration=particulars.demonstration,
        between=content.definition.name == "sharing_agreement",
    )


def marking(content: Content) -> str:
    """The security marking that a text bears, as it is printed."""
    chosen = content.text("marking") or "official"
    if chosen in _MARKINGS or "marking" not in content.definition.places:
        return _MARKINGS.get(chosen, "OFFICIAL")
    return words(content.definition.question("marking"), chosen, {})


def _dates(content: Content) -> list[Pair]:
    pairs = []
    for each in ("starts_on", "ends_on", "review_due_on", "review_on"):
        if each in content.definition.places and each in content.answers:
            question = content.definition.question(each)
            pairs.append(Pair(question.label, words(question, content.answers[each], {})))
    return pairs
