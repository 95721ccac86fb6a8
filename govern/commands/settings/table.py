"""The settings that can change an answer: each a ledger fact, what it holds and does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from documents.catalogue import reference


@dataclass(frozen=True)
class AnswerSetting:
    """One setting. `holds` is bool, int for a number of days from 1 to `most`, or str for one of
    `choices`, which are values with their titles.
    """

    name: str
    holds: type
    default: bool | int | str | None
    meaning: str
    most: int = 90
    choices: tuple[tuple[str, str], ...] = ()

    def fault(self, value: object) -> str | None:
        """What is wrong with a value, as a sentence; None when it will do."""
        if self.holds is bool:
            return None if isinstance(value, bool) else "Say yes or no."
        if self.holds is str:
            known = [each for each, _ in self.choices]
            return None if value in known else f"Choose one of: {', '.join(known)}."
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and 1 <= value <= self.most:  # type: ignore[operator]  # whole says it is an int
            return None
        return f"Give a whole number of days from 1 to {self.most}."

    def weakens(self, present: object, value: object) -> bool:
        """Whether less would be closed, or later: no instead of yes, or more days than now."""
        if self.holds is str:
            return False
        if self.holds is bool:
            return bool(present) and not value
        later = isinstance(present, int) and isinstance(value, int)
        return later and value > present  # type: ignore[operator]  # later says they are ints


TABLE: Final = (
    AnswerSetting(
        "review_overdue_closes",
        bool,
        False,
        "A review that is overdue closes the flows of its agreement or DPIA (correction 7).",
    ),
    AnswerSetting(
        "safety_critical_decision_days",
        int,
        None,
        "Days a SIRO has to decide before a safety-critical flow closes for something overdue"
        " (decision 8); none until it is made.",
    ),
    AnswerSetting(
        "risk_matrix",
        str,
        None,
        "The matrix on which every document scores its risks: chosen already in a new text, and"
        " advice where a text uses another. It says which risks are high, and so when the regulator"
        " is asked. None until it is made.",
        choices=tuple((row["id"], row["title"]) for row in reference("risk_matrices")),
    ),
)

BY_NAME: Final = {setting.name: setting for setting in TABLE}
