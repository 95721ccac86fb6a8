"""The executed copy: frozen pages first, the schedule behind them, every counterpart inside."""

from __future__ import annotations

import functools
import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from govern.records.seal import SealError
from govern.records.verify import verify
from tests.records import specimen
from tests.records.kinds import counterparts
from tests.records.kinds import executed as made


@functools.cache
def executed() -> bytes:
    return made(counterparts())


def test_it_is_whole_with_the_frozen_bytes_as_exact_prefix() -> None:
    verdict = verify(executed(), root=specimen.keyring().root)

    assert executed().startswith(specimen.frozen())
    assert verdict.whole, verdict.findings
    assert dict(verdict.attachments) == counterparts()


def test_every_counterpart_inside_is_a_whole_record() -> None:
    inside = verify(executed(), root=specimen.keyring().root).attachments

    for content in inside.values():
        assert verify(content, root=specimen.keyring().root).whole


def test_the_schedule_stands_behind_the_frozen_pages_and_is_tagged() -> None:
    with pikepdf.open(io.BytesIO(executed())) as pdf:
        last = pdf.pages[-1]
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        keys = [int(parents[at]) for at in range(0, len(parents), 2)]
        parts = [str(each.S) for each in pdf.Root.StructTreeRoot.K[0].K]

        assert len(pdf.pages) == 2
        assert int(last.StructParents) == keys[-1]
        assert keys == sorted(set(keys))
        assert parts[-1] == "/Part"
        with pdf.open_outline() as outline:
            assert [each.title for each in outline.root] == ["Specimen", "Schedule of signatures"]


def test_tools_that_are_not_ours_agree(tmp_path: Path) -> None:
    (tmp_path / "executed.pdf").write_bytes(executed())
    place = str(tmp_path / "executed.pdf")

    seen = subprocess.run(["pdftotext", "-layout", place, "-"], capture_output=True, text=True)
    said = subprocess.run(["pdfsig", place], capture_output=True, text=True)
    checked = subprocess.run(["qpdf", "--check", place], capture_output=True, text=True)

    schedule = seen.stdout.split("\f")[-2]
    assert schedule.count("OFFICIAL-SENSITIVE") == 2
    assert "Thurrock Council" in schedule and "Schedule, page 1 of 1" in seen.stdout
    assert "Signature is Valid" in said.stdout and "Total document signed" in said.stdout
    assert "No syntax or stream encoding errors" in checked.stdout


def test_counterparts_that_the_facts_do_not_cite_are_refused() -> None:
    names = list(counterparts())
    swapped = dict(zip(names, reversed(list(counterparts().values())), strict=True))

    for wrong in (swapped, {names[0]: counterparts()[names[0]]}, {}):
        with pytest.raises(SealError, match="not those that the facts cite"):
            made(wrong)
