"""The pages of legacy agreements, over HTTP."""

from __future__ import annotations

import io

import pytest

from govern.app import create_app
from govern.installation import Installation
from tests.legacy_files import GOOD, HEADS, PDF, packed, sheet
from tests.web.documents.world import World, make_world, strict

BAD = ("ISA-8", "Old visits", "mars", "Trust", "Ida Tech", "", "soon", "")


@pytest.fixture
def world(demonstration: Installation) -> World:
    """A consortium with a site."""
    return make_world(demonstration, create_app(demonstration))


def uploaded(world: World, who: str, content: bytes) -> str:
    """The address of the report."""
    data = {"file": (io.BytesIO(content), "old.csv"), "packed": (io.BytesIO(packed()), "p.zip")}
    answer = world.client(who).post(
        "/legacy-agreements/import", data=data, content_type="multipart/form-data"
    )
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def test_a_lawyer_reads_the_report_registers_and_everyone_of_the_force_sees_it(
    world: World,
) -> None:
    lawyer = world.client("lawyer")
    report = uploaded(world, "lawyer", sheet(GOOD, BAD))

    page = strict(lawyer.get(report))
    assert "1 row understood, 1 row with faults" in page
    assert "Row 3, column “Force”: “mars” is no force here" in page
    assert lawyer.post(f"{report}/register").status_code == 302

    listed = strict(world.client("essex_dpo").get("/legacy-agreements"))
    assert "School visits" in listed and "Not verified by Govern" in listed
    assert "Old visits" not in listed and "They open no flow" in listed
    address = listed.split('/pdf"')[0].rpartition('href="')[2] + "/pdf"
    paper = world.client("essex_dpo").get(address)
    assert paper.data == PDF
    assert "legacy-record-not-verified" in paper.headers["Content-Disposition"]
    assert "School visits" not in strict(world.client("kent_dpo").get("/legacy-agreements"))
    assert world.client("kent_dpo").get(address).status_code == 404


def test_columns_are_chosen_on_the_page(world: World) -> None:
    lawyer = world.client("lawyer")
    report = uploaded(world, "lawyer", sheet(GOOD, heads=["Agreement code", *HEADS[1:]]))
    names = ("reference", "title", "force", "partners", "owner", "starts_on", "ends_on", "file")
    given = zip(names, ["Agreement code", *HEADS[1:]], strict=True)

    answer = lawyer.post(f"{report}/columns", data={f"column-{n}": head for n, head in given})

    assert answer.status_code == 302
    page = strict(lawyer.get(report))
    assert "1 row understood" in page and "has no column" not in page


def test_a_closed_one_is_gone_and_a_discarded_import_registers_nothing(world: World) -> None:
    lawyer = world.client("lawyer")
    lawyer.post(f"{uploaded(world, 'lawyer', sheet(GOOD))}/register")
    listed = strict(lawyer.get("/legacy-agreements"))
    close = listed.split('/close"')[0].rpartition('href="')[2] + "/close"

    refused = lawyer.post(close, data={"because": ""})
    closed = lawyer.post(close, data={"because": "ISA-12 took its place"})
    lawyer.post(f"{uploaded(world, 'lawyer', sheet(GOOD))}/discard")

    assert (refused.status_code, closed.status_code) == (422, 302)
    assert "No legacy agreement is watched here" in strict(lawyer.get("/legacy-agreements"))


def test_another_organisations_import_is_not_there(world: World) -> None:
    report = uploaded(world, "lawyer", sheet(GOOD))

    assert world.client("other_lawyer").get(report).status_code == 404
    assert world.client("essex_dpo").get(report).status_code == 403
    assert world.client("signatory").get("/legacy-agreements").status_code == 403


def test_a_file_that_is_no_spreadsheet_is_said_at_its_field(world: World) -> None:
    data = {"file": (io.BytesIO(b"\x00"), "old.csv")}

    answer = world.client("lawyer").post(
        "/legacy-agreements/import", data=data, content_type="multipart/form-data"
    )

    assert answer.status_code == 422
    assert "This is no spreadsheet" in answer.text
