"""The shape of an act's words, shared by every list of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ActWords:
    """`signs` completes "I, …, …"; `record` is the title of the signed record; `label` is the
    choice, `hint` what it leads to, and `done` its name afterwards.
    """

    signs: str
    record: str
    label: str
    hint: str
    done: str
