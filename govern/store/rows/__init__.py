"""The tables, one file per noun; importing this package knows them all."""

from __future__ import annotations

from govern.store.rows import (
    clauses,
    documents,
    enforcement,
    gates,
    imports,
    ledger,
    measures,
    observing,
    organisations,
    own_certificates,
    people,
    readiness,
    reconciling,
    renewals,
    search,
    second_person,
    sign_in,
    sign_offs,
    word,
    working,
)

__all__ = [
    "clauses",
    "documents",
    "enforcement",
    "gates",
    "imports",
    "ledger",
    "measures",
    "observing",
    "organisations",
    "own_certificates",
    "people",
    "readiness",
    "reconciling",
    "renewals",
    "search",
    "second_person",
    "sign_in",
    "sign_offs",
    "word",
    "working",
]
