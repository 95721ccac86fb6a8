"""Authors' Markdown as safe markup: the same few marks that are printed, and nothing else."""

from __future__ import annotations

from markupsafe import Markup

from govern.records.prose import prose


def formatted(markdown: str) -> Markup:
    """Paragraphs, emphasis, lists, quotations and web links; anything else is shown as text."""
    return Markup(prose(markdown))  # noqa: S704  every tag but a few is taken out by nh3 in prose
