"""The layout process: imports the engine once and answers one document at a time."""

from __future__ import annotations

import gc
import sys

from govern.records.confined.serving import serve
from govern.records.rendering import finish, layout
from govern.records.rendering.job import Job

DONE, FAULT = b"+", b"-"


def answer(message: bytes) -> bytes:
    """The finished PDF behind a plus sign, or behind a minus a sentence on why there is none.

    The process ends with its answer: looking for garbage on the way would be a seventh of the work.
    """
    gc.disable()
    job = Job.decode(message)
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
    serve(answer)
