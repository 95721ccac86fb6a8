"""The few ways a command can refuse, each mapped to HTTP and to an exit code once."""

from __future__ import annotations


class NotFound(Exception):
    """Not there, or not yours: nobody can tell which (404)."""


class Forbidden(Exception):
    """The role for this is missing (403)."""


class Conflict(Exception):
    """The state of things refuses it now (409); the message says what would have to change."""


class Invalid(Exception):
    """Bad input (422): `faults` maps each field to a sentence that says what would be right."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = faults

    @classmethod
    def field(cls, name: str, fault: str) -> Invalid:
        """The refusal of one field."""
        return cls({name: fault})
