"""The abbreviations that a document uses, each with the words it stands for, for the reader who
meets one first.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from govern.records.blocks import Pair

KNOWN = {
    "API": "Application programming interface",
    "APD": "Appropriate policy document",
    "BWV": "Body-worn video",
    "CPS": "Crown Prosecution Service",
    "CSP": "Community safety partnership",
    "DASH": "Domestic abuse, stalking and honour-based violence (risk assessment)",
    "DPA 2018": "Data Protection Act 2018",
    "DPIA": "Data protection impact assessment",
    "DPO": "Data Protection Officer",
    "DSPT": "Data security and protection toolkit",
    "ECHR": "European Convention on Human Rights",
    "FOI": "Freedom of information",
    "IAO": "Information Asset Owner",
    "ICO": "Information Commissioner's Office",
    "IDVA": "Independent domestic violence adviser",
    "ISVA": "Independent sexual violence adviser",
    "LEDS": "Law Enforcement Data Service",
    "MAPPA": "Multi-agency public protection arrangements",
    "MARAC": "Multi-agency risk assessment conference",
    "MASH": "Multi-agency safeguarding hub",
    "NCSC": "National Cyber Security Centre",
    "NPPV": "Non-police personnel vetting",
    "PNC": "Police National Computer",
    "PND": "Police National Database",
    "PSN": "Public Services Network",
    "RMS": "Records management system",
    "SIRO": "Senior Information Risk Owner",
    "TLS": "Transport layer security",
    "UK GDPR": "United Kingdom General Data Protection Regulation",
    "VPN": "Virtual private network",
}
"""What our definitions and those who fill them use; a document defines its own terms itself."""

_USED = re.compile(
    r"(?<![\w-])(" + "|".join(map(re.escape, sorted(KNOWN, key=len, reverse=True))) + r")"
    r"(?=s?(?:[^A-Za-z-]|$))"
)


def used(*parts: Any) -> tuple[Pair, ...]:
    """Those that stand anywhere in parts of a print model, in order of the alphabet."""
    found = {each for text in _texts(parts) for each in _USED.findall(text)}
    return tuple(Pair(each, KNOWN[each]) for each in sorted(found))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
