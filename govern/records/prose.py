"""Authors' Markdown to safe HTML: paragraphs, emphasis, lists, quotations and web links, nothing
else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

DEEPEST = 8
"""Levels of lists and quotations; deeper ones are printed flat."""

LONG_RUN, PIECE, BREAK = re.compile(r"\S{80,}"), 40, "\u200b"
"""A longer run of characters gets a zero-width space after each piece; no digest is so long."""

_UNBROKEN = re.compile(
    r"\be-mails?\b|\bss?\.\d[\w()-]{0,16}"
    r"|\b(?:[Ss]ection|[Ss]tep|Art|Article|Schedule|Part|[Pp]aragraph|[Vv]ersion) \d[\w()]{0,12}"
)
WHOLE, LINKED = "citations stay whole", "inside a link"
MOST_UNBROKEN = 60
"""Places in one text that are kept on their line; in a longer one none is."""

_TAGS = {"span", "p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "br", "code"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "span": {"class"}}
_SCHEMES = {"https", "http", "mailto"}


@functools.cache
def _reader() -> MarkdownIt:
    """Headings, pictures, raw HTML, code blocks and rules are off: a `#` stays what the author
    typed.
    """
    off = ["heading", "lheading", "hr", "code", "fence", "reference"]
    off += ["html_block", "html_inline", "image"]
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST}).disable(off)
    made.add_render_rule("text", _text)
    made.add_render_rule("link_open", _link)
    made.add_render_rule("link_close", _link)
    return made


def prose(markdown: str, *, on_paper: bool = False) -> str:
    """Safe HTML for an author's text. Any character that cannot be printed is left out; on paper no
    citation is broken at the end of a line.
    """
    made = _reader().render(printable(markdown), {WHOLE: on_paper})
    return nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def tokens(markdown: str) -> list[Token]:
    """An author's text as the same few marks, for whoever writes it in another form."""
    return _reader().parse(printable(markdown))


def printable(text: str) -> str:
    """Text without the characters that no page can show: controls, overrides, lone surrogates. A
    space of another kind, as Word puts before units, is a plain one: no two words become one.
    """
    return "".join(map(_shown, text))


def _shown(each: str) -> str:
    if each in "\n\t" or each.isprintable() or each == "\u00ad":
        return each
    return " " if each.isspace() else ""


def breakable(text: str) -> str:
    """Plain text with places to break in runs of characters that no line holds.

    The layout engine takes minutes over one word of some thousand characters in a table.
    """
    return LONG_RUN.sub(lambda run: BREAK.join(_pieces(run.group())), text)


def unbroken(escaped: str) -> str:
    """Escaped text in which a citation such as `s.104` or `section 35` stays on its line."""
    if sum(1 for _ in islice(_UNBROKEN.finditer(escaped), MOST_UNBROKEN + 1)) > MOST_UNBROKEN:
        return escaped
    return _UNBROKEN.sub(r'<span class="whole-word">\g<0></span>', escaped)


def _pieces(run: str) -> list[str]:
    return [run[place : place + PIECE] for place in range(0, len(run), PIECE)]


def _text(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """The words of a link stay in one piece: the engine tags no link around another element."""
    escaped = escapeHtml(breakable(tokens[at].content))
    return unbroken(escaped) if env.get(WHOLE) and not env.get(LINKED) else escaped


def _link(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    env[LINKED] = tokens[at].nesting > 0
    return str(self.renderToken(tokens, at, options, env))
