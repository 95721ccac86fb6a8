"""Which tables the register reads, and by which columns it looks their rows up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Buckets = dict[tuple[Any, ...], dict[str, Mapping[str, Any]]]
"""The value of the columns -> the rows that have it, by their key."""

KeyOf = Callable[[Mapping[str, Any]], tuple[Any, ...]]


def by(*columns: str) -> KeyOf:
    """A key made of these columns; a column that is missing counts as None."""
    if len(columns) == 1:
        (only,) = columns
        return lambda row: (row.get(only),)
    return lambda row: tuple(row.get(column) for column in columns)


_FIVE = ("force_id", "partner_id", "category", "purpose", "direction")

KEYS: Mapping[str, Mapping[str, KeyOf]] = {
    "organisation": {"organisations_by_slug": by("slug")},
    "document": {},
    "version": {"versions": by("document_id")},
    "party": {"parties": by("version_id"), "party": by("version_id", "organisation_id")},
    "sign_off": {"sign_offs": by("version_id", "organisation_id")},
    "act": {"acts_by_record": by("record_sha256")},
    "condition": {"conditions": by("sign_off_id")},
    "connection": {
        "connections": by("organisation_id", "code_document_id"),
        "connections_by_return": by("document_id"),
    },
    "acceptance": {"acceptances": by("connection_id", "force_id")},
    "flow": {
        "flows_by_parts": by(*_FIVE),
        "flows_of_force": by("force_id"),
        "flows_of_partner": by("partner_id"),
        "flows_of_category": by("category"),
    },
    "basis": {
        "bases": by("flow_id"),
        "bases_of_version": by("version_id"),
        "bases_of_agreement": by("document_id"),
        "bases_of_dpia": by("dpia_document_id"),
        "bases_of_code": by("code_document_id"),
    },
    "stop": {"stops": by("scope_kind", "scope_id"), "stops_of_kind": by("scope_kind")},
    "extension": {"extensions": by("organisation_id", "subject_kind", "subject_id")},
    "readiness": {
        "readiness": by("template", "subject_kind", "subject_id"),
        "readiness_of_kind": by("template", "subject_kind"),
    },
    "consultation": {"consultations": by("version_id")},
    "evidence_failure": {
        "failures_of_row": by("table_name", "row_key"),
        "failures_of_record": by("record_sha256"),
        "failures_of_table": by("table_name"),
    },
    "observation": {"observations": by("force_id")},
    "code_table": {},
    "setting": {},
}
