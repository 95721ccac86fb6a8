"""How one limb of a flow reads the facts at one instant: what is wanting, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from govern.register.facts import Facts, Record
from govern.register.reasons import Reason, place
from govern.register.row import FOREVER, Evidence


@dataclass(frozen=True, slots=True)
class Limb:
    """What one reading came to: met when it has no reasons. Instants are text.

    `since`: from when it has been met. `until`: when it first stops being met by time alone, and
    `until_code` why. `next_change`: the first future instant it looked at. `stands_on`: the
    sign-offs it relies on, whose conditions count. `warnings`: what is overdue and closes nothing.
    """

    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    since: str = ""
    until: str = FOREVER
    until_code: str = "expired"
    next_change: str = FOREVER
    stands_on: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = ()


NOTHING = Limb()
"""A limb that looked at no instant and found nothing wanting."""


class Reading:
    """Collects what a limb looks at.

    Every comparison of an instant with `at` goes through `happened` or `ended`, which remember
    the earliest instant still to come: until then, the same facts give the same answer.
    """

    __slots__ = (
        "at", "evidence", "facts", "next_change", "reasons", "since", "stands_on", "until",
        "until_code",
        "warnings",
    )  # fmt: skip

    def __init__(self, facts: Facts, at: str) -> None:
        self.facts = facts
        self.at = at
        self.reasons: list[Reason] = []
        self.evidence: list[Evidence] = []
        self.stands_on: list[str] = []
        self.warnings: list[Reason] = []
        self.since = ""
        self.until = FOREVER
        self.until_code = "expired"
        self.next_change = FOREVER

    def happened(self, when: str | None) -> bool:
        """Whether `when` is given and not after the instant of judgement.

        Instants are compared as text: one in another form, which could be mistaken for a late one,
        is a ValueError.
        """
        if when is None:
            return False
        if len(when) != 24 or when[10] != "T" or when[23] != "Z":
            raise ValueError(f"{when!r} is not an instant in the fixed form")
        if when <= self.at:
            return True
        self.next_change = min(self.next_change, when)
        return False

    def began(self, when: str | None) -> bool:
        """As `happened`; what happened also moves the start of this limb."""
        if not self.happened(when):
            return False
        if when is not None and when > self.since:
            self.since = when
        return True

    def ended(self, when: str | None, code: str) -> bool:
        """As `happened`, for an end; one still to come bounds this limb, for the reason `code`."""
        if self.happened(when):
            return True
        if when is not None:
            self._bound(when, code)
        return False

    def lacks(
        self,
        code: str,
        *,
        organisation: str | None = None,
        document: str | None = None,
        version: int | None = None,
        since: str | None = None,
    ) -> None:
        """This limb is not met, for the reason `code`."""
        self.reasons.append(Reason(code, organisation, document, version, since))

    def warns(
        self, code: str, *, organisation: str | None, document: str | None, since: str
    ) -> None:
        """Something is overdue that closes nothing here."""
        self.warnings.append(Reason(code, organisation, document, None, since))

    def trusts(self, table: str, row: Record, sha256: str | None = None) -> bool:
        """Whether no open failure of evidence names this row or record; else this is not met."""
        if not self.facts.doubted:
            return True
        failures = self.facts.find("failures_of_row", table, row.get("id"))
        if sha256 is not None:
            failures += self.facts.find("failures_of_record", sha256)
        # Every failure is looked at: each may be cleared at an instant of its own.
        return [self.fails(failure) for failure in failures].count(True) == 0

    def fails(self, failure: Record) -> bool:
        """Whether that failure of evidence is open; if so the limb is not met."""
        if not self.happened(failure.get("found_at")) or self.happened(failure.get("cleared_at")):
            return False
        self.lacks("evidence_unverified", since=failure.get("found_at"))
        return True

    def stands_on_record(self, sha256: str, organisation: str, version: Record) -> None:
        """Cite the record that this limb rests on."""
        document = version["document_id"]
        reference = self.facts.reference(document) or document
        self.evidence.append(Evidence(reference, version["number"], sha256, organisation, document))

    def limb(self) -> Limb:
        """What this reading came to."""
        if self._saw_nothing():
            return NOTHING
        return Limb(
            tuple(self.reasons),
            tuple(self.evidence),
            self.since,
            self.until,
            self.until_code,
            self.next_change,
            tuple(self.stands_on),
            tuple(self.warnings),
        )

    def _saw_nothing(self) -> bool:
        return not (
            self.reasons or self.warnings or self.evidence or self.stands_on or self.since
        ) and (self.until == self.next_change == FOREVER)

    def join(self, limb: Limb) -> None:
        """Take over everything another limb found."""
        if limb is NOTHING:
            return
        self.reasons += limb.reasons
        self.evidence += limb.evidence
        self.stands_on += limb.stands_on
        self.warnings += limb.warnings
        self.since = max(self.since, limb.since)
        self.next_change = min(self.next_change, limb.next_change)
        self.ended_with(limb)

    def ended_with(self, limb: Limb) -> None:
        """Let the end of `limb` bound this reading."""
        self._bound(limb.until, limb.until_code)

    def _bound(self, until: str, code: str) -> None:
        """The earliest end counts; of two at once, the reason that comes first."""
        if until < self.until or (until == self.until and place(code) < place(self.until_code)):
            self.until, self.until_code = until, code
