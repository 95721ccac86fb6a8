"""The facts a record carries as `record.json`: their canonical form, and the published schema they
keep to.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import jsonschema

from govern.ledger import leaf

FILE_NAME = "record.json"
FORMAT = "govern-record/1"
SCHEMA = Path(__file__).parent / "record.schema.json"
_SHAPES = {"act": "act_record", "notice": "notice", "executed_copy": "executed_copy"}

Facts = dict[str, Any]


class FactsError(Exception):
    """The facts do not keep to the schema; the message names the place and the fault."""


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The one byte form of the facts: RFC 8785 over text in Unicode NFC. Raises FactsError when
    they break the schema.
    """
    written = leaf.canonical(facts)
    if fault := first_fault(json.loads(written)):
        raise FactsError(fault)
    return written


def read(content: bytes) -> Facts:
    """The facts in an attachment. Raises FactsError unless it is the canonical form of facts that
    keep to the schema.
    """
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError):
        raise FactsError("record.json is not JSON") from None
    if canonical(facts) != content:
        raise FactsError("record.json is not in canonical form")
    return cast(Facts, facts)


def first_fault(facts: Any) -> str | None:
    """What is wrong with the facts, as `place: fault`; None when they keep to the schema."""
    if not isinstance(facts, dict) or facts.get("record") not in _SHAPES:
        return "record: must be one of act, notice, executed_copy"
    error = next(_validator(_SHAPES[facts["record"]]).iter_errors(facts), None)
    if error is None:
        return None
    place = ".".join(str(each) for each in error.absolute_path) or "record.json"
    return f"{place}: {error.message[:300]}"


@functools.cache
def _validator(shape: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{shape}", "$defs": schema["$defs"]})
