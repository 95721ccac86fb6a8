"""Findings as remarks beside the questions they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from documents.findings.finding import Finding, Level
from govern.store.checking import finding_key, findings_of, reasons
from govern.web.context import installation
from govern.web.documents import reference
from govern.web.documents.fields import Remark
from govern.web.documents.loading import Text
from govern.web.pieces import Tag

STOP = Tag("Stop", "red")
ADVICE = Tag("Advice", "yellow")
ANSWERED = Tag("Advice, with your reasons", "grey")


def found(text: Text) -> list[Finding]:
    """Every finding on the text as it stands, stops first."""
    return findings_of(text.session, text.content, installation().clock.now())


def remark(finding: Finding, given: str = "") -> Remark:
    """One finding in words; `given` are the lawyer's reasons for going on against advice."""
    tag = STOP if finding.level is Level.STOP else (ANSWERED if given else ADVICE)
    return Remark(tag, finding.message, finding.remedy, reference.source(finding.source), given)


def by_place(text: Text) -> Mapping[tuple[str, str], Sequence[Remark]]:
    """(question, row or "") -> the remarks to show there."""
    given = {key: row.reason for key, row in reasons(text.session, text.version.id).items()}
    placed: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    for finding in found(text):
        place = (finding.question, finding.row or "")
        placed[place].append(remark(finding, given.get(finding_key(finding), "")))
    return placed
