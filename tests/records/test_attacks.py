"""The corpus of attacks: none is a whole record, none ends the reader, each is named in words."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator

import pytest

from govern.records.verify import Verdict
from govern.records.verifying import LIMITS, verify_upload
from tests.records import kinds, own_records, shadows, specimen, strangers, wrapped
from tests.records.attacks import Attack, corpus
from tests.records.malleability import restamped
from tests.records.shadows import SHADOWS, prepared, signed
from tests.records.strangers import Case

FEWEST = {"bent": 290, "forged": 200, "shadowed": 50, "strangers": 60, "own": 100}
"""Different files of each part of the corpus, at the least."""


def bent() -> Iterator[Case]:
    """Every way to bend the bytes of one record."""
    yield from (Case(*each) for each in corpus())


def forged() -> Iterator[Case]:
    """Forgeries that leave the signed bytes alone, of each kind of record."""
    for kind, record in kinds.kinds().items():
        for family in (wrapped.unhooked, wrapped.saved_behind, wrapped.wrapping):
            yield from _named(f"{kind}, {family.__name__}", family(record))


def shadowed() -> Iterator[Case]:
    """Documents prepared before they were signed."""
    yield from _named("shadow", shadows.shadowed())


def own() -> Iterator[Case]:
    """Records that own certificates signed, bent and forged, for whoever trusts their roots."""
    for name, data in own_records.attacks():
        yield Case(f"own: {name}", data, published=own_records.PUBLISHED)


def _named(family: str, attacks: Iterator[Attack]) -> Iterator[Case]:
    for name, data in attacks:
        yield Case(f"{family}: {name}", data)


@functools.cache
def cases(part: str) -> tuple[Case, ...]:
    """A part of the corpus, made once."""
    return tuple(PARTS[part]())


PARTS = {
    "bent": bent,
    "forged": forged,
    "shadowed": shadowed,
    "strangers": strangers.cases,
    "own": own,
}


def judged(case: Case) -> Verdict:
    """The verdict on a file, by what whoever checks it knows."""
    return verify_upload(
        case.data,
        root=case.root or specimen.keyring().root,
        expected=case.expected,
        published=case.published,
    )


def _known(case: Case) -> str:
    """What whoever checks the file knows, to tell cases of one file apart."""
    lists = [each.signature.hex() for each in case.published.lists]
    return repr((case.expected, lists, case.root))


@pytest.mark.parametrize("part", PARTS)
def test_no_attack_of_the_corpus_passes_and_each_is_named_in_time(part: str) -> None:
    passed, unnamed, slow, seen = [], [], [], set()

    for case in cases(part):
        begun = time.monotonic()
        verdict = judged(case)
        if time.monotonic() - begun > LIMITS.wall_seconds + 5:
            slow.append(case.name)
        if verdict.whole:
            passed.append(case.name)
        said = [each.sentence for each in verdict.findings if not each.ok]
        if not said or not all(each[:1].isupper() and each.endswith(".") for each in said):
            unnamed.append((case.name, said))
        seen.add((case.data, _known(case)))

    assert (passed, unnamed, slow) == ([], [], [])
    assert len(seen) >= FEWEST[part]


def test_the_corpus_holds_no_untouched_record() -> None:
    untouched = {*kinds.kinds().values(), *own_records.records().values()}

    for part in ("bent", "forged", "shadowed", "own"):
        assert untouched.isdisjoint(case.data for case in cases(part))


KINDS = ("assessment", "agreement", "certificate", "executed copy", "notice", "archived")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_whole_before_it_is_bent(kind: str) -> None:
    assert judged(Case(kind, kinds.kinds()[kind])).whole


@pytest.mark.parametrize("kind", ("by a list", "by an answer"))
def test_what_an_own_certificate_signed_is_whole_for_whoever_trusts_its_root(kind: str) -> None:
    record = own_records.records()[kind]

    assert judged(Case(kind, record, published=own_records.PUBLISHED)).whole
    assert not judged(Case(kind, record)).whole


@pytest.mark.parametrize("name", SHADOWS)
def test_a_shadow_that_is_not_played_changes_nothing(name: str) -> None:
    """What is caught is the change: the prepared document by itself is signed as it is seen."""
    frozen = prepared(SHADOWS[name])

    assert judged(Case(name, signed(specimen.facts(), frozen))).whole
    assert judged(Case(name, signed(kinds.executed_facts(), frozen))).whole


def test_a_timestamp_has_one_form_only() -> None:
    """Anybody could negate half of an elliptic curve signature and have a second valid file."""
    twin = restamped(specimen.record())

    assert twin != specimen.record()
    assert not judged(Case("twin", twin)).whole
