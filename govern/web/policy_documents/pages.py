"""The policy documents' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.policy_documents import listing, recording
from govern.web.policy_documents.blueprint import blueprint

MODULES = (listing, recording)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
