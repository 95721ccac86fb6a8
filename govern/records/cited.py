"""Holds what a record carries against what its facts cite: each earlier record that is said to be
attached is inside, unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from govern.records.facts import Facts
from govern.records.told import Finding, told


def findings(record: Facts, attachments: Mapping[str, bytes]) -> Iterator[Finding]:
    """One finding, or none when the facts cite nothing as attached."""
    cited = {
        each["attached"]: each["digest"] for each in record["earlier_records"] if each["attached"]
    }
    wrong = [name for name, digest in cited.items() if digest != _digest(attachments.get(name))]
    if cited:
        yield told(
            not wrong,
            "Every earlier record that its facts cite as attached is inside, unchanged.",
            f"It does not carry what its facts cite as {', '.join(wrong)[:200]}.",
        )


def _digest(content: bytes | None) -> str | None:
    return None if content is None else "sha256:" + hashlib.sha256(content).hexdigest()
