"""The confined child: what it may no longer do."""

from __future__ import annotations

import os
import subprocess
import sys

from govern.records.confined.child import _environment

TRY = """
import errno, socket, os
from govern.records.confined.limits import Limits, limit, close_network
ready = socket.socket()
limit(Limits(5, 5, 1 << 30))
print(close_network())
for name, attempt in {
    "socket": lambda: socket.socket(),
    "connect": lambda: ready.connect(("127.0.0.1", 9)),
    "program": lambda: os.execv("/bin/true", ["true"]),
    "write": lambda: open("/tmp/govern-confined-test", "wb", 0).write(b"x"),
}.items():
    try:
        attempt()
        print(name, "went through")
    except OSError as error:
        print(name, errno.errorcode[error.errno])
"""


def test_a_confined_process_opens_no_socket_runs_no_program_and_writes_no_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRY],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [
        "True",
        "socket EPERM",
        "connect EPERM",
        "program EPERM",
        "write EFBIG",
    ]


def test_a_child_gets_none_of_the_settings() -> None:
    os.environ["GOVERN_SECRET_FOR_TEST"] = "x"
    try:
        environment = _environment()
    finally:
        del os.environ["GOVERN_SECRET_FOR_TEST"]

    assert not [name for name in environment if name.startswith("GOVERN")]
