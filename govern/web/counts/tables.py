"""The counts as cards and tables."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from govern.store.counting.agreeing import STATUSES as ORDER
from govern.store.counting.standing import Adoption, Outstanding
from govern.store.counting.statement import Statement
from govern.web import words
from govern.web.context import named
from govern.web.counts.phrases import STATUSES, consultation
from govern.web.filters import day, plural
from govern.web.lateness import waited_days
from govern.web.pieces import Bar, Cell, Column, Count, Fact, Link, Table, Tag

SHOWN = ("in_force", "awaiting_signature", "suspended", "expired", "ended")
"""The statuses that have a column of their own in the table of forces."""


def adoption_facts(each: Adoption) -> list[Fact]:
    """How far a text is adopted, its conditions and where the ICO stands."""
    tag = Tag(
        f"{each.adopted} of {each.of} forces", "green" if each.adopted == each.of else "yellow"
    )
    conditions = plural(each.conditions_open, "condition")
    late = [f"{each.conditions_overdue} overdue"] if each.conditions_overdue else []
    facts = [
        Fact("Adopted", tag, [f"Version {each.version}, frozen on {day(each.frozen_at)}"]),
        Fact("Conditions open", conditions if each.conditions_open else "None", late),
    ]
    if each.kind == "dpia":
        made = "Yes: made after the processing began" if each.retrospective else "No"
        facts.append(Fact(named("{regulator}"), consultation(each)))
        facts.append(Fact("Retrospective", made))
    return facts


def outstanding(each: Adoption, at: str, own: str, reasons: Mapping[str, str]) -> Table:
    """The forces that have not adopted a text, the longest waiting first."""
    rows = [_outstanding(force, at, own, reasons) for force in each.outstanding]
    columns = [Column("Force"), Column("Where it stands"), Column("Working days", numeric=True)]
    empty = "No force is outstanding: every one has adopted it."
    return Table(f"Outstanding on {each.reference}, version {each.version}", columns, rows, empty)


def _outstanding(
    force: Outstanding, at: str, own: str, reasons: Mapping[str, str]
) -> list[str | Cell]:
    notes: list[str | Tag | Link] = []
    if force.outcome and force.outcome != "referred":
        notes.append(words.state_tag(force.outcome))
    if force.due_at and force.due_at <= at:
        notes.append(Tag("Late", "red"))
    if force.in_force:
        notes.append(f"Version {force.in_force} stays in force for it")
    if force.organisation_id == own and force.sign_off_id:
        notes += [f"Reasons: {reasons[force.sign_off_id]}"] if force.sign_off_id in reasons else []
        notes.append(Link("Your sign-off", url_for("signing.show", sign_off_id=force.sign_off_id)))
    days = str(waited_days(force.since, at)) if force.since else ""
    return [force.organisation, Cell(force.stage, notes), days]


def connection_cards(found: Statement) -> list[Count]:
    """Partners by the state of their certificate."""
    held = found.connections
    return [
        Count(str(held.certified), f"of {held.partners} partners certified", tone="good"),
        Count(
            str(held.at_risk),
            "of them at risk",
            note="The certificate ends within 60 days",
            tone="warn" if held.at_risk else "plain",
        ),
        Count(str(held.expired), "expired", tone="bad" if held.expired else "plain"),
        Count(
            str(held.stopped),
            "suspended, withdrawn or refused",
            tone="bad" if held.stopped else "plain",
        ),
        Count(
            str(held.under_way + held.never),
            "not certified yet",
            note=f"{held.under_way} under way",
        ),
    ]


def flow_cards(found: Statement) -> list[Count]:
    """Flows on, off and extended, and whether those that are on are backed."""
    counts = found.flows
    percent = counts.backed_percent
    whole = percent is None or percent == 100
    backed = "–" if percent is None else f"{percent:g}%"
    stopped = counts.suspensions + counts.kills
    return [
        Count(f"{counts.on:,}", "flows on", tone="good"),
        Count(f"{counts.off:,}", "off"),
        Count(
            f"{counts.extended:,}",
            "on by an extension",
            tone="warn" if counts.extended else "plain",
        ),
        Count(
            backed,
            "of those on are backed by an agreement in force",
            note="Target: 100%",
            tone="good" if whole else "bad",
        ),
        Count(
            f"{stopped:,}",
            "stops in force",
            note=f"{plural(counts.kills_in_period, 'emergency stop')} in the period",
            tone="bad" if stopped else "plain",
        ),
    ]


def agreement_statuses(found: Statement) -> list[Bar]:
    """Agreements by status, those that there are."""
    counts = found.agreements.statuses
    return [
        Bar(STATUSES[each], counts[each], f"{counts[each]:,}") for each in ORDER if counts[each]
    ]


def agreement_facts(found: Statement) -> list[Fact]:
    """How long agreements take, which has waited longest, and what ended or was extended."""
    counts = found.agreements
    took = "No agreement has been signed by all yet"
    if counts.median_days is not None:
        took = f"{counts.median_days:g} days, over {plural(counts.signed, 'agreement')}"
    oldest = "None is waiting"
    if counts.oldest:
        oldest = f"{counts.oldest.reference}, for {plural(counts.oldest.days, 'day')}"
    return [
        Fact("Median from request to last signature", took),
        Fact("Oldest awaiting signature", oldest),
        Fact("Expired in the period", str(counts.expired_in_period)),
        Fact(
            "Extensions granted",
            f"{counts.extensions_in_period} in the period, {counts.extensions} in all",
        ),
    ]


def agreement_forces(found: Statement) -> Table:
    """Agreements of each force by status."""
    columns = [Column("Force"), *(Column(STATUSES[each], numeric=True) for each in SHOWN)]
    columns += [Column("Others", numeric=True), Column("Its turn to sign", numeric=True)]
    rows = []
    for force in found.agreements.forces:
        others = sum(force.statuses.values()) - sum(force.statuses[each] for each in SHOWN)
        numbers = [force.statuses[each] for each in SHOWN] + [others, force.to_sign]
        rows.append([force.organisation, *(f"{number:,}" for number in numbers)])
    return Table("Agreements of each force", columns, rows, "There is no force yet.")
