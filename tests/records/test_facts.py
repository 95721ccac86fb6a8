"""The facts: one canonical form, kept to the published schema."""

from __future__ import annotations

import json

import jsonschema
import pytest

from govern.records import facts
from govern.records.facts import FactsError
from tests.records import specimen

GIVEN = specimen.facts(b"any bytes")


def test_the_schema_is_a_schema_and_the_specimen_keeps_to_it() -> None:
    schema = json.loads(facts.SCHEMA.read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(GIVEN)


def test_the_canonical_form_does_not_depend_on_order_or_unicode_form() -> None:
    composed = GIVEN | {"document": GIVEN["document"] | {"title": "Caf\u00e9"}}
    decomposed = dict(reversed((GIVEN | {"document": GIVEN["document"]}).items()))
    decomposed["document"] = GIVEN["document"] | {"title": "Cafe\u0301"}

    assert facts.canonical(composed) == facts.canonical(decomposed)


def test_what_is_canonical_reads_back() -> None:
    assert facts.read(facts.canonical(GIVEN)) == GIVEN


@pytest.mark.parametrize("form", [json.dumps(GIVEN).encode(), b" ", b"{", b"[" * 90_000, b"{}"])
def test_anything_but_the_canonical_form_is_refused(form: bytes) -> None:
    with pytest.raises(FactsError):
        facts.read(form)


@pytest.mark.parametrize("missing", sorted(set(GIVEN)))
def test_every_fact_is_required(missing: str) -> None:
    less = {name: value for name, value in GIVEN.items() if name != missing}

    with pytest.raises(FactsError):
        facts.canonical(less)


def test_a_fault_names_its_place() -> None:
    wrong = GIVEN | {"act": GIVEN["act"] | {"at": "12 March 2027"}}

    with pytest.raises(FactsError, match=r"^act\.at: "):
        facts.canonical(wrong)


def test_a_fact_nobody_knows_is_refused() -> None:
    with pytest.raises(FactsError, match="nickname"):
        facts.canonical(GIVEN | {"nickname": "x"})
