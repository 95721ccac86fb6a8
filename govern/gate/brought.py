"""What one call brought of the register: files by address, as untrusted as any fetched alone."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import orjson


class Brought:
    """Files that have come and were not asked for yet. Each is handed out once."""

    def __init__(
        self, files: Mapping[str, bytes] | None = None, none: frozenset[str] = frozenset()
    ):
        self._files = dict(files or {})
        self._none = none

    @classmethod
    def read(cls, content: bytes) -> Brought:
        """What `GET /register/v1/since` answered. ValueError when it is something else."""
        told: Any = orjson.loads(content)
        try:
            files = {name: b64decode(each, validate=True) for name, each in told["files"].items()}
            return cls(files, frozenset(map(str, told["none"])))
        except (LookupError, TypeError, AttributeError) as fault:
            raise ValueError("it is no answer to what has come since") from fault

    def take(self, name: str) -> bytes | None:
        """The file of that name, if it came."""
        return self._files.pop(name, None)

    def lacks(self, name: str) -> bool:
        """Whether the service said that there is no such file."""
        return name in self._none
