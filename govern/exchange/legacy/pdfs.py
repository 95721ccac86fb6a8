"""The PDFs in a zip file, as one message: a table of names and sizes, then the bytes."""

from __future__ import annotations

import orjson

from govern.exchange.confined.refusing import Refused
from govern.exchange.legacy.unpacking import Packed

MOST, LARGEST = 2_000, 200 * 1024 * 1024


def packed_pdfs(content: bytes) -> bytes:
    """Every PDF of the zip file. Raises Refused when it is none; other files are named as such."""
    packed = Packed(content, most=MOST, largest=LARGEST)
    table, blobs, others = [], [], []
    for name in packed.names():
        base = name.replace("\\", "/").rpartition("/")[2]
        if name.startswith("__MACOSX/") or base.startswith("."):
            continue
        found = packed.bytes(name)
        if not base.lower().endswith(".pdf") or b"%PDF-" not in found[:1024]:
            others.append(base[:150])
            continue
        table.append([base[:150], len(found)])
        blobs.append(found)
    if not table:
        raise Refused("The zip file holds no PDF.")
    head = orjson.dumps({"files": table, "others": others})
    return b"".join([len(head).to_bytes(8, "big"), head, *blobs])


def unpacked(message: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Name -> bytes, and the names of what is no PDF. Of two of one name the second is no PDF."""
    end = 8 + int.from_bytes(message[:8], "big")
    told = orjson.loads(message[8:end])
    files: dict[str, bytes] = {}
    others = list(told["others"])
    for name, size in told["files"]:
        if name.casefold() in {each.casefold() for each in files}:
            others.append(f"{name} (a second file of that name)")
        else:
            files[name] = message[end : end + size]
        end += size
    return files, others
