"""Authors' Markdown as paragraphs of a Word file, and back."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from govern.exchange.word.model import Para, Run
from govern.records.prose import tokens

LISTS = {"bullet_list_open": "bullet", "ordered_list_open": "number"}
LISTED = ("bullet", "number")
_SIGNS = re.compile(r"([\\`*_\[\]<>&])")
_OPENING = re.compile(r"^(\s*)([-+>]|\d{1,9}[.)])(?=\s|$)", re.MULTILINE)

Key = tuple[str, int, tuple[tuple[str, tuple[bool, bool, bool, str]], ...]]


def paragraphs(markdown: str) -> list[Para]:
    """The text as paragraphs: plain ones, items of lists by level, and quotations."""
    return [para for block in _blocks(markdown) for para in block.paras]


def key(para: Para) -> Key:
    """What makes two paragraphs the same: place in lists, words and looks; not what is tracked."""
    tidy = tidied(para)
    return (tidy.style, tidy.level, tuple((run.text, run.look) for run in tidy.runs))


def markdown(paras: Sequence[Para], base: str = "") -> str:
    """Markdown that reads as these paragraphs. What of `base` is unchanged keeps its very words."""
    wanted = levelled([tidied(each) for each in paras if each.text.strip()])
    blocks = _blocks(base)
    if [key(para) for block in blocks for para in block.paras] == [key(each) for each in wanted]:
        return base
    kept = _kept(blocks, wanted)
    parts: list[str] = []
    at = 0
    while at < len(wanted):
        if at in kept:
            parts.append(kept[at].source)
            at += len(kept[at].paras)
            continue
        end = at + 1
        while end < len(wanted) and end not in kept:
            end += 1
        parts.append(_written(wanted[at:end]))
        at = end
    return "\n\n".join(parts)


def tidied(para: Para) -> Para:
    """One paragraph without tracked changes, its white space and runs in order.

    White space at the edge of bold or italic words has no look of its own: Markdown gives it none.
    """
    text = [replace(run, text=_spaced(run.text), marks=(), comments=()) for run in para.runs]
    plain = [piece for run in _joined(text) for piece in _without_edges(run)]
    return Para(tuple(_trimmed(_joined(plain))), para.style, para.level)


def _spaced(text: str) -> str:
    return re.sub(r" ?\n ?", "\n", re.sub(r"[ \t\u00a0]+", " ", text))


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if run.code:
            run = replace(run, bold=False, italic=False)
        if joined and joined[-1].text[-1:] in (" ", "\n") and run.text[:1] == " ":
            run = replace(run, text=run.text[1:])
        if joined and joined[-1].look == run.look:
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def _without_edges(run: Run) -> list[Run]:
    if run.look == Run("").look or run.code:
        return [run]
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :] if run.text.strip() else ""
    inner = replace(run, text=run.text.strip())
    return [each for each in (Run(lead), inner, Run(tail)) if each.text]


def levelled(paras: Sequence[Para]) -> list[Para]:
    """No item of a list stands more than one level below what is above it."""
    made: list[Para] = []
    above = -1
    for para in paras:
        if para.style not in (*LISTED, "continue"):
            above = -1
            made.append(para)
            continue
        if para.style == "continue" and above < 0:
            made.append(replace(para, style="text", level=0))
            continue
        level = min(para.level, above + (para.style != "continue"))
        above = level
        made.append(replace(para, level=level))
    return made


@dataclass(frozen=True)
class _Block:
    """One block of Markdown: its paragraphs and the lines it was written in."""

    paras: tuple[Para, ...]
    source: str


def _blocks(text: str) -> list[_Block]:
    lines = text.split("\n")
    blocks: list[_Block] = []
    held: list[Token] = []
    depth = 0
    for token in tokens(text):
        held.append(token)
        depth += token.nesting
        if depth == 0 and token.nesting <= 0:
            found = _paras(held)
            first, last = held[0].map or (0, 0)
            source = "\n".join(lines[first:last]).strip("\n")
            if found:
                blocks.append(_Block(tuple(levelled(found)), source))
            held = []
    return blocks


def _paras(block: Sequence[Token]) -> list[Para]:
    found: list[Para] = []
    lists: list[str] = []
    quotes = 0
    fresh = False
    for token in block:
        if token.type in LISTS:
            lists.append(LISTS[token.type])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            fresh = True
        elif token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "inline":
            style = ("quote" if quotes else "text") if not lists else lists[-1]
            if lists and not fresh:
                style = "continue"
            para = tidied(Para(tuple(_runs(token.children or ())), style, max(len(lists) - 1, 0)))
            fresh = False
            if para.runs:
                found.append(para)
    return found


def _runs(inline: Sequence[Token]) -> list[Run]:
    made: list[Run] = []
    bold = italic = 0
    href = ""
    for token in inline:
        bold += token.nesting * (token.type in ("strong_open", "strong_close"))
        italic += token.nesting * (token.type in ("em_open", "em_close"))
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            made.append(Run("\n" if token.type == "hardbreak" else " ", bool(bold), bool(italic)))
        elif token.content:
            code = token.type == "code_inline"
            made.append(Run(token.content, bool(bold), bool(italic), code, href))
    return made


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].text.lstrip():
        runs.pop(0)
    while runs and not runs[-1].text.rstrip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return runs


def _kept(blocks: Sequence[_Block], wanted: Sequence[Para]) -> dict[int, _Block]:
    """Where in `wanted` a whole block of the base stands unchanged."""
    flat = [(number, para) for number, block in enumerate(blocks) for para in block.paras]
    before, after = [key(para) for _, para in flat], [key(para) for para in wanted]
    starts = {}
    at = 0
    for block in blocks:
        starts[at] = block
        at += len(block.paras)
    kept: dict[int, _Block] = {}
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for old, new, size in matcher.get_matching_blocks():
        for step in range(size):
            begun = starts.get(old + step)
            if begun is not None and step + len(begun.paras) <= size:
                kept[new + step] = begun
    return kept


def _written(paras: Sequence[Para]) -> str:
    lines: list[str] = []
    indents: list[int] = []
    before = ""
    for para in paras:
        listed = para.style in (*LISTED, "continue")
        if not listed:
            indents = []
        marker = {"bullet": "- ", "number": "1. ", "quote": "> "}.get(para.style, "")
        if para.style in LISTED:
            indents = [*indents[: para.level], len(marker)]
        outer = indents[: para.level] if para.style in LISTED else indents[: para.level + 1]
        margin = " " * sum(outer if listed else [])
        tight = para.style in LISTED and before in (*LISTED, "continue")
        if lines and not tight:
            lines.append(">" if para.style == before == "quote" else "")
        hanging = "> " if marker == "> " else " " * len(marker)
        first, *rest = _inline(para).split("\n")
        lines.append(margin + marker + first)
        lines += [margin + hanging + line for line in rest]
        before = para.style
    return "\n".join(lines)


def _inline(para: Para) -> str:
    """The words of one paragraph with as few signs as read back the same; plain in the last
    resort.
    """
    wanted = key(replace(para, style="text", level=0))
    for escape in (False, True):
        made = "".join(_run(run, escape) for run in para.runs)
        made = _OPENING.sub(lambda found: f"{found[1]}{_guarded(found[2])}", made)
        made = made.replace("\n", "\\\n")
        again = paragraphs(made)
        if len(again) == 1 and key(again[0]) == wanted:
            return made
    plain = _SIGNS.sub(r"\\\1", para.text)
    return _OPENING.sub(lambda found: f"{found[1]}{_guarded(found[2])}", plain).replace(
        "\n", "\\\n"
    )


def _guarded(opening: str) -> str:
    return f"\\{opening}" if opening[:1] in "-+>" else f"{opening[:-1]}\\{opening[-1]}"


def _run(run: Run, escape: bool) -> str:
    text = run.text
    if run.code:
        return f"`{text}`"
    if escape:
        text = _SIGNS.sub(r"\\\1", text)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    inner = text.strip()
    if not inner:
        return text
    signs = "**" * run.bold + "*" * run.italic
    inner = f"{signs}{inner}{signs[::-1]}"
    if run.href:
        inner = f"[{inner}]({run.href})" if run.text != run.href else f"<{run.href}>"
    return f"{lead}{inner}{tail}"
