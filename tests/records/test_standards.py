"""The validator of PDF/A and PDF/UA itself: it passes what is sound and finds what is not."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from tests.records import specimen
from tests.records.standards import faults


def without(name: str) -> bytes:
    """The specimen without an entry of its catalogue."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(specimen.frozen())) as pdf:
        del pdf.Root[name]
        pdf.save(out)
    return out.getvalue()


def test_the_validator_passes_the_specimen_and_finds_what_is_missing(tmp_path: Path) -> None:
    judged = faults(
        {
            "whole.pdf": specimen.frozen(),
            "untagged.pdf": without("/StructTreeRoot"),
            "unnamed.pdf": without("/Metadata"),
            "silent.pdf": without("/Lang"),
        },
        tmp_path,
    )

    assert judged["whole.pdf 3a"] == judged["whole.pdf ua1"] == []
    assert judged["untagged.pdf 3a"] and judged["untagged.pdf ua1"]
    assert any("metadata" in each.lower() for each in judged["unnamed.pdf 3a"])
    assert judged["silent.pdf ua1"]
