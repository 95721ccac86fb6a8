"""The editor's bundle is made of what its lock file names, each with its licence beside it."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "govern" / "static" / "vendor"
RECIPE = ROOT / ".ci" / "editor"


def _locked() -> dict[str, str]:
    """What goes into the bundle, by the lock."""
    lock = json.loads((RECIPE / "package-lock.json").read_text())["packages"]
    return {
        place.removeprefix("node_modules/"): row["version"]
        for place, row in lock.items()
        if place and not row.get("dev") and place != "node_modules/argparse"
    }


def test_the_manifest_names_every_part_at_its_locked_version() -> None:
    files = json.loads((VENDOR / "manifest.json").read_text())["files"]

    rows = [row for row in files if row["package"] == "editor"]

    assert {row["file"] for row in rows} == {"editor.min.js", "editor.licences.txt"}
    assert all(row["parts"] == _locked() for row in rows)


def test_every_part_has_its_licence_beside_the_bundle() -> None:
    licences = (VENDOR / "editor.licences.txt").read_text()

    missing = [f"{n} {v}," for n, v in _locked().items() if f"{n} {v}," not in licences]

    assert missing == []


def test_the_recipe_names_exact_versions() -> None:
    asked = json.loads((RECIPE / "package.json").read_text())

    loose = [v for v in asked["dependencies"].values() if not v.replace(".", "").isdigit()]

    assert loose == []
    assert asked["dependencies"].items() <= _locked().items()
