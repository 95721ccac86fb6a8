"""What Word leaves in a file when somebody changes words with tracking on."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

BODY = "word/document.xml"
_KEPT = 'xml:space="preserve"'


def tracked(content: bytes, old: str, new: str, *, author: str, at: datetime) -> bytes:
    """The file with the first `old` changed to `new` as a tracked change. ValueError when the words
    stand in no run of it.
    """
    body = _part(content, BODY)
    words = re.escape(escape(old))
    looks = r"(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    run = re.search(rf"<w:r>{looks}<w:t[^>]*>([^<]*?){words}([^<]*)</w:t></w:r>", body)
    if run is None:
        raise ValueError(f"no run holds “{old}”")
    shown, before, after = run[1] or "", run[2], run[3]
    number = 9_000 + body.count("<w:ins ") + body.count("<w:del ")
    who = f'w:id="{number}" w:author="{escape(author)}" w:date="{at:%Y-%m-%dT%H:%M:%SZ}"'
    made = (
        f"<w:r>{shown}<w:t {_KEPT}>{before}</w:t></w:r>"
        f"<w:del {who}><w:r>{shown}<w:delText {_KEPT}>{escape(old)}</w:delText></w:r></w:del>"
        f"<w:ins {who}><w:r>{shown}<w:t {_KEPT}>{escape(new)}</w:t></w:r></w:ins>"
        f"<w:r>{shown}<w:t {_KEPT}>{after}</w:t></w:r>"
    )
    return _with(content, BODY, body.replace(run[0], made, 1))


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def _with(content: bytes, name: str, text: str) -> bytes:
    """The file with one part changed; each keeps its date, so that bytes come out the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.infolist():
            given = text.encode() if each.filename == name else old.read(each)
            new.writestr(each, given, zipfile.ZIP_DEFLATED)
    return out.getvalue()
