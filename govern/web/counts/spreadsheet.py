"""The counts as CSV: a measure a row, in a fixed order, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from govern.store.counting.standing import Adoption
from govern.store.counting.statement import Statement
from govern.web.counts.phrases import STATUSES, consultation
from govern.web.lateness import waited_days

HEADS = ("Section", "Measure", "About", "Value")
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"
"""Tells a spreadsheet that the text is UTF-8."""
Row = tuple[str, str, str, str]


def as_csv(found: Statement) -> bytes:
    """The whole statement; the same bytes for the same statement."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in _rows(found):
        writer.writerow([guarded(each) for each in row])
    return (BOM + out.getvalue()).encode()


def guarded(cell: str) -> str:
    """The cell, kept from being read as a formula by an apostrophe where it might be."""
    return f"'{cell}" if cell.startswith(RUNS) else cell


def _rows(found: Statement) -> Iterator[Row]:
    yield ("Statement", "As at (UTC)", "", found.at)
    yield ("Statement", "Period after (UTC)", "", found.since)
    for text in (*found.dpias, *found.codes):
        yield from _adoption(text, found.at)
    held = found.connections
    for name in ("partners", "certified", "at_risk", "expired", "stopped", "under_way", "never"):
        words = name.replace("_", " ").capitalize()
        yield ("Connections", words, "", str(getattr(held, name)))
    yield from _agreements(found)
    yield from _flows(found)


def _adoption(each: Adoption, at: str) -> Iterator[Row]:
    section = "DPIA" if each.kind == "dpia" else "Code of connection"
    about = f"{each.reference} version {each.version}"
    yield (section, "Adopted by", about, str(each.adopted))
    yield (section, "Forces", about, str(each.of))
    yield (section, "Conditions open", about, str(each.conditions_open))
    yield (section, "Conditions overdue", about, str(each.conditions_overdue))
    if each.kind == "dpia":
        yield (section, "Consultation of the regulator", about, consultation(each))
        yield (section, "Retrospective", about, "Yes" if each.retrospective else "No")
    for force in each.outstanding:
        yield (section, "Outstanding", f"{about}: {force.organisation}", force.stage)
        days = str(waited_days(force.since, at)) if force.since else ""
        yield (section, "Working days waiting", f"{about}: {force.organisation}", days)


def _agreements(found: Statement) -> Iterator[Row]:
    counts = found.agreements
    yield ("Agreements", "All", "", str(counts.total))
    for status, number in counts.statuses.items():
        yield ("Agreements", STATUSES[status], "", str(number))
    for force in counts.forces:
        for status, number in force.statuses.items():
            if number:
                yield ("Agreements of a force", STATUSES[status], force.organisation, str(number))
        yield ("Agreements of a force", "To sign", force.organisation, str(force.to_sign))
    days = counts.median_days
    yield (
        "Agreements",
        "Median days, request to last signature",
        "",
        f"{days:g}" if days is not None else "",
    )
    if counts.oldest:
        yield (
            "Agreements",
            "Oldest awaiting, days",
            counts.oldest.reference,
            str(counts.oldest.days),
        )
    yield ("Agreements", "Expired in the period", "", str(counts.expired_in_period))
    yield ("Agreements", "Extensions granted in the period", "", str(counts.extensions_in_period))
    yield ("Agreements", "Extensions granted in all", "", str(counts.extensions))


def _flows(found: Statement) -> Iterator[Row]:
    counts = found.flows
    percent = counts.backed_percent
    yield ("Flows", "On", "", str(counts.on))
    yield ("Flows", "Off", "", str(counts.off))
    yield ("Flows", "On by an extension", "", str(counts.extended))
    yield (
        "Flows",
        "On and backed by an agreement in force, percent",
        "",
        f"{percent:g}" if percent is not None else "",
    )
    yield ("Flows", "Suspensions in force", "", str(counts.suspensions))
    yield ("Flows", "Emergency stops in force", "", str(counts.kills))
    yield ("Flows", "Emergency stops in the period", "", str(counts.kills_in_period))
