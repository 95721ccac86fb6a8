"""The legal checks of a code of connection: its table of controls, its review and its lease."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from documents import catalogue
from documents.connection import Row
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.periods import months_after

_MOST = {"P3": 19, "P5": 11}
_LONGEST_LEASE_HOURS = 8
_ONCE = "Keep one row for each control."
_RESTORE = "Restore it, or give the reasons that every signer will see."
_LEVELS_THAT_MUST_STAND = {"P1": ("nppv2_full", "nppv3", "force_vetting")}


def controls_are_all_there(content: Content, context: Context) -> Iterator[Finding]:
    """Every control stands once; one taken out is shown to every signer."""
    counted = Counter(row.get("control") for row in content.rows("controls"))
    for row in content.rows("controls"):
        if row.get("control") and counted[row["control"]] > 1:
            yield _on_row(content, row, Level.STOP, "control_listed_twice", "stands twice", _ONCE)
    missing = [one["id"] for one in catalogue.reference("controls") if one["id"] not in counted]
    if missing and content.rows("controls"):
        yield found(
            content,
            Level.ADVICE,
            "controls_left_out",
            "controls",
            message=f"Left out of the table: {', '.join(missing)}.",
            remedy="Put them back, or give the reasons that every signer will see.",
            source="D; F:PSN132, F:CSP",
        )


def mandatory_controls_stay_so(content: Content, context: Context) -> Iterator[Finding]:
    """A control is not made optional, nor dropped for a profile, unnoticed."""
    for row in content.rows("controls"):
        if not row.get("control"):
            continue
        shipped = catalogue.row("controls", row["control"])
        if shipped["mandatory"] and row.get("mandatory") is False:
            yield _on_row(
                content, row, Level.ADVICE, "control_made_optional", "is made optional", _RESTORE
            )
        dropped = [one for one in shipped["profiles"] if one not in (row.get("profiles") or ())]
        if dropped:
            words = f"is no longer asked for {', '.join(dropped)}"
            yield _on_row(content, row, Level.ADVICE, "control_not_asked", words, _RESTORE)


def light_profiles_stay_light(content: Content, context: Context) -> Iterator[Finding]:
    """14.17: P3 has fewer than 20 questions and P5 fewer than 12."""
    for profile, most in _MOST.items():
        asked = [row for row in content.rows("controls") if profile in (row.get("profiles") or ())]
        if len(asked) > most:
            yield found(
                content,
                Level.ADVICE,
                "profile_too_heavy",
                "controls",
                message=f"{profile} asks {len(asked)} controls; the most is {most}.",
                remedy="Ask fewer, so that a small body can answer in an afternoon.",
                source="V, D",
            )


def review_is_within_a_year(content: Content, context: Context) -> Iterator[Finding]:
    """The review falls within twelve months of the start."""
    starts, review = content.text("starts_on"), content.text("review_due_on")
    if starts and review:
        latest = months_after(dt.date.fromisoformat(starts), 12)
        if dt.date.fromisoformat(review) > latest:
            yield found(
                content,
                Level.ADVICE,
                "review_over_twelve_months",
                "review_due_on",
                message="The review falls more than twelve months after the start.",
                remedy=f"Review by {latest}.",
                source="D",
            )


def numbers(content: Content, context: Context) -> Iterator[Finding]:
    """Lease, validity and reporting time stay within what the forces expect."""
    for question, most, code, words in _LIMITS:
        given = content.answers.get(question)
        if given is not None and not 0 < given <= most:
            yield found(
                content,
                Level.ADVICE,
                code,
                question,
                message=f"{words} is {given}; it should be between 1 and {most}.",
                remedy="Change it, or give the reasons that every signer will see.",
                source="D; F:SEED",
            )


def vetting_fits_the_profile(content: Content, context: Context) -> Iterator[Finding]:
    """NPPV1 gives no police information, so it never covers a login (section 2.4)."""
    for row in content.rows("vetting_levels"):
        wanted = _LEVELS_THAT_MUST_STAND.get(str(row.get("profile")))
        if wanted and row.get("level") not in wanted:
            yield found(
                content,
                Level.ADVICE,
                "vetting_too_low",
                "vetting_levels",
                row=str(row["id"]),
                message=f"The vetting level for {row['profile']} is below NPPV2 full.",
                remedy="Ask for NPPV2 full or more for access to the system.",
                source="F:KENT-P04D, F:WM-VET, K",
            )


_LIMITS = (
    ("lease_hours", _LONGEST_LEASE_HOURS, "lease_too_long", "The lease in hours"),
    ("validity_months", 12, "certificate_too_long", "The months that a certificate lasts"),
    ("incident_hours", 24, "incident_report_slow", "The hours to report an incident"),
)


def _on_row(
    content: Content, row: Row, level: Level, code: str, words: str, remedy: str
) -> Finding:
    return found(
        content,
        level,
        code,
        "controls",
        row=str(row["id"]),
        message=f"{row['control']} {words}.",
        remedy=remedy,
        source="D",
    )


CHECKS: tuple[Check, ...] = (
    controls_are_all_there,
    mandatory_controls_stay_so,
    light_profiles_stay_light,
    review_is_within_a_year,
    numbers,
    vetting_fits_the_profile,
)
