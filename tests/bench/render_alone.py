"""Lays out one document in a process of its own and prints what it took: for `rendering_bench`."""

from __future__ import annotations

import gc
import io
import json
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import pikepdf
import typst

from govern.records.blocks import PrintModel
from govern.records.confined.child import FONTS
from govern.records.printing import html
from govern.records.rendering import worker
from govern.records.rendering.job import Field, Job
from tests.bench.typst_pages import source
from tests.records import printed

CREATED = "2027-03-12T14:32:05Z"
ROUNDS = {"ours": 3, "typst": 1}
"""One for typst: it remembers what it laid out, and a second time costs it next to nothing."""


def specimen(sections: int, rows: int) -> PrintModel:
    """A document of so many sections and rows of its flow schedule; without rows the sections
    alone, for a short one.
    """
    made = printed.model(sections, rows or 1)
    return made if rows else replace(made, sections=made.sections[:sections])


def ours(model: PrintModel) -> Callable[[], bytes]:
    """What the layout process does with a document."""
    fields = tuple(Field(each.name, each.role) for each in model.signatures)
    job = Job(html(model), CREATED, "0" * 32, fields)
    message = job.encode()
    return lambda: worker.answer(message).removeprefix(worker.DONE)


def anchor(model: PrintModel) -> Callable[[], bytes]:
    """The same content by typst, in the same fonts."""
    path = Path(tempfile.mkdtemp()) / "it.typ"
    path.write_text(source(model))
    fonts = [str(FONTS)]
    return lambda: bytes(typst.compile(str(path), font_paths=fonts, ignore_system_fonts=True))


def main(engine: str, sections: int, rows: int) -> None:
    """Print CPU seconds (the least of some rounds, warm), pages, and the process's peak memory."""
    make = {"ours": ours, "typst": anchor}[engine]
    make(specimen(1, 0))()
    do = make(specimen(sections, rows))
    took, made = [], b""
    for _ in range(ROUNDS[engine]):
        gc.collect()
        began = process_time()
        made = do()
        took.append(process_time() - began)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pages = len(pdf.pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu": min(took), "pages": pages, "peak": peak, "bytes": len(made)}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
