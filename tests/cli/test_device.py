"""An installation whose issuing key is in a device, by its settings and the command line alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest

from govern.records.device import Device
from tests.cli.conftest import Run
from tests.records import softhsm


def chosen(monkeypatch: pytest.MonkeyPatch, device: Device) -> None:
    monkeypatch.setenv("GOVERN_DEVICE_MODULE", str(device.module))
    monkeypatch.setenv("GOVERN_DEVICE_TOKEN", device.token)
    monkeypatch.setenv("GOVERN_DEVICE_KEY", device.key)
    monkeypatch.setenv("GOVERN_DEVICE_PIN_FILE", str(device.pin_file))


@pytest.fixture
def device(govern: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
    """A token that the environment does not name yet."""
    for name, value in softhsm.configure(tmp_path / "device").items():
        monkeypatch.setenv(name, value)
    made = softhsm.token(tmp_path / "device")
    library = pkcs11.lib(str(softhsm.MODULE))
    library.reinitialize()
    yield made
    library.finalize()


def test_an_installation_begins_with_its_issuing_key_in_a_device(
    govern: Run, home: Path, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, device)

    assert govern("begin", "--name", "Test consortium")[0] == 0

    assert not (home / "keys" / "issuing.key").exists()
    assert govern("keys")[1]["due"] == []
    chosen(monkeypatch, replace(device, key="issuing-2"))
    assert "holds no key issuing-2" in govern("keys")[1]["due"][0]
    assert govern("keys", "rotate", "issuing")[0] == 0
    assert govern("keys")[1]["due"] == []


def test_an_issuing_key_moves_from_its_file_into_a_device(
    begun: Run, home: Path, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, device)

    assert begun("keys", "rotate", "issuing")[0] == 0

    assert not (home / "keys" / "issuing.key").exists()
    assert begun("keys")[1]["due"] == []
    device.pin_file.chmod(0o644)
    pkcs11.lib(str(softhsm.MODULE)).reinitialize()
    assert "may be read by others" in begun("report")[1]["keys_due"][0]


def test_half_a_device_is_refused_by_name(
    begun: Run, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, device)
    monkeypatch.delenv("GOVERN_DEVICE_PIN_FILE")

    code, told = begun("keys")

    assert code == 2
    assert set(told["faults"]) == {"GOVERN_DEVICE_PIN_FILE"}
