"""`govern register export`: bundles and the key that signs them."""

from __future__ import annotations

import tarfile
from pathlib import Path

from tests.cli.conftest import Run


def test_a_bundle_is_written_and_says_by_which_key(begun: Run, tmp_path: Path) -> None:
    begun("organisations", "add", "essex", "--kind", "force", "--name", "Essex")
    begun("register", "ceremony")
    begun("register", "publish")

    code, told = begun("register", "export", "opa", str(tmp_path / "b.tar.gz"), "--force", "essex")

    assert code == 0
    assert told["keyid"] == begun("register", "export", "opa-key")[1]["keyid"]
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        assert "/.signatures.json" in archive.getnames() or ".signatures.json" in archive.getnames()


def test_a_force_nobody_knows_is_not_exported(begun: Run, tmp_path: Path) -> None:
    begun("register", "ceremony")

    code, _ = begun("register", "export", "opa", str(tmp_path / "b.tar.gz"), "--force", "mars")

    assert code != 0
    assert not (tmp_path / "b.tar.gz").exists()
