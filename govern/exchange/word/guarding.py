"""What is refused before a Word file is read: bombs, macros, objects, encryption, links, and fields
that act.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from govern.exchange.confined.refusing import Refused
from govern.exchange.word.instructions import PARTS, check_instructions

LARGEST = 25 * 1024 * 1024
MOST_PARTS = 2_000
LARGEST_WHOLE = 100 * 1024 * 1024
LARGEST_PART = 40 * 1024 * 1024
HIGHEST_RATIO = 120
RATIO_COUNTS_FROM = 1024 * 1024
_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = re.compile(r"vbaproject|vbadata|macrosheet|/activex/|\.bin\Z", re.IGNORECASE)
_EMBEDDED = re.compile(r"/embeddings/|oleobject|afchunk|\.(zip|docx|docm|xlsx|exe|rar|7z)\Z", re.I)
_ELSEWHERE = re.compile(r"(https?|ftp):|\\\\|//|file:(//[^/]|/////|\\\\)", re.IGNORECASE)
"""A template on this disk is everyday; one fetched from elsewhere is how macros come in."""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}


class Parts:
    """The parts of a file that passed every check, read with the size each really has."""

    def __init__(self, content: bytes) -> None:
        self._file = _opened(content)
        self._infos = _checked(self._file.infolist(), len(content))
        self._left = LARGEST_WHOLE
        _check_kind(self)
        for name in self._infos:
            if name.endswith(".rels"):
                _check_relations(self.xml(name))
            elif PARTS.fullmatch(name.lower()):
                check_instructions(self.xml(name))
        self._left = LARGEST_WHOLE

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def names(self) -> list[str]:
        """Every part."""
        return list(self._infos)

    def bytes(self, name: str) -> bytes:
        """One part, counted while it is read: a header may lie about its size."""
        try:
            with self._file.open(self._infos[name]) as part:
                content = part.read(min(LARGEST_PART, self._left) + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as bad:
            raise Refused(f"The file is damaged: a part of it cannot be read ({bad}).") from None
        self._left -= len(content)
        if self._left < 0 or len(content) > LARGEST_PART:
            raise Refused("The file unpacks to more than a Word document may hold.")
        return content

    def xml(self, name: str) -> etree._Element:
        """One part as XML, without entities, document types or anything fetched."""
        content = self.bytes(name)
        if re.search(rb"<!\s*(DOCTYPE|ENTITY)", content.replace(b"\x00", b"")):
            raise Refused("The file declares XML entities, which a Word document never does.")
        try:
            root = etree.fromstring(content, etree.XMLParser(**_PARSER))
        except (etree.XMLSyntaxError, ValueError) as bad:
            raise Refused(f"The file is damaged: {name} is no XML ({str(bad)[:80]}).") from None
        if root.getroottree().docinfo.doctype:
            raise Refused(
                "The file declares an XML document type, which a Word document never does."
            )
        return root


def _opened(content: bytes) -> zipfile.ZipFile:
    if len(content) > LARGEST:
        raise Refused(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    if content.startswith(_OLD_FORMAT):
        raise Refused(
            "This is an old .doc file or one with a password. Save it as .docx without a password."
        )
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise Refused("This is no Word document. Choose a file that ends in .docx.") from None


def _checked(infos: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MOST_PARTS:
        raise Refused("The file has more parts than a Word document may have.")
    if sum(each.file_size for each in infos) > LARGEST_WHOLE:
        raise Refused("The file unpacks to more than a Word document may hold.")
    known: dict[str, zipfile.ZipInfo] = {}
    end = 0
    for each in sorted(infos, key=lambda info: info.header_offset):
        if each.header_offset < end or each.header_offset + each.compress_size > size:
            raise Refused("The file is packed so that its parts overlap.")
        end = each.header_offset + 30 + each.compress_size
        _check_part(each)
        if each.filename.lower() in known:
            raise Refused("The file holds two parts of one name.")
        known[each.filename.lower()] = each
    return {each.filename: each for each in infos if not each.is_dir()}


def _check_part(each: zipfile.ZipInfo) -> None:
    name = each.filename
    if each.flag_bits & 0x1:
        raise Refused("The file has a password. Save it without one.")
    if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("The file is packed in a way that Word does not use.")
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
        raise Refused("A part of the file has a path that leads out of it.")
    if (each.external_attr >> 16) & 0o170000 == 0o120000:
        raise Refused("The file holds a link to another file.")
    if each.file_size > RATIO_COUNTS_FROM and each.file_size > HIGHEST_RATIO * each.compress_size:
        raise Refused("A part of the file is packed far tighter than text can be.")
    if _MACROS.search(name):
        raise Refused("The file holds macros or controls. Save it as .docx, without macros.")
    if _EMBEDDED.search(name):
        raise Refused("The file holds an embedded object. Take it out and upload it again.")


def _check_kind(parts: Parts) -> None:
    if "EncryptedPackage" in parts:
        raise Refused("The file has a password. Save it without one.")
    if "[Content_Types].xml" not in parts:
        raise Refused("This is no Word document. Choose a file that ends in .docx.")
    types = [each.get("ContentType", "") for each in parts.xml("[Content_Types].xml")
             if isinstance(each.tag, str)]  # fmt: skip
    if any("macroenabled" in each.lower() or "vba" in each.lower() for each in types):
        raise Refused("The file may hold macros. Save it as .docx, without macros.")
    if "word/document.xml" not in parts or _MAIN not in types:
        raise Refused("This is no Word document. Choose a file that ends in .docx.")


def _check_relations(root: etree._Element) -> None:
    for each in root:
        if not isinstance(each.tag, str):
            continue
        kind = each.get("Type", "").rpartition("/")[2].lower()
        target = each.get("Target", "")
        if kind in ("oleobject", "package", "control", "afchunk", "vbaproject", "subdocument"):
            raise Refused("The file holds an embedded object. Take it out and upload it again.")
        if each.get("TargetMode") != "External" or kind == "hyperlink":
            continue
        if kind == "attachedtemplate" and not _ELSEWHERE.match(target):
            continue
        raise Refused(
            "The file fetches something from outside it when it is opened "
            f"({kind or 'a link'}). Break that link and upload it again."
        )
