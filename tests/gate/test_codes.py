"""Asking a gate by the codes of the system beside it: by the published table, and no other."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from govern.commands.register.signing import Change
from govern.gate.settings import AllowedCaller
from govern.register.repository import code_table
from govern.register.repository.code_table import codes_name, encode_codes, read_codes
from govern.register.repository.unpacking import UnreadableTarget
from tests.gate.asking import Listening
from tests.gate.publishing import CRITICAL, ROUTINE, Beside, Service, usual

TOKEN = "gate_a-token-of-the-system-beside"
CODE = "AGY-0142"


def publish(service: Service, content: bytes) -> None:
    service.publish(usual())
    change = Change(service.size, {codes_name("essex"): content})
    service.write(service.state, change)


Ask = Callable[..., Any]


@pytest.fixture
def ask(listening: Listening, beside: Beside) -> Ask:
    """Asks the gate by a code."""
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    caller = AllowedCaller("rms", digest, frozenset({"essex"}))

    def answered(code: str = CODE, action: str = "send") -> Any:
        beside.gate.settings = replace(beside.gate.settings, callers=(caller,))
        body = {
            "subject": {"type": "force", "id": "essex"},
            "action": {"name": action},
            "resource": {"type": "rms_code", "id": code},
        }
        headers = {"Authorization": f"Bearer {TOKEN}"}
        http = listening.gate(beside.gate)
        return http.post("/access/v1/evaluation", json=body, headers=headers).get_json()

    return answered


def test_a_code_asks_for_its_flow_and_an_unknown_one_for_nothing(
    service: Service, beside: Beside, ask: Ask
) -> None:
    publish(service, encode_codes("essex", {CODE: ROUTINE}))
    beside.gate.step()

    assert ask()["decision"] is True
    assert ask()["context"]["code"] == CODE
    assert ask("AGY-9")["context"]["reason"] == "no_such_flow"
    assert ask(action="receive")["decision"] is False


def test_it_is_kept_over_a_restart_and_replaced_by_a_newer_one(
    service: Service, beside: Beside, ask: Ask
) -> None:
    publish(service, encode_codes("essex", {CODE: ROUTINE}))
    beside.gate.step()
    beside.start(cut=True)
    assert ask()["decision"] is True

    publish(service, encode_codes("essex", {"OTHER": CRITICAL}))
    beside.gate.step()

    assert ask()["decision"] is False
    assert ask("OTHER")["decision"] is True


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip", gzip.compress(b"{}"), encode_codes("kent", {}),
        gzip.compress(orjson.dumps(
            {"schema": code_table.SCHEMA, "force": "essex", "codes": {"A": "p/c/u/sideways"}}
        )),
        gzip.compress(orjson.dumps(
            {"schema": code_table.SCHEMA, "force": "essex", "codes": {"A": 5}}
        )),
        gzip.compress(orjson.dumps({"schema": code_table.SCHEMA, "force": "essex"})),
    ],
    ids=["no gzip", "nothing in it", "of another force", "no direction", "no flow", "no codes"],
)  # fmt: skip
def test_a_table_that_cannot_be_read_denies_its_codes_and_holds_up_nothing_else(
    service: Service, beside: Beside, ask: Ask, content: bytes
) -> None:
    with pytest.raises(UnreadableTarget):
        read_codes(content, "essex")
    publish(service, content)

    assert beside.gate.step() is True
    assert ask()["context"]["reason"] == "no_such_flow"
    assert beside.permits()


def test_one_that_was_bent_on_the_way_is_refused_with_its_register(
    service: Service, beside: Beside, ask: Ask
) -> None:
    publish(service, encode_codes("essex", {CODE: ROUTINE}))
    found: list[Path] = list(service.repository.targets.glob(f"*.{codes_name('essex')}"))
    for path in found:
        path.write_bytes(encode_codes("essex", {CODE: CRITICAL}))

    assert beside.gate.step() is False
    assert beside.refusal == "tampered"
    assert ask()["decision"] is False
