"""One document to lay out, as the house hands it to the layout process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Field:
    """An empty signature field to leave in the document; a screen reader speaks its `label`."""

    name: str
    label: str


@dataclass(frozen=True)
class Job:
    """One document to lay out.

    `created` is the instant that both dates of the document state (`YYYY-MM-DDTHH:MM:SSZ`),
    `identifier` the 32 hex digits of its permanent identifier. With `tagged` the result is PDF/A-3a
    and PDF/UA-1, without it PDF/A-3b (for appearances).
    """

    html: str
    created: str
    identifier: str
    fields: tuple[Field, ...] = ()
    tagged: bool = True

    def encode(self) -> bytes:
        """The job as one message."""
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def decode(message: bytes) -> Job:
        """The job in a message made by `encode`."""
        raw = json.loads(message)
        raw["fields"] = tuple(Field(**each) for each in raw["fields"])
        return Job(**raw)
