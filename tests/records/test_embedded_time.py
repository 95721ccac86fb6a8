"""The embedded timestamp authority: the years that it can state."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from govern.records.pades.running import run
from govern.records.pades.signers import EmbeddedAuthority
from tests.records import specimen


@pytest.mark.parametrize("year", [2027, 2049, 2050, 2071])
def test_it_states_times_after_the_years_of_two_digits(year: int) -> None:
    at = specimen.AT.replace(year=year)

    stamper = EmbeddedAuthority(specimen.keyring().timestamp, [], at)
    token: Any = run(stamper.async_timestamp(hashlib.sha256(b"signature").digest(), "sha256"))

    assert token["content"]["encap_content_info"]["content"].parsed["gen_time"].native == at
    (signer,) = token["content"]["signer_infos"]
    (said,) = [each for each in signer["signed_attrs"] if each["type"].native == "signing_time"]
    assert said["values"][0].native == at.replace(microsecond=0)
