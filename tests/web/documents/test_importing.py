"""The pages on which an assessment of another tool becomes a draft DPIA."""

from __future__ import annotations

import io
from typing import Any

from sqlalchemy import select

from govern.store import drafts
from govern.store.rows.documents import DocumentRow
from govern.store.rows.imports import PiaImportRow
from tests.pia_files import answer, export_file
from tests.web.documents.world import World, strict

ADDRESS = "/documents/import-assessment"


def sent(world: World, content: bytes, who: str = "lawyer") -> Any:
    ids = world.consortium.organisations
    data = {"file": (io.BytesIO(content), "pia.json"), "owner": ids["essex"],
            "forces": [ids["kent"]]}  # fmt: skip
    return world.client(who).post(ADDRESS, data=data, content_type="multipart/form-data")


def test_an_export_becomes_a_draft_with_a_report_of_every_word(world: World) -> None:
    content = export_file()

    made = sent(world, content)

    assert made.status_code == 302, made.text
    client = world.client("lawyer")
    report = strict(client.get(made.location))
    assert "Six years." in report and "D10: fill in the retention rules" in report
    assert "Opinion of the DPO" in report and "Nature of the processing" in report
    assert client.get(f"{made.location}/original").data == content
    with world.installation.reading() as session:
        row = session.scalars(select(PiaImportRow)).one()
        answers = drafts.answers(session, row.version_id)
    assert answers["nature"] == "It records visits.\nNothing else."
    assert answers["risks"][0]["title"] == "Illegitimate access to data"
    address = made.location.removesuffix("/import-report")
    assert made.location in strict(client.get(f"{address}/versions/1/word"))


def test_an_answer_that_does_not_fit_is_listed_and_the_rest_goes_in(world: World) -> None:
    made = sent(world, export_file(answers=[answer(111, "x" * 60_000), answer(122, "Flows.")]))

    report = strict(world.client("lawyer").get(made.location))

    assert "It does not fit the question" in report and "x" * 60_000 in report
    with world.installation.reading() as session:
        row = session.scalars(select(PiaImportRow)).one()
        assert drafts.answers(session, row.version_id)["data_flows"] == "Flows."


def test_a_refused_file_opens_no_document(world: World) -> None:
    answer = sent(world, b"{")

    assert answer.status_code == 422
    assert "This is no JSON file" in strict(answer)
    with world.installation.reading() as session:
        assert session.scalars(select(DocumentRow)).all() == []


def test_the_report_is_the_drafters_alone(world: World) -> None:
    location = sent(world, export_file()).location

    assert world.client("other_lawyer").get(location).status_code == 404
    assert world.client("essex_dpo").get(location).status_code == 403
    assert sent(world, export_file(), "essex_dpo").status_code == 403
