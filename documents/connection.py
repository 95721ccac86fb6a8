"""Reads a connection return control by control, and the code's controls as they ship."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents import catalogue
from documents.content import Content

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a return says on one control; `state` is None when unanswered."""

    control: Row
    state: str | None
    account: str
    evidence: tuple[Row, ...]
    applies: bool

    @property
    def id(self) -> str:
        """The control, such as NET-01."""
        return str(self.control["id"])

    @property
    def mandatory(self) -> bool:
        """Whether it must be met before a certificate is given."""
        return self.applies and self.control["mandatory"] is True

    @property
    def question(self) -> str:
        """The question that takes the answer."""
        return question_id(self.id, "answer")

    @property
    def excused(self) -> bool:
        """Whether the answer is the one other way in which this control is met (14.12)."""
        return self.state is not None and self.state == self.control["also_met_by"]


def question_id(control: str, part: str) -> str:
    """The question of one control: part is answer, account, evidence or risk."""
    return f"{control.lower().replace('-', '_')}_{part}"


def replies(content: Content) -> Iterator[Reply]:
    """Every control with what the return says on it, in the order of the code."""
    profile = content.answers.get("profile")
    for control in catalogue.reference("controls"):
        name = control["id"]
        yield Reply(
            control=control,
            state=content.answers.get(question_id(name, "answer")),
            account=content.text(question_id(name, "account")),
            evidence=content.rows(question_id(name, "evidence")),
            applies=profile in control["profiles"],
        )


def blocking(content: Content) -> tuple[str, ...]:
    """Mandatory controls whose answer bars a certificate.

    Non-compliant does, no answer does, and "not applicable" does: it never passes a control that
    the profile makes mandatory (trap T18).
    """
    bars = (None, "non_compliant", "not_applicable")
    return tuple(one.id for one in replies(content) if one.mandatory and one.state in bars)


def partial(content: Content) -> tuple[str, ...]:
    """Mandatory controls that are partly met, so that a certificate needs a remediation plan."""
    return tuple(
        one.id for one in replies(content) if one.mandatory and one.state == "partially_compliant"
    )


def starting_controls() -> list[dict[str, Any]]:
    """The full control x profile table as rows for a new code of connection (section C5)."""
    return [
        {
            "id": control["id"].lower(),
            "control": control["id"],
            "mandatory": control["mandatory"],
            "profiles": list(control["profiles"]),
        }
        for control in catalogue.reference("controls")
    ]
