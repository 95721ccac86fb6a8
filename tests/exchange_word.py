"""Does to a Word file what people do: changes words, tracked or not, adds comments and rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

BODY = "word/document.xml"
AT = "2026-11-20T10:00:00Z"


def part(content: bytes, name: str = BODY) -> str:
    """One part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def with_part(content: bytes, changed: Mapping[str, str | bytes]) -> bytes:
    """The file with these parts in place of its own, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in [*old.namelist(), *(each for each in changed if each not in old.namelist())]:
            given = changed.get(name)
            new.writestr(name, old.read(name) if given is None else given, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def edited(content: bytes, words: Mapping[str, str]) -> bytes:
    """The file with words changed, untracked."""
    body = part(content)
    for old, new in words.items():
        assert escape(old) in body, old
        body = body.replace(escape(old), escape(new))
    return with_part(content, {BODY: body})


def tracked(content: bytes, old: str, new: str, author: str) -> bytes:
    """The file with words changed as a tracked change of `author`."""
    body = part(content)
    run = re.search(
        rf"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t[^>]*>([^<]*){re.escape(old)}([^<]*)</w:t></w:r>", body
    )
    assert run, old
    looks, before, after = run[1] or "", run[2], run[3]
    who = f'w:id="9{abs(hash((old, author))) % 10**6}" w:author="{author}" w:date="{AT}"'
    keep = 'xml:space="preserve"'
    made = (
        f"<w:r>{looks}<w:t {keep}>{before}</w:t></w:r>"
        f"<w:del {who}><w:r>{looks}<w:delText {keep}>{old}</w:delText></w:r></w:del>"
        f"<w:ins {who}><w:r>{looks}<w:t {keep}>{escape(new)}</w:t></w:r></w:ins>"
        f"<w:r>{looks}<w:t {keep}>{after}</w:t></w:r>"
    )
    return with_part(content, {BODY: body.replace(run[0], made, 1)})


def commented(content: bytes, words: str, author: str, text: str) -> bytes:
    """The file with a comment of `author` on these words."""
    body, notes = part(content), part(content, "word/comments.xml")
    number = 900 + notes.count("<w:comment ")
    run = re.search(rf"<w:r>(?:(?!</w:r>).)*?{re.escape(escape(words))}.*?</w:r>", body)
    assert run, words
    made = (
        f'<w:commentRangeStart w:id="{number}"/>{run[0]}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )
    note = (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="{AT}" w:initials="X">'
        f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:comment></w:comments>"
    )
    if notes.rstrip().endswith("/>"):
        notes = re.sub(r"(<w:comments[^>]*)/>", r"\1></w:comments>", notes)
    notes = notes.replace("</w:comments>", note)
    changed = {BODY: body.replace(run[0], made, 1), "word/comments.xml": notes}
    return with_part(content, changed)
