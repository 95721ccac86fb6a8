"""`make bench`: every figure, with the ratios that travel from machine to machine."""

from __future__ import annotations

from tests.bench import (
    cerbos_bench,
    gate_bench,
    opa_bench,
    publication_bench,
    register_bench,
    rendering_bench,
    sealing_bench,
    serving_bench,
    signing_bench,
    typing_bench,
    writing_bench,
)

TABLES = (
    ("Register", register_bench.rows),
    ("Records", signing_bench.rows),
    ("Records: pages", rendering_bench.rows),
    ("Records: signatures", sealing_bench.rows),
    ("Pages and questions", serving_bench.rows),
    ("The gate", gate_bench.rows),
    ("The register published", publication_bench.rows),
    ("The gate and OPA", opa_bench.rows),
    ("The gate and Cerbos", cerbos_bench.rows),
    ("Typing", typing_bench.rows),
    ("Writing and searching", writing_bench.rows),
)


def main() -> None:
    """Print each table as soon as it is measured."""
    for title, rows in TABLES:
        print(f"\n{title}")
        for what, figure in rows():
            print(f"  {what:<66} {figure:>12}", flush=True)


if __name__ == "__main__":
    main()
