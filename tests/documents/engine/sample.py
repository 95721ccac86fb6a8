"""A small definition with one question of each kind, and ways to write definitions to disk."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.definition import Definition
from documents.loading import load_definition

SAMPLE = """\
name: sample
version: 1
title: Sample
sections:
  - id: A1
    title: First
    guidance: Say what it is.
    law:
      - {citation: Act, says: So., source: "F:ACT, K", verified_by: null, verified_on: null}
    questions:
      - {id: name, label: Name, kind: text, required: true, max_length: 20}
      - {id: story, label: Story, kind: long_text}
      - {id: is_late, label: Late?, kind: yes_no, required: true}
      - {id: why_late, label: Why, kind: long_text, required: {when: {question: is_late, is: true}}}
      - id: colour
        label: Colour
        kind: choice
        options: [{value: red, label: Red}, {value: blue, label: Blue}]
      - id: shapes
        label: Shapes
        kind: choices
        options: [{value: round, label: R}, {value: square, label: S}, {value: flat, label: F}]
      - {id: why_round, label: R, kind: text, required: {when: {question: shapes, includes: round}}}
      - {id: on, label: "On", kind: date}
      - {id: many, label: How many, kind: integer}
      - {id: forces, label: Forces, kind: organisations, options_from: forces}
      - {id: partner, label: Partner, kind: choice, options_from: partners}
  - id: A2
    title: Second
    guidance: List them.
    questions:
      - id: things
        label: Things
        kind: table
        required: true
        min_rows: 2
        columns:
          - {id: what, label: What, kind: text, required: true}
          - {id: kept, label: Kept?, kind: yes_no, required: true}
          - {id: why, label: Why, kind: text, required: {when: {question: kept, is: false}}}
          - {id: number, label: Number, kind: integer}
"""


def write(folder: Path, text: str, name: str = "sample", version: int = 1) -> Path:
    """The text as `<folder>/<name>/<version>.yaml`."""
    path = folder / name / f"{version}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@cache
def sample() -> Definition:
    """The sample definition, loaded once."""
    with TemporaryDirectory() as folder:
        return load_definition(write(Path(folder), SAMPLE), ())
