"""A real service and real gates over loopback HTTP, for a few tests and for measuring."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from werkzeug.serving import make_server

from govern.app import create_app
from govern.clock import SystemClock
from govern.commands.clients.add_client import add_client
from govern.commands.register.keep import keep_published
from govern.commands.register.repository import Repository
from govern.gate.installing import install
from govern.installation import Installation, open_installation

ROOT = Path(__file__).resolve().parents[2]
RUN = "import sys; from govern.cli import main; sys.exit(main(sys.argv[1:]))"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def until(holds: Callable[[], Any], seconds: float = 30) -> Any:
    """What `holds` returns as soon as it is true; an assertion fails when it takes too long."""
    ends = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.005)
    return found


@dataclass
class Running:
    """A service that publishes and serves at `url`."""

    installation: Installation
    url: str

    def gate(self, folder: Path, *forces: str) -> RunningGate:
        """Install a gate for some forces and run it as a process."""
        name = f"gate {folder.name}"
        client = add_client(self.installation, by=None, name=name, forces=forces)
        root = Repository(self.installation.settings).metadata / "1.root.json"
        made = install(
            folder, name=folder.name, url=self.url, forces=forces, root=root,
            token=client.token, listen=f"127.0.0.1:{free_port()}",
        )  # fmt: skip
        return RunningGate(folder, made.caller_token)


class RunningGate:
    """A gate process over its folder."""

    def __init__(self, folder: Path, token: str) -> None:
        self.folder = folder
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        for line in (folder / "gate.toml").read_text().splitlines():
            if line.startswith("listen = "):
                self.address = "http://" + json.loads(line.removeprefix("listen = "))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it and wait until it listens."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, "gate", "run", str(self.folder)],
                cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until(self._listens)

    def kill(self) -> None:
        """SIGKILL to the process and its children, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def ask(self, force: str, partner: str, category: str, purpose: str, action: str) -> Any:
        """The answer to one question."""
        body = {
            "subject": {"type": "force", "id": force},
            "action": {"name": action},
            "resource": {"type": "flow", "id": f"{partner}/{category}/{purpose}"},
        }
        sent = Request(
            f"{self.address}/access/v1/evaluation", json.dumps(body).encode(), self._headers
        )
        with urlopen(sent, timeout=10) as answer:
            return json.load(answer)

    def status(self) -> Any:
        """How it stands; None while it does not listen."""
        try:
            with urlopen(f"{self.address}/status", timeout=10) as answer:
                return json.load(answer)
        except URLError as fault:
            return json.loads(fault.read()) if hasattr(fault, "read") else None

    def _listens(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()
        return self.status() is not None


@contextmanager
def running(installation: Installation) -> Iterator[Running]:
    """Serve an installation on the real clock, with its publisher, until the end of the `with`."""
    url = f"http://127.0.0.1:{free_port()}"
    given = replace(installation.settings, url=url)
    here = open_installation(given, clock=SystemClock())
    server = make_server("127.0.0.1", int(url.rsplit(":", 1)[1]), create_app(here), threaded=True)
    stop = threading.Event()
    threads = (
        threading.Thread(target=keep_published, args=(here, stop), daemon=True),
        threading.Thread(target=server.serve_forever, daemon=True),
    )
    for each in threads:
        each.start()
    try:
        until(lambda: Repository(given).state())
        yield Running(here, url)
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        for each in threads:
            each.join()
        here.database.close()
