"""The warm layout process: imports the engine once, then forks one confined child for each
document.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import NoReturn

from govern.records.rendering import confine, finish, layout
from govern.records.rendering.job import Job, receive, send

DONE, FAULT = b"+", b"-"


def main() -> None:
    """Serve until the parent closes the control socket, which is this process's standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    while True:
        message, channels, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        for channel in channels:
            if os.fork() == 0:
                control.close()
                _serve(socket.socket(fileno=channel))
            os.close(channel)


def _serve(channel: socket.socket) -> NoReturn:
    """Answer one job on its own socket, then end; a child that dies says nothing, which the caller
    understands.
    """
    try:
        job = Job.decode(receive(channel))
        confine.limit(job.limits)
        confine.close_network()
        send(channel, _answer(job))
    finally:
        os._exit(0)


def _answer(job: Job) -> bytes:
    try:
        return DONE + finish.finish(layout.lay_out(job), job)
    except layout.OutsideResource as refused:
        return FAULT + f"It refers to something outside itself: {refused.address[:200]}".encode()
    except finish.FieldFault as fault:
        return FAULT + str(fault).encode()
    except MemoryError:
        return FAULT + b"It needs more memory than one document may use."
    except RecursionError:
        return FAULT + b"It is nested too deeply."
    except Exception as error:  # noqa: BLE001  whatever the engine trips over, the caller gets a sentence
        print(f"layout failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return FAULT + f"It could not be laid out ({type(error).__name__}).".encode()


if __name__ == "__main__":
    main()
