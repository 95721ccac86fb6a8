"""Pictures drawn as plain SVG: QR codes and the risk matrix. Every picture has a text beside it that says the same."""

from __future__ import annotations

import html
import io

import segno


def qr(address: str, description: str) -> str:
    """A QR code of an address as inline SVG, quiet zone included; `description` is what a screen reader says."""
    code = segno.make(address, error="m", micro=False)
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, svgns=True, title=description, border=2, omitsize=True, dark="#0b1f3f")
    return out.getvalue().decode().replace("<svg ", '<svg class="qr" role="img" ', 1)


def escape(text: str) -> str:
    """Text made safe for HTML and SVG."""
    return html.escape(text, quote=True)
