"""Draws what is seen in a signed field: the act, who did it in which office, and when by the clock
in London.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govern.clock import london
from govern.records.glyphs import replaced
from govern.records.pictures import escape, qr
from govern.records.render import render

WIDTH_MM, HEIGHT_MM = 80, 32
"""The size of every signature field; the print template leaves exactly this room."""

LONG = 110
"""Characters of role, organisation and text together beyond which they are set smaller."""

ROOM, LESS_ROOM, LONG_ACT = 140, 90, 30
"""Characters of the text that a field shows below its other lines; with an act of more characters,
which takes two lines, there is less room.
"""

_OFFICES = (
    ("SIRO", "Senior Information Risk Owner (SIRO)"),
    ("DPO", "Data Protection Officer (DPO)"),
    ("Information asset owner", "Information Asset Owner (IAO)"),
    ("Security officer", "Information Security Officer"),
)

_STYLE = f"""
@page {{ size: {WIDTH_MM}mm {HEIGHT_MM}mm; margin: 0 }}
* {{ margin: 0; padding: 0; box-sizing: border-box }}
body {{ font: 7.6pt/1.28 "Source Sans 3"; color: #0b1f3f; padding: 2mm 3mm;
  height: {HEIGHT_MM}mm; position: relative }}
.act {{ font-weight: 600; font-size: 9.6pt; line-height: 1.15; margin-bottom: 1mm }}
.name {{ font-weight: 600; font-size: 8.6pt; line-height: 1.2 }}
.text {{ width: 53mm; height: {HEIGHT_MM - 8.4}mm; overflow: hidden; float: left }}
.long {{ font-size: 6.4pt; line-height: 1.22 }}
.said {{ font-size: 6.4pt; line-height: 1.2; margin-top: .6mm }}
.when {{ position: absolute; left: 3mm; bottom: 1.6mm; color: #3b4a63; font-size: 7pt }}
.qr {{ float: right; width: 20mm; height: 20mm }}
.scan {{ float: right; clear: right; width: 20mm; text-align: center;
  font-size: 5.6pt; line-height: 1.15; color: #3b4a63 }}
"""


@dataclass(frozen=True)
class Shown:
    """What a signed field shows. `address` is where a reader may ask about this record; it becomes
    the QR code. `text` is what a notice says, or the terms of an act, as much of it as there is
    room for.
    """

    act: str
    name: str
    role: str
    organisation: str
    at: datetime
    address: str
    text: str = ""

    def spoken(self) -> str:
        """The same as one sentence, for a screen reader."""
        office = in_full(self.role)
        said = f" {self.text}" if self.text else ""
        return f"{self.act}. {self.name}, {office}, {self.organisation}. {when(self.at)}.{said}"


def in_full(office: str) -> str:
    """An office as a stranger reads it, and as the signature page calls it."""
    for short, said in _OFFICES:
        office = office.replace(short, said)
    return office


def _fitting(text: str, act: str) -> str:
    """As many whole sentences as the field has room for, or as many words where a sentence is long;
    the facts hold all of them.
    """
    room = LESS_ROOM if len(act) > LONG_ACT else ROOM
    if len(text) <= room:
        return text
    cut = text[: room - 1].rsplit(" ", 1)[0]
    ends = cut.rfind(". ") + 1
    return f"{cut[:ends] if 2 * ends > room else cut} \u2026"


def when(at: datetime) -> str:
    """An instant for a reader: `12 March 2027, 14:32:05 in London`."""
    there = london(at)
    return f"{there.day} {there:%B %Y, %H:%M:%S} in London"


def appearance(shown: Shown) -> bytes:
    """The field's content as a one-page PDF of the field's size. Raises RenderError."""
    office = in_full(shown.role)
    lines = [
        ("act", shown.act),
        ("name", shown.name),
        ("office", office),
        ("office", shown.organisation),
    ]
    if shown.text:
        lines.append(("said", _fitting(shown.text, shown.act)))
    text = "".join(f'<p class="{style}">{escape(replaced(line))}</p>' for style, line in lines)
    crowded = len(office) + len(shown.organisation) + len(shown.text) > LONG
    size = "text long" if crowded else "text"
    page = (
        '<!doctype html><html lang="en-GB"><head><title>Signature</title>'
        f"<style>{_STYLE}</style></head><body>"
        f'<div class="{size}">{text}</div>{qr(shown.address, "Address of this record")}'
        '<p class="scan">Check this record</p>'
        f'<p class="when">{when(shown.at)}, the time stated by this service</p></body></html>'
    )
    return render(page, identifier=bytes(16), at=shown.at, tagged=False)
