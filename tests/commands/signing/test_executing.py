"""The executed copy as the command makes it: every party's record inside, marked like its pages."""

from __future__ import annotations

import subprocess

from govern.commands.signing.execute import make_executed_copy
from govern.records.verify import verify
from tests.adopting import NOT_NEEDED, Adopting


def test_it_is_sealed_once_with_every_record_inside_and_marked(adopting: Adopting) -> None:
    signed = set()
    for force in ("essex", "kent"):
        adopting.sign(f"{force}_dpo", "endorse")
        signed.add(adopting.sign(f"{force}_siro", "approve", NOT_NEEDED))
    installation = adopting.installation

    digest = make_executed_copy(installation, version_id=adopting.version_id)

    assert make_executed_copy(installation, version_id=adopting.version_id) == digest
    content = installation.archive.get(digest)
    verdict = verify(content, root=installation.keyring.root)
    assert verdict.whole, verdict.findings
    cited = {each["digest"] for each in (verdict.record or {})["earlier_records"]}
    assert cited == {f"sha256:{each}" for each in signed}
    assert set(verdict.attachments) == {"essex.pdf", "kent.pdf"}
    seen = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True).stdout
    schedule = seen.decode().split("\f")[-2]
    assert "Schedule of signatures" in schedule and schedule.count("OFFICIAL") == 2
