"""Opens a zip file of somebody else's, counting what comes out of it."""

from __future__ import annotations

import io
import re
import zipfile

from govern.exchange.confined.refusing import Refused

HIGHEST_RATIO = 120
_RATIO_FROM = 1024 * 1024


class Packed:
    """A zip file whose parts were checked before any is read, and are counted while they are."""

    def __init__(self, content: bytes, *, most: int, largest: int) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise Refused("The file is damaged, or no file of the kind it is named.") from None
        self._left = largest
        infos = self._file.infolist()
        if len(infos) > most:
            raise Refused(f"The file holds more than {most:,} files.")
        if sum(each.file_size for each in infos) > largest:
            raise Refused(f"The file unpacks to more than {largest // 1024 // 1024} MB.")
        end = 0
        for each in sorted(infos, key=lambda info: info.header_offset):
            if each.header_offset < end:
                raise Refused("The file is packed so that its parts overlap.")
            end = each.header_offset + 30 + each.compress_size
            _check(each)
        self._infos = {each.filename: each for each in infos if not each.is_dir()}

    def names(self) -> list[str]:
        """Every file in it."""
        return list(self._infos)

    def bytes(self, name: str) -> bytes:
        """One file of it; a header may lie about its size. Raises Refused."""
        try:
            with self._file.open(self._infos[name]) as part:
                content = part.read(self._left + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
            raise Refused(f"“{name[:80]}” in the file is damaged.") from None
        self._left -= len(content)
        if self._left < 0:
            raise Refused("The file unpacks to more than it says.")
        return content


def _check(each: zipfile.ZipInfo) -> None:
    name = each.filename
    if each.flag_bits & 0x1:
        raise Refused("The file has a password. Save it without one.")
    if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("The file is packed in an unusual way. Pack it as an ordinary zip file.")
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name):
        raise Refused("A name in the file leads out of it.")
    if each.file_size > _RATIO_FROM and each.file_size > HIGHEST_RATIO * each.compress_size:
        raise Refused("A part of the file is packed far tighter than such files are.")
