"""The comments of a Word file: author, date, words, and which comment each answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govern.exchange.word.guarding import Parts
from govern.exchange.word.model import Note
from govern.exchange.word.xml import tag

_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"


def notes(parts: Parts) -> Iterator[Note]:
    """Every comment, in the file's order."""
    if _COMMENTS not in parts:
        return
    found = list(parts.xml(_COMMENTS).iter(tag("w:comment")))
    of_para = {_last_para(each): each.get(tag("w:id"), "") for each in found}
    parents, done = _threads(parts, of_para)
    for each in found:
        note_id = each.get(tag("w:id"), "")
        yield Note(
            note_id,
            (each.get(tag("w:author"), "") or "Unnamed")[:200],
            each.get(tag("w:date"), "")[:40],
            _text(each),
            parents.get(note_id, ""),
            note_id in done,
        )


def _threads(parts: Parts, of_para: dict[str, str]) -> tuple[dict[str, str], set[str]]:
    parents: dict[str, str] = {}
    done: set[str] = set()
    if _EXTENDED in parts:
        for each in parts.xml(_EXTENDED).iter(tag("w15:commentEx")):
            note = of_para.get(each.get(tag("w15:paraId"), ""), "")
            above = of_para.get(each.get(tag("w15:paraIdParent"), ""), "")
            if note and above:
                parents[note] = above
            if note and each.get(tag("w15:done")) in ("1", "true"):
                done.add(note)
    return parents, done


def _last_para(comment: Any) -> str:
    ids = [each.get(tag("w14:paraId"), "") for each in comment.iter(tag("w:p"))]
    return ids[-1] if ids else ""


def _text(comment: Any) -> str:
    lines = []
    for para in comment.iter(tag("w:p")):
        said = ""
        for each in para.iter(tag("w:t"), tag("w:br"), tag("w:tab")):
            said += each.text or "" if each.tag == tag("w:t") else "\n"
        lines.append(said)
    return "\n".join(lines).strip()
