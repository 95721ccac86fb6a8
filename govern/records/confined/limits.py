"""Takes rights away from a process before untrusted input: time, memory, files, network."""

from __future__ import annotations

import ctypes
import json
import platform
import resource
import signal
import struct
from dataclasses import asdict, dataclass

_NO_NEW_PRIVILEGES = 38
_SECCOMP = 22
_FILTER_MODE = 2
_EPERM = 0x00050000 | 1
_ALLOW = 0x7FFF0000
_KILL = 0x00000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06

# Audit architecture number, then the calls for: socket, connect, execve, execveat, ptrace,
# io_uring_setup.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 425)),
}
_FOREIGN_ABI = 0x40000000


@dataclass(frozen=True)
class Limits:
    """What one task may cost before the kernel ends it."""

    cpu_seconds: int
    wall_seconds: int
    memory_bytes: int

    def encode(self) -> bytes:
        """The limits as one message."""
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def decode(message: bytes) -> Limits:
        """The limits in a message made by `encode`."""
        return Limits(**json.loads(message))


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def limit(limits: Limits) -> None:
    """Set the limits of this process; past any of them the kernel ends it or refuses the call.

    The alarm ends the process even inside a C library, so that no caller has to hunt for it.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)


def close_network() -> bool:
    """Make the kernel refuse new sockets, connections and programs to this process; False where it
    cannot.

    This stands behind the fetcher, which already opens nothing but data addresses, so a kernel
    without it is not a refusal to print.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    architecture, calls = machine
    program = _program(architecture, calls)
    buffer = ctypes.create_string_buffer(program, len(program))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    filter_ = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    return bool(libc.prctl(_SECCOMP, _FILTER_MODE, ctypes.byref(filter_), 0, 0) == 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """The filter in the kernel's form: wrong architecture ends the process, a listed call is
    refused, the rest pass.
    """
    refusals = [
        _step(_EQUAL, number, then=len(calls) - place) for place, number in enumerate(calls)
    ]
    return b"".join(
        [
            _step(_LOAD, 4),
            _step(_EQUAL, architecture, then=1),
            _step(_RETURN, _KILL),
            _step(_LOAD, 0),
            _step(_AT_LEAST, _FOREIGN_ABI, then=len(calls) + 1),
            *refusals,
            _step(_RETURN, _ALLOW),
            _step(_RETURN, _EPERM),
        ]
    )


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)
