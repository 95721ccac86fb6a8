"""record.json as a stranger takes it: the published schema, the proof of its place, the QR code."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pikepdf
import rfc8785
import zxingcpp
from PIL import Image
from sqlalchemy import select

from govern.app import create_app
from govern.store.rows.ledger import EventRow
from tests.adopting import NOT_NEEDED, Adopting

_LEAVES = select(EventRow.leaf).order_by(EventRow.seq)


def attached(content: bytes, name: str) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdf.attachments[name].get_file().read_bytes()


def test_it_keeps_to_the_schema_that_the_service_publishes(adopting: Adopting) -> None:
    digest = adopting.sign("essex_dpo", "endorse")
    record = attached(adopting.installation.archive.get(digest), "record.json")

    answer = create_app(adopting.installation).test_client().get("/verify/record.schema.json")

    assert answer.mimetype == "application/schema+json"
    schema = json.loads(answer.data)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(record), schema)
    assert rfc8785.dumps(json.loads(record)) == record


def test_its_proof_leads_from_the_acts_event_to_the_head_of_the_tree(adopting: Adopting) -> None:
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))
    digest = adopting.sign("kent_dpo", "endorse")
    record = json.loads(attached(adopting.installation.archive.get(digest), "record.json"))
    with adopting.installation.reading() as session:
        leaves = [bytes(each) for each in session.scalars(_LEAVES)]

    place = record["ledger"]

    assert record["act"]["id"] != act_id
    assert json.loads(leaves[place["position"]])["subject"]["id"] == record["act"]["id"]
    hashes = [hashlib.sha256(b"\x00" + each).digest() for each in leaves[: place["tree_size"]]]
    assert hashes[place["position"]].hex() == place["leaf_hash"]
    assert root(hashes).hex() == place["tree_root"]
    assert climbed(place) == place["tree_root"]


def test_the_decision_carries_the_advice_and_cites_it_by_digest(adopting: Adopting) -> None:
    advice = adopting.sign("essex_dpo", "endorse")
    decision = adopting.sign("essex_siro", "approve", NOT_NEEDED)

    content = adopting.installation.archive.get(decision)

    (cited,) = json.loads(attached(content, "record.json"))["earlier_records"]
    assert cited["digest"] == f"sha256:{advice}"
    assert hashlib.sha256(attached(content, cited["attached"])).hexdigest() == advice


def test_the_code_in_the_signature_and_on_the_cover_lead_to_the_live_status(
    adopting: Adopting, tmp_path: Path
) -> None:
    digest = adopting.sign("essex_dpo", "endorse")
    (tmp_path / "record.pdf").write_bytes(adopting.installation.archive.get(digest))
    with pikepdf.open(tmp_path / "record.pdf") as pdf:
        last = len(pdf.pages)
    browser = create_app(adopting.installation).test_client()

    cover, signature = (seen(tmp_path, page) for page in (1, last))

    assert signature.partition("?record=")[0] == cover
    assert signature != cover
    for address in (cover, signature):
        assert address.startswith(adopting.installation.settings.url)
        parts = urlsplit(address)
        answer = browser.get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 200 and "DPIA-1, version 1" in answer.text


def seen(folder: Path, page: int) -> str:
    """The one code that a camera sees on a page, signed fields drawn."""
    line = ["pdftoppm", "-r", "300", "-gray", "-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run([*line, "record.pdf", "page"], cwd=folder, check=True, capture_output=True)
    with Image.open(folder / "page.pgm") as picture:
        (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def root(hashes: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, by its definition."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(hashes[:split]) + root(hashes[split:])).digest()


def climbed(place: dict[str, Any]) -> str:
    """RFC 9162, 2.1.3.2, step by step."""
    number, last = place["position"], place["tree_size"] - 1
    at = bytes.fromhex(place["leaf_hash"])
    for step in map(bytes.fromhex, place["proof"]):
        if number & 1 or number == last:
            at = hashlib.sha256(b"\x01" + step + at).digest()
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            at = hashlib.sha256(b"\x01" + at + step).digest()
        number, last = number >> 1, last >> 1
    return at.hex() if last == 0 else ""
