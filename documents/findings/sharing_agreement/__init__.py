"""The legal checks of a sharing agreement, gathered from the modules beside it."""

from __future__ import annotations

from documents.findings.finding import Check
from documents.findings.sharing_agreement import (
    conditions,
    data,
    flows,
    limits,
    listing,
    parties,
    powers,
    regimes,
    terms,
)

CHECKS: tuple[Check, ...] = (
    *terms.CHECKS,
    *listing.CHECKS,
    *parties.CHECKS,
    *powers.CHECKS,
    *limits.CHECKS,
    *regimes.CHECKS,
    *conditions.CHECKS,
    *data.CHECKS,
    *flows.CHECKS,
)
