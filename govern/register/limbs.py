"""The limbs a basis stands on, in the order they are read, and what each outcome depends on."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from govern.register import (
    adoption,
    agreement,
    connection,
    consultation,
    readiness,
    signatories,
    stops,
)
from govern.register.case import Case
from govern.register.facts import Facts
from govern.register.reading import Reading

Judging = Callable[[Reading, Case], None]
SharedBy = Callable[[Facts, Case], Hashable]

# Each limb with what its outcome depends on: flows that share that share the outcome.
LIMBS: tuple[tuple[str, Judging, SharedBy | None], ...] = (
    (
        "agreement",
        agreement.document,
        lambda _, case: (case.version["id"], case.force, case.partner),
    ),
    ("dates", agreement.dates, None),
    ("powers", agreement.powers, None),
    ("stops", stops.on_agreement, lambda _, case: (case.version["id"], case.force)),
    ("owner", signatories.owner, lambda _, case: (case.version["id"], case.force)),
    (
        "partner",
        signatories.partner,
        lambda _, case: (case.version["id"], case.partner, case.service),
    ),
    ("everyone", signatories.everyone, None),
    (
        "dpia",
        adoption.dpia,
        lambda facts, case: (
            case.force,
            case.basis.get("dpia_document_id"),
            case.basis.get("dpia_min_version"),
            adoption.concerned(facts, case, case.basis.get("dpia_document_id")),
            case.safety_critical,
        ),
    ),
    ("consultation", consultation.consultation, None),
    (
        "code",
        adoption.code,
        lambda facts, case: (
            case.force,
            case.basis.get("code_document_id"),
            case.basis.get("code_min_version"),
            adoption.concerned(facts, case, case.basis.get("code_document_id")),
        ),
    ),
    (
        "connection",
        connection.connection,
        lambda _, case: (
            case.partner,
            case.basis.get("code_document_id"),
            case.basis.get("code_min_version"),
            case.force,
            case.service,
        ),
    ),
    ("readiness", readiness.readiness, None),
)
