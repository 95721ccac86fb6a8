"""Which flows a changed row can touch, so that a running service judges anew only those."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from govern.register.facts import Facts, Record

Everything = None
"""Stands for "any flow at all"."""


def affected(facts: Facts, touched: Iterable[tuple[str, Record]]) -> set[str]:
    """Ids of the flows whose verdict may differ after these rows changed.

    `touched` is what `Index.apply` returned: each changed row as it was and as it became. It may
    name too many flows, never too few.
    """
    found: set[str] = set()
    for table, row in touched:
        flows = _AFFECTS[table](facts, row)
        if flows is Everything:
            return set(facts.rows("flow"))
        found.update(flows)
    return found


def _everything(facts: Facts, row: Record) -> None:
    return Everything


def _nothing(facts: Facts, row: Record) -> Iterable[str]:
    """Observe mode changes what is done with a verdict, and codes how it is asked for; neither
    changes a verdict.
    """
    return ()


def _flow(facts: Facts, row: Record) -> Iterable[str]:
    parts = (row.get(part) for part in _FIVE)
    return (row["id"], *_ids(facts.find("flows_by_parts", *parts)))


def _basis(facts: Facts, row: Record) -> Iterable[str]:
    # A version's start, which replaces older versions, is read from all that it lists.
    return (row["flow_id"], *_of_document(facts, row.get("document_id")))


def _of_document_column(facts: Facts, row: Record) -> Iterable[str]:
    return _of_document(facts, row.get("document_id"))


def _document(facts: Facts, row: Record) -> Iterable[str]:
    return _of_document(facts, row["id"])


def _sign_off(facts: Facts, row: Record) -> Iterable[str]:
    """A force's adoption of a DPIA or a code moves that force's flows alone."""
    document, body = row.get("document_id"), row.get("organisation_id")
    yield from _of_agreement(facts, document)
    for index in ("bases_of_dpia", "bases_of_code"):
        for flow_id in _listed(facts.find(index, document)):
            flow = facts.row("flow", flow_id)
            if flow is not None and flow.get("force_id") == body:
                yield flow_id
    yield from _of_return(facts, document)


def _act(facts: Facts, row: Record) -> Iterable[str]:
    sign_off = facts.row("sign_off", row.get("sign_off_id"))
    return () if sign_off is None else _sign_off(facts, sign_off)


def _condition(facts: Facts, row: Record) -> Iterable[str]:
    sign_off = facts.row("sign_off", row.get("sign_off_id"))
    if sign_off is None:
        return _of_document(facts, row.get("document_id"))
    return _sign_off(facts, sign_off)


def _connection(facts: Facts, row: Record) -> Iterable[str]:
    return _ids(facts.find("flows_of_partner", row.get("organisation_id")))


def _acceptance(facts: Facts, row: Record) -> Iterable[str]:
    connection = facts.row("connection", row.get("connection_id"))
    return () if connection is None else _connection(facts, connection)


def _stop(facts: Facts, row: Record) -> Iterable[str] | None:
    scope, scope_id = row.get("scope_kind"), row.get("scope_id")
    if scope == "flow":
        return (scope_id,) if scope_id else ()
    if scope == "agreement":
        version = facts.row("version", scope_id)
        return _of_agreement(facts, version["document_id"] if version else scope_id)
    if scope == "category":
        return _ids(facts.find("flows_of_category", scope_id))
    if scope in ("force", "partner"):
        bodies = facts.find("organisations_by_slug", scope_id)
        found = (scope_id, *(body["id"] for body in bodies))
        index = f"flows_of_{scope}"
        return [flow for body in found for flow in _ids(facts.find(index, body))]
    return Everything


def _readiness(facts: Facts, row: Record) -> Iterable[str] | None:
    subject, subject_id = row.get("subject_kind"), row.get("subject_id")
    if subject == "flow":
        return (subject_id,) if subject_id else ()
    if subject in ("force", "partner"):
        return _ids(facts.find(f"flows_of_{subject}", subject_id))
    return Everything


def _consultation(facts: Facts, row: Record) -> Iterable[str]:
    version = facts.row("version", row.get("version_id"))
    return () if version is None else _of_document(facts, version["document_id"])


def _extension(facts: Facts, row: Record) -> Iterable[str] | None:
    subject = row.get("subject_id")
    for table in ("connection", "condition", "version"):
        found = facts.row(table, subject)
        if found is not None and table == "connection":
            return _connection(facts, found)
        if found is not None:
            return _of_document(facts, found.get("document_id"))
    return _of_document(facts, subject) if facts.row("document", subject) else Everything


def _of_document(facts: Facts, document: str | None) -> Iterator[str]:
    yield from _of_agreement(facts, document)
    yield from _listed(facts.find("bases_of_dpia", document))
    yield from _listed(facts.find("bases_of_code", document))
    yield from _of_return(facts, document)


def _of_agreement(facts: Facts, document: str | None) -> Iterator[str]:
    yield from _listed(facts.find("bases_of_agreement", document))


def _of_return(facts: Facts, document: str | None) -> Iterator[str]:
    for connection in facts.find("connections_by_return", document):
        yield from _connection(facts, connection)


def _listed(bases: Iterable[Record]) -> Iterator[str]:
    return (basis["flow_id"] for basis in bases)


def _ids(rows: Iterable[Record]) -> list[str]:
    return [row["id"] for row in rows]


_FIVE = ("force_id", "partner_id", "category", "purpose", "direction")

_AFFECTS: dict[str, Callable[[Facts, Record], Iterable[str] | None]] = {
    "organisation": _everything,
    "setting": _everything,
    "evidence_failure": _everything,
    "document": _document,
    "version": _of_document_column,
    "party": _of_document_column,
    "sign_off": _sign_off,
    "act": _act,
    "condition": _condition,
    "connection": _connection,
    "acceptance": _acceptance,
    "flow": _flow,
    "basis": _basis,
    "stop": _stop,
    "extension": _extension,
    "readiness": _readiness,
    "consultation": _consultation,
    "observation": _nothing,
    "code_table": _nothing,
}
