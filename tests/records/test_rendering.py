"""Rendering: the same bytes every time, nothing from outside, an end to what takes too long."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest

from govern.records import render as rendering
from govern.records.confined.limits import Limits
from govern.records.render import RenderError, render
from govern.records.rendering.job import Field
from tests.records import specimen

QUICK = Limits(cpu_seconds=2, wall_seconds=10, memory_bytes=1024 * 1024 * 1024)


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><title>Test</title>{head}</head>'
        f'<body style="font-family: Source Sans 3">{body}</body></html>'
    )


def rendered(body: str, head: str = "", limits: Limits = QUICK) -> bytes:
    return render(page(body, head), identifier=bytes(16), at=specimen.AT, limits=limits)


def test_the_same_document_is_the_same_bytes_from_another_process() -> None:
    first = render(specimen.PAGE, identifier=bytes(16), at=specimen.AT, fields=specimen.FIELDS)

    rendering._LAYOUT.close()
    second = render(specimen.PAGE, identifier=bytes(16), at=specimen.AT, fields=specimen.FIELDS)

    assert first == second


def test_another_identifier_or_instant_gives_other_bytes() -> None:
    first = render(page("<p>a</p>"), identifier=bytes(16), at=specimen.AT)

    assert first != render(page("<p>a</p>"), identifier=b"1" * 16, at=specimen.AT)
    assert first != render(page("<p>a</p>"), identifier=bytes(16), at=specimen.BEFORE)


def test_only_bundled_fonts_are_used_and_they_are_embedded() -> None:
    made = rendered('<p>Plain <b>bold</b> <i>slanted</i> <span style="font-family: Arial">x</span>')

    listed = subprocess.run(["pdffonts", "-"], input=made, capture_output=True, check=True).stdout
    rows = [line.split() for line in listed.decode().splitlines()[2:]]
    assert rows
    for row in rows:
        assert "Source-Sans-3" in row[0] or "IBM-Plex-Mono" in row[0]
        assert row[-5] == "yes"


def test_a_document_is_tagged_and_says_its_standards() -> None:
    with pikepdf.open(io.BytesIO(specimen.frozen())) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()

        assert pdf.Root.MarkInfo.Marked
        assert 'pdfaid:part="3"' in xmp and 'pdfaid:conformance="A"' in xmp
        assert 'pdfuaid:part="1"' in xmp
        assert str(pdf.Root.Lang) == "en-GB"


def test_header_cells_say_what_they_head() -> None:
    with pikepdf.open(io.BytesIO(specimen.frozen())) as pdf:
        scopes = [str(each.A.Scope) for each in pdf.objects if _is_header(each)]
        cells = [each for each in pdf.objects if _is(each, "/TD")]

    assert sorted(scopes) == ["/Column", "/Column", "/Row"]
    assert cells


def _is(element: object, kind: str) -> bool:
    return isinstance(element, pikepdf.Dictionary) and element.get("/S") == kind


def _is_header(element: object) -> bool:
    return _is(element, "/TH")


def test_object_streams_hold_at_most_a_hundred_objects() -> None:
    made = rendered("".join(f"<p>{number}</p>" for number in range(400)))

    counts = [int(each) for each in re.findall(rb"/N (\d+)", made)]
    assert counts
    assert max(counts) <= 100


def test_fields_are_empty_tagged_named_and_in_the_order_asked() -> None:
    with pikepdf.open(io.BytesIO(specimen.frozen())) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)

        assert [str(each.T) for each in fields] == ["dpo", "siro", "service"]
        assert [str(each.TU) for each in fields] == [each.label for each in specimen.FIELDS]
        assert all("/V" not in each and each.FT == "/Sig" for each in fields)
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        tagged = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
        assert all(tagged[int(each.StructParent)].S == "/Form" for each in fields)


def test_a_field_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(RenderError, match="not asked for"):
        rendered('<a style="display: block; height: 9mm" href="govern-field:siro"></a>')


def test_a_field_without_a_place_is_refused() -> None:
    with pytest.raises(RenderError, match="no place is marked"):
        render(page("<p>a"), identifier=bytes(16), at=specimen.AT, fields=[Field("dpo", "DPO")])


OUTSIDE = {
    "image": '<img alt="x" src="{0}">',
    "style sheet": '<link rel="stylesheet" href="{0}"><p>x',
    "import": "<style>@import url({0});</style><p>x",
    "background": '<p style="background: url({0})">x',
    "font": "<style>@font-face {{ font-family: Y; src: url({0}) }}</style><p>x",
    "object": '<object data="{0}" type="image/png"></object>',
    "embed": '<embed src="{0}" type="image/png">',
    "svg image": '<svg><title>x</title><image href="{0}" width="9" height="9"/></svg>',
    "attachment": '<link rel="attachment" href="{0}"><p>x',
    "attached link": '<p><a rel="attachment" href="{0}">x</a>',
    "list": '<ul style="list-style-image: url({0})"><li>x</ul>',
    "content": "<style>p::before {{ content: url({0}) }}</style><p>x",
}


class _Listener:
    def __init__(self) -> None:
        self.asked: list[str] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                listener.asked.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.mark.parametrize("form", OUTSIDE)
def test_nothing_from_outside_reaches_a_document(form: str, tmp_path: Path) -> None:
    secret = b"SECRET-7c1f0e"
    (tmp_path / "secret.txt").write_bytes(secret)
    listener = _Listener()
    addresses = [
        (tmp_path / "secret.txt").as_uri(),
        f"http://127.0.0.1:{listener.server.server_port}/x",
    ]

    made = [_outcome(OUTSIDE[form].format(address)) for address in addresses]
    listener.close()

    assert listener.asked == []
    for outcome in made:
        assert secret not in outcome and base64.b64encode(secret) not in outcome


def _outcome(body: str) -> bytes:
    """Every stream of what was made, uncompressed; or the refusal."""
    try:
        made = rendered(body)
    except RenderError as refused:
        return str(refused).encode().replace(b"secret.txt", b"")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        return b"".join(
            each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)
        )


def test_a_document_that_wants_something_from_outside_is_refused_with_its_address() -> None:
    with pytest.raises(RenderError, match=r"outside itself: https://example\.org/x\.png"):
        rendered('<img alt="x" src="https://example.org/x.png">')


BOMBS = {
    "colspan": "<table><tr><td colspan=1000000>x</table>",
    "columns": '<div style="columns: 50">' + "<p>x</p>" * 6000 + "</div>",
    "memory": "<table>" + ("<tr>" + "<td>x" * 400) * 2000 + "</table>",
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_ends_with_a_sentence(kind: str) -> None:
    with pytest.raises(RenderError, match="more time or memory"):
        rendered(BOMBS[kind], limits=Limits(1, 8, 700 * 1024 * 1024))


def test_deep_nesting_ends_with_a_sentence() -> None:
    with pytest.raises(RenderError, match=r"nested too deeply|could not be laid out|more time"):
        rendered("<div>" * 3000 + "x" + "</div>" * 3000)


def test_a_bomb_does_not_stop_the_next_document() -> None:
    with pytest.raises(RenderError):
        rendered(BOMBS["colspan"], limits=Limits(1, 8, 700 * 1024 * 1024))

    assert rendered("<p>after").startswith(b"%PDF-1.7")
