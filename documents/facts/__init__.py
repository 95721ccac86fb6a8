"""The machine facts that a version carries once frozen, per kind of document."""

from __future__ import annotations

import importlib
from typing import Any

from documents.content import Content


def facts(content: Content) -> dict[str, Any]:
    """JSON facts for later rooms; each kind of document has its module beside this one.

    A module here is named after its definition and has `facts(content) -> dict`. Facts follow from
    the content alone, so the same frozen content always gives the same facts.
    """
    module = importlib.import_module(f"documents.facts.{content.definition.name}")
    made: dict[str, Any] = module.facts(content)
    return made
