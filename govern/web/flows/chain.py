"""What a flow stands on, limb by limb, put into the pieces of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from govern.register.explain import BasisExplained, LimbExplained, Unmet
from govern.register.row import Evidence as Record
from govern.web.filters import day, moment, short_digest, until
from govern.web.panels import Evidence
from govern.web.pieces import Fact, Link, Tag

ChecksOf = Callable[[str], Sequence[Fact]]
"""The readiness checks that a basis needs, by the basis's id, as facts with links."""

MayHave = Callable[[str], bool]
"""Whether the viewer may download the record of that digest."""


@dataclass(frozen=True)
class BasisBlock:
    """One agreement version that lists the flow, with its chain."""

    title: str
    tags: Sequence[Tag]
    sentence: str
    chain: Sequence[Evidence]


@dataclass(frozen=True)
class Chains:
    """Makes the blocks: who signed by name, and which records may be downloaded; as it is `at` an
    instant in text.
    """

    at: str
    names: Mapping[str, str]
    may_have: MayHave
    checks: ChecksOf

    def block(self, basis: BasisExplained) -> BasisBlock:
        """One basis with its limbs in the order of the chain."""
        tag = Tag("In force", "green") if basis.in_force else Tag("Not in force", "red")
        return BasisBlock(
            title=f"{basis.document}, version {basis.version}",
            tags=[tag],
            sentence=_dates(basis),
            chain=[self._limb(each, basis) for each in basis.limbs],
        )

    def _limb(self, limb: LimbExplained, basis: BasisExplained) -> Evidence:
        facts = [self._record(each) for each in limb.evidence]
        if limb.name == "readiness":
            facts += self.checks(basis.basis_id)
        for unmet in limb.unmet:
            facts.append(Fact("Can be put right by", unmet.cleared_by, self._dated(unmet)))
        for warned in limb.warnings:
            facts.append(Fact("Warning", warned.sentence))
        if limb.until:
            facts.append(Fact("Holds until", until(limb.until)))
        return Evidence(limb.title, limb.met, limb.sentence, facts=facts)

    def _dated(self, unmet: Unmet) -> list[str]:
        """Since when it is wanting; where time itself puts it right, when that will be."""
        if unmet.since is None:
            return []
        return [f"{'On' if unmet.since > self.at else 'Since'} {moment(unmet.since)}"]

    def _record(self, record: Record) -> Fact:
        signer = self.names.get(record.organisation_id or "", "")
        title = f"{record.document}, version {record.version}"
        if self.may_have(record.record_sha256):
            address = url_for("records.download", sha256=record.record_sha256)
            link: str | Link = Link("Record (PDF)", address, f"of {title}, {signer}")
        else:
            link = f"Record {short_digest(record.record_sha256)}, held by {signer or 'its signer'}"
        return Fact(title, f"Signed by {signer}" if signer else "Signed", [link])


def _dates(basis: BasisExplained) -> str:
    if not basis.starts_at or not basis.ends_at:
        return ""
    return f"Runs from {day(basis.starts_at)} to {until(basis.ends_at)}."
