"""The XML of a Word file: its namespaces, and elements made without a template."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML = "http://www.w3.org/XML/1998/namespace"
NAMES = {"w": W, "r": R, "w14": W14, "w15": W15, "mc": MC}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tag(name: str) -> str:
    """`w:p` as the library writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def element(name: str, /, *children: Any, **attributes: str | int) -> Any:
    """An element; attributes are of the `w` namespace, `r_id` and the like of their own. None among
    the children is left out.
    """
    made = etree.Element(tag(name), nsmap=NAMES)
    if name.endswith(_ROOTS):
        made.set(tag("mc:Ignorable"), "w14 w15")
    for key, value in attributes.items():
        prefix, _, local = key.partition("_")
        full = f"{prefix}:{local}" if local and prefix in NAMES else f"w:{key}"
        made.set(tag(full), fit(str(value)))
    for child in children:
        if child is not None:
            made.append(child)
    return made


_ROOTS = (
    ":document",
    ":comments",
    ":commentsEx",
    ":styles",
    ":numbering",
    ":settings",
    ":hdr",
    ":ftr",
)


def words(name: str, text: str) -> Any:
    """An element of text whose white space stands."""
    made = element(name)
    made.text = fit(text)
    made.set(f"{{{XML}}}space", "preserve")
    return made


def fit(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNFIT.sub("", text)


def serialised(root: Any) -> bytes:
    """The bytes of a part."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
