"""Fields that start a program, or fetch from outside the file, when Word updates them."""

from __future__ import annotations

import re

from lxml import etree

from govern.exchange.confined.refusing import Refused
from govern.exchange.word.xml import tag

PARTS = re.compile(r"word/(glossary/)?(document|comments|(header|footer|foot|end)(notes|\d*))\.xml")
"""The parts of a file that may hold fields."""

_ACTS = re.compile(
    r"^\s*(DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|MACROBUTTON)\b",
    re.IGNORECASE | re.MULTILINE,
)
_COMPLEX, _SIMPLE = tag("w:instrText"), tag("w:fldSimple")
_EDGE = tag("w:fldChar")


def check_instructions(root: etree._Element) -> None:
    """Refused when a field acts by itself. What a field says may be cut into any number of runs,
    so it is put together before it is looked at.
    """
    said: list[str] = []
    for each in root.iter(_COMPLEX, _SIMPLE, _EDGE):
        if each.tag == _COMPLEX:
            said.append(each.text or "")
        elif each.tag == _SIMPLE:
            said.append(f"\n{each.get(tag('w:instr'), '')}\n")
        else:
            said.append("\n")
    if found := _ACTS.search("".join(said)):
        raise Refused(
            f"The file holds a field ({found[1].upper()}) that starts a program or fetches "
            "something from outside it. Turn the field into plain text and upload it again."
        )
