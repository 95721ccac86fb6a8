"""A check on any document: references in the text that point at nothing."""

from __future__ import annotations

from collections.abc import Iterator

from documents.content import Content
from documents.definition import Kind
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.wording import passages
from documents.references import Reference, defines, references, terms


def references_resolve(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for each reference to a section, question or term that the document does not have.

    Drafting goes on; only freezing waits, because nobody should sign a pointer to nothing.
    """
    for passage in passages(content):
        markdown = content.definition.question(passage.question).kind is Kind.LONG_TEXT
        for each in dict.fromkeys(references(content, passage.text, markdown=markdown)):
            if not each.said:
                yield found(
                    content,
                    Level.STOP,
                    "reference_to_nothing",
                    passage.question,
                    row=passage.row,
                    message=f"“{each.raw}” points at nothing: {_lacking(content, each)}.",
                    remedy=f"{_remedy(content, each)} To mean the braces themselves, put a "
                    f"backslash before them: \\{each.raw}.",
                    source="D",
                )


def _lacking(content: Content, reference: Reference) -> str:
    if reference.kind == "term" and defines(content.definition):
        return f"the table of definitions does not define “{reference.name}”"
    return f"this document has no {reference.kind} “{reference.name}”"


def _remedy(content: Content, reference: Reference) -> str:
    if reference.kind == "section":
        known = content.definition.sections
        return f"Name a section from {known[0].id} to {known[-1].id}."
    if reference.kind == "question":
        return "Take the reference of the question from its section's page."
    if not defines(content.definition):
        return "Write the term in full; this kind of document keeps no definitions."
    known_terms = ", ".join(str(row["term"]) for row in terms(content))
    told = f" Defined are: {known_terms}." if known_terms else ""
    return f"Define it there, or write a term that is defined.{told}"


CHECKS: tuple[Check, ...] = (references_resolve,)
