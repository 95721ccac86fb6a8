"""What tests of the gate may ask for: a service that published, and a gate that took it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.gate.asking import listening as listening
from tests.gate.publishing import Beside, Service, Wall, usual
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here only processes die and never the computer: what was written is there."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def clock() -> Wall:
    """The time of service and gate alike."""
    return Wall()


@pytest.fixture
def service(tmp_path: Path, clock: Wall) -> Service:
    """A service that published a few flows."""
    made = Service(tmp_path / "home", clock)
    made.publish(usual())
    return made


@pytest.fixture
def beside(service: Service, tmp_path: Path, clock: Wall) -> Beside:
    """A gate that holds what was published."""
    return Beside(service, tmp_path / "state", clock).start()
