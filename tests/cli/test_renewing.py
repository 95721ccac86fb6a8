"""`govern records renew`: which records it takes, what it answers, how it ends."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from govern.cli import main
from govern.installation import open_installation
from govern.records.verify import verify
from tests.adopting import Adopting
from tests.adopting import adopting_template as adopting_template


@pytest.fixture
def signed(
    adopting_template: Adopting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Adopting, str]:
    """A house with one record, which the environment names, and the record's digest."""
    home = tmp_path / "home"
    shutil.copytree(adopting_template.installation.settings.home, home)
    for name in [name for name in os.environ if name.startswith("GOVERN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GOVERN_HOME", str(home))
    made = adopting_template.installation
    given = replace(made.settings, home=home, database_url=f"sqlite:///{home / 'govern.db'}")
    here = open_installation(given, clock=made.clock)
    people = replace(adopting_template.people, installation=here)
    adopting = Adopting(people, adopting_template.document_id, adopting_template.version_id)
    return adopting, adopting.sign("essex_dpo", "endorse")


def renew(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main(["records", "renew", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_record_is_renewed_by_digest_and_with_all_the_others(
    signed: tuple[Adopting, str], capsys: pytest.CaptureFixture[str]
) -> None:
    adopting, digest = signed
    installation = adopting.installation

    code, once = renew(capsys, f"sha256:{digest}")
    again = renew(capsys, "--all")

    assert code == again[0] == 0
    first, second = once[0]["kept_as"], again[1][0]["kept_as"]
    newest = installation.archive.get(second)
    assert newest.startswith(installation.archive.get(first))
    assert verify(newest, root=installation.keyring.root).whole


def test_what_cannot_be_renewed_is_named_and_the_rest_is_done(
    signed: tuple[Adopting, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, digest = signed

    code, told = renew(capsys, "0" * 64, digest)

    assert code == 1
    assert [each["kept_as"] is None for each in told] == [True, False]


def test_nothing_is_due_yet_and_a_line_that_names_no_record_is_refused(
    signed: tuple[Adopting, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert renew(capsys, "--due") == (0, [])
    for words in ((), ("--due", "--all"), ("--all", signed[1])):
        assert renew(capsys, *words)[0] != 0
