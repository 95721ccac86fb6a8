"""What a legal check needs to know and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from documents.content import Content


class Level(StrEnum):
    """A stop is statute and bars freezing; advice is policy and may be answered with reasons."""

    STOP = "stop"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a legal check found: where, what is wrong, what to do, and the source of the rule.

    `code` is permanent snake_case; `row` is a table row's id.
    """

    code: str
    level: Level
    section: str
    question: str
    row: str | None
    message: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class OrgFacts:
    """What the checks need to know of an organisation.

    `competent` says per purpose slug whether it is a competent authority for that purpose
    (DPA 2018 s.30): never one answer for the whole body.
    """

    kind: str
    name: str
    sector: str | None = None
    competent: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands outside the content: the London date and what the installation knows.

    `organisations`: slug to facts. `policy_documents`: force slug to the review date of its
    appropriate policy document, None when it has one without a date, absent when it has none; the
    whole mapping is None when the installation keeps no such list. `has_adopted`: document kind to
    the slugs of the forces whose sign-off on it is in force. `risk_matrix`: the matrix that the
    installation sets for every document, if it does.
    """

    today: dt.date
    organisations: Mapping[str, OrgFacts] = field(default_factory=dict)
    policy_documents: Mapping[str, dt.date | None] | None = None
    has_adopted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    risk_matrix: str | None = None


Check = Callable[[Content, Context], Iterator[Finding]]


def found(
    content: Content,
    level: Level,
    code: str,
    question: str,
    *,
    message: str,
    remedy: str,
    source: str,
    row: str | None = None,
) -> Finding:
    """A finding on a question, its section looked up in the definition."""
    section = content.definition.section_of(question).id
    return Finding(code, level, section, question, row, message, remedy, source)
