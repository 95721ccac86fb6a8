"""The legal checks: content and what stands around it in, findings that a lawyer can act on out."""

from __future__ import annotations

import importlib

from documents.content import Content
from documents.findings import dangling_references, replaced_law, wording
from documents.findings.finding import Check, Context, Finding, Level, OrgFacts

__all__ = ["Check", "Context", "Finding", "Level", "OrgFacts", "checks", "findings"]


def checks(definition: str) -> tuple[Check, ...]:
    """The checks for one kind of document: its own module's CHECKS, and those on any text."""
    module = importlib.import_module(f"documents.findings.{definition}")
    own: tuple[Check, ...] = module.CHECKS
    return own + wording.CHECKS + replaced_law.CHECKS + dangling_references.CHECKS


def findings(content: Content, context: Context) -> list[Finding]:
    """Everything the checks find, stops first, each group in document order."""
    order = {question.id: index for index, question in enumerate(content.definition.questions())}
    made = [
        finding for check in checks(content.definition.name) for finding in check(content, context)
    ]
    return sorted(made, key=lambda one: (one.level is not Level.STOP, order[one.question]))
