"""Reads the lawful bases of a sharing agreement per flow, direction and side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.agreement import RECIPIENT, SENDER, TO_PARTNER, Agreement, Flow, Row
from documents.content import Content


@dataclass(frozen=True, slots=True)
class Basis:
    """One row of one side, for one flow in one direction, and whether the police stand there."""

    agreement: Agreement
    flow: Flow
    way: str
    side: str
    row: Row
    police: bool

    @property
    def part_3(self) -> bool:
        """Whether Part 3 is recorded."""
        return self.row.get("regime") in ("part_3", "both")

    @property
    def uk_gdpr(self) -> bool:
        """Whether the UK GDPR is recorded."""
        return self.row.get("regime") in ("uk_gdpr", "both")

    @property
    def public_authority(self) -> bool:
        """Whether the body on this side is a public authority."""
        kind = self.agreement.kind(self.flow.partner)
        return self.police or (kind is not None and bool(kind["public_authority"]))


def bases(content: Content) -> Iterator[Basis]:
    """Every basis row of a known flow and direction, on both sides."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for way in flow.ways:
            for side in (SENDER, RECIPIENT):
                police = (way == TO_PARTNER) == (side == SENDER)
                for row in agreement.bases_of(flow, way, side):
                    yield Basis(agreement, flow, way, side, row, police)
