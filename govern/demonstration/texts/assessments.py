"""The texts of the impact assessment in both versions, and of two forces' addenda to it."""

from __future__ import annotations

from govern.demonstration.texts.filling import (
    Answers,
    Filling,
    OnDay,
    laid_over,
    of_force,
    read,
)

SECOND_IS_A_YEAR_ON = 430


def dpia(on: OnDay, version: int) -> Answers:
    """Every answer of version 1 or 2: the second is the first a year on, its changes laid over."""
    first = read("dpia/description", "dpia/law", "dpia/practice", "dpia/decision")
    if version == 1:
        return Filling(on).filled(first)
    return Filling(on, SECOND_IS_A_YEAR_ON).filled(laid_over(first, read("dpia/second")))


def addendum(on: OnDay, force: str, core_digest: str) -> Answers:
    """Every answer of a force's addendum to the frozen text with that digest (bare hex)."""
    names = {**of_force(force), "core_digest": f"sha256:{core_digest}"}
    written = read("dpia/addendum")
    if force == "kent":
        written = laid_over(written, read("dpia/addendum-kent"))
    return Filling(on, names=names).filled(written)
