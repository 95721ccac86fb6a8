"""The reading process: opens one uploaded Word file at a time, within limits."""

from __future__ import annotations

import sys

import orjson

from govern.exchange.word.guarding import Refused
from govern.exchange.word.reading import read
from govern.records.confined.serving import serve

DONE, FAULT = b"+", b"-"


def answer(message: bytes) -> bytes:
    """The text as JSON behind a plus sign, or behind a minus a sentence on why it is refused."""
    try:
        return DONE + orjson.dumps(read(message).encode())
    except Refused as refused:
        return FAULT + str(refused).encode()
    except MemoryError:
        return FAULT + b"The file needs more memory than one document may use."
    except RecursionError:
        return FAULT + b"The file is nested too deeply."
    except Exception as error:  # noqa: BLE001  whatever a file does to the reader, its sender gets a sentence
        print(f"reading failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return FAULT + f"The file cannot be read ({type(error).__name__}).".encode()


if __name__ == "__main__":
    serve(answer)
