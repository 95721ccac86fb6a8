"""The refusal of a file."""

from __future__ import annotations


class Refused(Exception):
    """The file is not read; the message is a sentence for whoever sent it."""
