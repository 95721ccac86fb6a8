"""A gate's own table of codes: read whole or not at all, and what it does to questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Request

from govern.api import authzen
from govern.errors import Invalid
from govern.gate.codes import read_codes
from govern.gate.settings import AllowedCaller
from govern.register.decide import Answer, Question
from govern.register.row import FlowKey

KEY = FlowKey("essex", "north-hill-council", "crime-report", "prevention", "send")
ROW = "essex,AGY-0142,north-hill-council/crime-report/prevention/send"


def table(tmp_path: Path, *rows: str, heading: str = "force,code,flow") -> Path:
    file = tmp_path / "codes.csv"
    file.write_text("\n".join([heading, *rows]) + "\n")
    return file


def test_a_table_names_flows_by_their_codes(tmp_path: Path) -> None:
    assert read_codes(table(tmp_path, ROW)) == {("essex", "AGY-0142"): KEY}


@pytest.mark.parametrize(
    ("rows", "place"),
    [(["essex,A"], "row 2"), (["essex,A,b/c/send"], "row 2, column flow"),
     (["essex,A,p/b/c/up"], "row 2, column flow"), (["essex,,p/b/c/send"], "row 2, column code"),
     ([ROW, ROW], "row 3, column code")],
)  # fmt: skip
def test_a_fault_names_its_row_and_nothing_is_read(
    tmp_path: Path, rows: list[str], place: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read_codes(table(tmp_path, *rows))

    assert list(refused.value.faults) == [place]


def test_other_columns_or_no_file_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Name the columns"):
        read_codes(table(tmp_path, heading="code,flow"))
    with pytest.raises(Invalid, match="cannot be read"):
        read_codes(tmp_path / "nowhere.csv")


def asked_of(codes: Callable[[str, str], FlowKey | None], code: str) -> tuple[bool, list[Question]]:
    """The decision for a code, and what was asked of the register for it."""
    questions: list[Question] = []

    def answer(question: Question) -> Answer:
        questions.append(question)
        return Answer(True, {"reason": "ok"})

    def caller(_: Request) -> AllowedCaller:
        return AllowedCaller("rms", "0" * 64, frozenset({"essex"}))

    app = Flask(__name__)
    app.register_blueprint(authzen.blueprint(answer, caller, codes=codes))
    body = {
        "subject": {"type": "force", "id": "essex"},
        "action": {"name": "send"},
        "resource": {"type": "rms_code", "id": code},
    }
    found = app.test_client().post("/access/v1/evaluation", json=body).get_json()
    return found["decision"], questions


def test_a_code_asks_for_its_flow_and_an_unknown_one_asks_for_nothing(tmp_path: Path) -> None:
    held = read_codes(table(tmp_path, ROW))

    def codes(force: str, code: str) -> FlowKey | None:
        return held.get((force, code))

    assert asked_of(codes, "AGY-0142") == (True, [Question(KEY)])
    assert asked_of(codes, "AGY-9") == (False, [])
