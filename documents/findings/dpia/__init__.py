"""The legal checks on a data protection impact assessment, gathered from the rooms beside this."""

from __future__ import annotations

from documents.findings import register_of_risks
from documents.findings.dpia import (
    consultation,
    controllers,
    lawfulness,
    necessity,
    plan,
    screening,
    sensitive,
    sharing,
)
from documents.findings.finding import Check

CHECKS: tuple[Check, ...] = (
    *screening.CHECKS,
    *controllers.CHECKS,
    *lawfulness.CHECKS,
    *sensitive.CHECKS,
    *necessity.CHECKS,
    *sharing.CHECKS,
    *register_of_risks.CHECKS,
    *consultation.CHECKS,
    *plan.CHECKS,
)
