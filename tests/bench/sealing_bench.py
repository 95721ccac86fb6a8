"""What a signature costs at each level on 25 pages, to make and to judge, and how many a minute."""

from __future__ import annotations

import io
import os
import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation import async_validate_pdf_signature

from govern.records.archive import Archive
from govern.records.pades.evidence import gather
from govern.records.pades.running import run
from govern.records.pades.signers import KeyedSigner, for_library
from govern.records.printing import frozen_pdf
from govern.records.renewal import renewed
from govern.records.seal import cites, seal, subject
from govern.records.verify import verify
from tests.bench.render_alone import specimen as pages
from tests.records import specimen

ROUNDS, CLICKS, SECONDS, CORES = 12, 60, 10.0, 2


@cache
def frozen() -> bytes:
    """25 pages as they are frozen."""
    return frozen_pdf(pages(12, 48), identifier=bytes(16), at=specimen.BEFORE)


def record() -> bytes:
    """A record of them as every one is made: B-LT with its facts and its visible signature."""
    return seal(
        frozen(),
        record=specimen.facts(frozen()),
        field="dpo",
        address=specimen.ADDRESS,
        keyring=specimen.keyring(),
        at=specimen.AT,
    )


def plain(stamped: bool) -> bytes:
    """The same signer, without evidence in the file: B-B, or B-T with a timestamp."""
    ring, facts = specimen.keyring(), specimen.facts(frozen())

    async def signed() -> bytes:
        keyed = ring.one_time(subject(facts), specimen.AT, cites(facts))
        evidence = await gather(ring, specimen.AT, None)
        signer = PdfSigner(
            PdfSignatureMetadata(field_name="dpo", subfilter=SigSeedSubFilter.PADES),
            KeyedSigner(keyed, [for_library(ring.issuing.certificate)]),
            timestamper=evidence.stamper if stamped else None,
        )
        out = await signer.async_sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(frozen())), existing_fields_only=True
        )
        return bytes(out.getvalue())

    return run(signed())


def judge(data: bytes) -> None:
    """Judge a signature that brings no evidence; ours would refuse it for that."""

    async def judged() -> bool:
        context = (await gather(specimen.keyring(), specimen.AT, None)).context(specimen.AT)
        (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
        status = await async_validate_pdf_signature(signature, context, context)
        return bool(status.intact and status.valid)

    if not run(judged()):
        raise AssertionError("the signature of the bench does not hold")


def rows() -> list[tuple[str, str]]:
    """The table: what was measured, and the figure."""
    ring = specimen.keyring()
    sealed = record()
    renew = partial(renewed, sealed, keyring=ring, at=specimen.AT)
    makers: dict[str, Callable[[], Any]] = {
        "B-B": partial(plain, False),
        "B-T": partial(plain, True),
        "B-LT, the record as it is": record,
        "B-LTA, judged twice, over a B-LT": renew,
    }
    made = {"B-B": plain(False), "B-T": plain(True)}
    table = [(f"sign 25 pages, {name}, CPU ms", _ms(do)) for name, do in makers.items()]
    table += [
        (f"judge the signature, {name}, by the library, CPU ms", _ms(partial(judge, data)))
        for name, data in made.items()
    ]
    for name, data in (("B-LT", sealed), ("B-LTA", renew().content)):
        judged = verify(data, root=ring.root)
        if not judged.whole:
            raise AssertionError(f"the {name} record of the bench is not whole: {judged}")
        table.append(
            (f"verify a record, {name}, CPU ms", _ms(partial(verify, data, root=ring.root)))
        )
    return [*table, *_archived(), *_a_minute()]


def _ms(do: Callable[[], Any]) -> str:
    """CPU milliseconds of one call, without those of the layout process that draws the stamp."""
    do()
    began = process_time()
    for _ in range(ROUNDS):
        do()
    return f"{1e3 * (process_time() - began) / ROUNDS:.0f}"


def _archived() -> list[tuple[str, str]]:
    """From facts to bytes that are synced to disk, the stamp drawn and all."""
    took = []
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        for _ in range(CLICKS):
            began = perf_counter()
            archive.put(record())
            took.append(perf_counter() - began)
    took.sort()
    late = took[-(-95 * len(took) // 100) - 1]
    return [
        ("seal 25 pages and sync the record, median ms", f"{1e3 * statistics.median(took):.0f}"),
        (f"seal 25 pages and sync the record, p95 of {CLICKS}, ms", f"{1e3 * late:.0f}"),
    ]


def _a_minute() -> list[tuple[str, str]]:
    with ProcessPoolExecutor(CORES) as pool:
        made = sum(pool.map(_many, range(CORES)))
    return [(f"records a minute, {CORES} processes", f"{60 * made / SECONDS:.0f}")]


def _many(_: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        archive.put(record())
        made, end = 0, perf_counter() + SECONDS
        while perf_counter() < end:
            archive.put(record() + os.urandom(1))
            made += 1
    return made


if __name__ == "__main__":
    for what, figure in rows():
        print(f"  {what:<66} {figure:>12}", flush=True)
