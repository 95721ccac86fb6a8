"""A token of SoftHSM for tests: a real PKCS#11 device, in software."""

from __future__ import annotations

import subprocess
from pathlib import Path

from govern.records.device import Device

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, OWNER_PIN = "4917", "719473"


def configure(folder: Path) -> dict[str, str]:
    """What the library must find in the environment, for tokens that live in `folder`."""
    tokens = folder / "tokens"
    tokens.mkdir(parents=True)
    (folder / "softhsm2.conf").write_text(
        f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    return {"SOFTHSM2_CONF": str(folder / "softhsm2.conf")}


def token(folder: Path, label: str = "records") -> Device:
    """A new token with its PIN in a file that its owner alone may read. SOFTHSM2_CONF is set."""
    subprocess.run(
        [
            *("softhsm2-util", "--init-token", "--free", "--label", label),
            *("--pin", PIN, "--so-pin", OWNER_PIN),
        ],
        check=True,
        capture_output=True,
    )
    pin = folder / f"{label}.pin"
    pin.write_text(f"{PIN}\n")
    pin.chmod(0o600)
    return Device(MODULE, label, "issuing-1", pin)
