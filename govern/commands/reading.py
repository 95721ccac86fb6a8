"""Reading what was typed: each field checked and tidied, every fault said at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from govern.errors import Invalid

SLUG = re.compile(r"[a-z0-9-]{1,63}")
_EMAIL = re.compile(r"[^@\s\"<>,;:]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Reading:
    """Collects the faults of one command's fields; `done()` raises them together."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def fault(self, field: str, sentence: str) -> None:
        """Note what would be right for `field`; the first fault of a field stays."""
        self.faults.setdefault(field, sentence)

    def line(self, field: str, raw: str | None, *, longest: int = 200) -> str:
        """One line of text that must not be empty, in NFC with its white space tidied."""
        tidy = self.optional_line(field, raw, longest=longest)
        if not tidy:
            self.fault(field, "Write something here.")
        return tidy or ""

    def optional_line(self, field: str, raw: str | None, *, longest: int = 200) -> str | None:
        """One line of text, or None when it is empty."""
        tidy = " ".join(unicodedata.normalize("NFC", raw or "").split())
        if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") for sign in tidy):
            self.fault(field, "Use letters, figures and punctuation alone.")
        if len(tidy) > longest:
            self.fault(field, f"Use at most {longest} characters; there are {len(tidy)}.")
        return tidy or None

    def words(self, field: str, raw: str, fault: str, *, shortest: int = 1, longest: int) -> str:
        """Text of several lines, in NFC with plain line ends; `fault` says what would be right."""
        tidy = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in tidy if sign not in "\n\t"):
            self.fault(field, "Remove characters that cannot be printed.")
        if not shortest <= len(tidy) <= longest:
            self.fault(field, fault)
        return tidy

    def slug(self, field: str, raw: str) -> str:
        """A permanent name in addresses and identifiers (decision 19)."""
        if not SLUG.fullmatch(raw):
            self.fault(field, "Use 1 to 63 of a-z, 0-9 and hyphen, such as north-hill-council.")
        return raw

    def email(self, field: str, raw: str) -> str:
        """An e-mail address in lower case; we compare it so, as mail systems do in practice."""
        tidy = unicodedata.normalize("NFC", raw.strip()).lower()
        if len(tidy) > 254 or not _EMAIL.fullmatch(tidy):
            self.fault(field, "Write an e-mail address such as a.name@force.example.")
        return tidy

    def choice(self, field: str, raw: str, known: Iterable[str]) -> str:
        """One of the known words."""
        allowed = sorted(known)
        if raw not in allowed:
            self.fault(field, f"Choose one of: {', '.join(allowed)}.")
        return raw

    def day(self, field: str, raw: date | str) -> date | None:
        """A day, given as such or written like 2027-03-31."""
        try:
            return raw if isinstance(raw, date) else date.fromisoformat(raw)
        except ValueError:
            self.fault(field, "Write a day such as 2027-03-31.")
            return None

    def done(self) -> None:
        """Raise Invalid when any field has a fault."""
        if self.faults:
            raise Invalid(self.faults)
