"""Runs the PDF library's asynchronous code to its end in whatever thread it is called from."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

# What the library meets in a damaged file goes into the verdict; its log would carry names.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, also where a loop is already running in this thread; what it raises
    is raised here.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        return _elsewhere(work)
    return asyncio.run(work)


def _elsewhere(work: Coroutine[Any, Any, T]) -> T:
    done: list[T] = []
    failed: list[BaseException] = []

    def target() -> None:
        try:
            done.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001  handed to the caller's thread
            failed.append(error)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]
