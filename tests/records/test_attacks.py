"""The corpus of attacks: none is a whole record, none ends the reader, each is named in words."""

from __future__ import annotations

import time

from govern.records.verifying import LIMITS, verify_upload
from tests.records import specimen
from tests.records.attacks import corpus
from tests.records.malleability import restamped

FEWEST = 200


def test_no_attack_of_the_corpus_passes_and_each_is_named_in_time() -> None:
    passed, unnamed, slow = [], [], []
    attacks = list(corpus())

    for name, data in attacks:
        begun = time.monotonic()
        verdict = verify_upload(data, root=specimen.keyring().root)
        if time.monotonic() - begun > LIMITS.wall_seconds + 5:
            slow.append(name)
        if verdict.whole:
            passed.append(name)
        said = [each.sentence for each in verdict.findings if not each.ok]
        if not said or not all(each[:1].isupper() and each.endswith(".") for each in said):
            unnamed.append((name, said))

    assert (passed, unnamed, slow) == ([], [], [])
    assert len({data for _, data in attacks}) >= FEWEST


def test_the_corpus_holds_no_untouched_record() -> None:
    assert specimen.record() not in {data for _, data in corpus()}


def test_a_timestamp_has_one_form_only() -> None:
    """Anybody could negate half of an elliptic curve signature and have a second valid file."""
    twin = restamped(specimen.record())

    assert twin != specimen.record()
    assert not verify_upload(twin, root=specimen.keyring().root).whole
