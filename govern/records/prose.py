"""Authors' Markdown to safe HTML: paragraphs, emphasis, lists, quotations and web links, nothing
else.
"""

from __future__ import annotations

import functools

import nh3
from markdown_it import MarkdownIt

DEEPEST = 8
"""Levels of lists and quotations; deeper ones are printed flat."""

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "br", "code"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto"}


@functools.cache
def _reader() -> MarkdownIt:
    """Headings, pictures, raw HTML, code blocks and rules are off: a `#` stays what the author
    typed.
    """
    rules = [
        "heading",
        "lheading",
        "hr",
        "code",
        "fence",
        "html_block",
        "html_inline",
        "image",
        "reference",
    ]
    return MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST}).disable(rules)


def prose(markdown: str) -> str:
    """Safe HTML for an author's text. Any character that cannot be printed is left out."""
    made = _reader().render(_printable(markdown))
    return nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def _printable(text: str) -> str:
    return "".join(
        each for each in text if each in "\n\t" or each.isprintable() or each == "\u00ad"
    )
