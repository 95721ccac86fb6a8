"""Authors' Markdown as safe markup: the same few marks that are printed, and nothing else."""

from __future__ import annotations

from markupsafe import Markup

from documents.references import Address, Reference, told_in_markdown
from govern.records.prose import prose
from govern.web.documents.loading import Text


def formatted(markdown: str) -> Markup:
    """Paragraphs, emphasis, lists, quotations and web links; anything else is shown as text."""
    return Markup(prose(markdown))  # noqa: S704  every tag but a few is taken out by nh3 in prose


def long_answer(text: Text, markdown: str) -> Markup:
    """The same with references told in words, linked to their section where it is read."""
    return formatted(told_in_markdown(text.content, markdown, place(text)))


def place(text: Text) -> Address:
    """Links to the sections of the version where it is read."""
    page = text.url("review")

    def address(reference: Reference) -> str:
        return f"{page}#{reference.section}"

    return address
