"""A real Cerbos server for `cerbos_bench`: fetched by its lock, told one policy, run by itself."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.gate.running import ROOT, free_port, until

LOCK = ROOT / ".ci" / "cerbos"
KEPT = ROOT / ".venv" / "cerbos"
FETCHING = 300
"""Seconds for npm: the program has 94 MB."""

POLICY = """\
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  resource: flow
  version: default
  rules:
    - actions: [send, receive]
      effect: EFFECT_ALLOW
      roles: ["*"]
      condition:
        match:
          all:
            of:
              - expr: now() >= timestamp(R.attr.valid_from)
              - expr: now() < timestamp(R.attr.valid_until)
"""
"""It is asked only whether now is between two instants that come with the question."""

SETTINGS = """\
server:
  httpListenAddr: 127.0.0.1:{http}
  grpcListenAddr: 127.0.0.1:{grpc}
  requestLimits: {{maxActionsPerResource: 50, maxResourcesPerRequest: 500}}
storage:
  driver: disk
  disk: {{directory: {policies}, watchForChanges: false}}
telemetry: {{disabled: true}}
audit: {{enabled: false}}
"""


class CannotRun(Exception):
    """There is no Cerbos here; why, in a few words."""


@dataclass(frozen=True)
class Server:
    """A running server: its address, and its process, which leads a session of its own."""

    address: str
    process: int


@contextmanager
def running() -> Iterator[Server]:
    """The server over the policy, until the end of the `with`. CannotRun when it cannot be had.

    It gets one processor, as our gate has one process, and logs errors only.
    """
    program = fetched()
    with tempfile.TemporaryDirectory() as folder:
        policies, file = Path(folder) / "policies", Path(folder) / "settings.yaml"
        policies.mkdir()
        (policies / "flow.yaml").write_text(POLICY)
        http = free_port()
        file.write_text(SETTINGS.format(http=http, grpc=free_port(), policies=policies))
        process = subprocess.Popen(
            [program, "server", f"--config={file}", "--log-level=error"],
            env={**os.environ, "GOMAXPROCS": "1"}, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        address = f"http://127.0.0.1:{http}"
        try:
            until(lambda: _listens(address, process), 60)
            yield Server(address, process.pid)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def fetched() -> Path:
    """The program, fetched when it is not there as locked. CannotRun when that cannot be done."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    name = f"cerbos-linux-{machine}"
    program = KEPT / "node_modules" / "@cerbos" / name / name
    lock = (LOCK / "package-lock.json").read_bytes()
    there = KEPT / "package-lock.json"
    if not (program.exists() and there.exists() and there.read_bytes() == lock):
        _fetch()
    if not program.exists():
        raise CannotRun(f"the lock has no Cerbos for {platform.machine()}")
    return program


def _fetch() -> None:
    if shutil.which("node") is None or (npm := shutil.which("npm")) is None:
        raise CannotRun("node and npm are not installed")
    shutil.rmtree(KEPT, ignore_errors=True)
    shutil.copytree(LOCK, KEPT)
    line = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    try:
        subprocess.run(line, cwd=KEPT, check=True, capture_output=True, timeout=FETCHING)
    except (subprocess.SubprocessError, OSError) as fault:
        shutil.rmtree(KEPT, ignore_errors=True)
        raise CannotRun("npm could not fetch it") from fault


def _listens(address: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "Cerbos ended"
    try:
        with urlopen(f"{address}/_cerbos/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False
