"""Downloads: the frozen PDF of a version, and its draft to look at."""

from __future__ import annotations

from threading import BoundedSemaphore

from flask import Response

from govern.commands.documents.preview import preview as printed
from govern.errors import Conflict, NotFound
from govern.records.render import RenderError
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, drafts, reads
from govern.web.documents.loading import drafting, reading

PRINTING = BoundedSemaphore(2)
"""As many drafts are printed at a time; printing takes seconds of processor time."""

CONFINED = "default-src 'none'; sandbox"


@blueprint.get(f"{VERSION}/pdf")
@reads
def pdf(document_id: str, number: int) -> Response:
    """The frozen PDF: the very bytes that everybody signs."""
    with reading(document_id, number) as text:
        name, digest = text.name, text.version.pdf_digest
    if digest is None:
        raise NotFound("a version that is not frozen has no PDF")
    return download(installation().archive.get(digest), name)


@blueprint.get(f"{VERSION}/draft.pdf")
@drafts
def preview(document_id: str, number: int) -> Response:
    """The text as it stands, marked as a draft on every page."""
    with drafting(document_id, number) as text:
        name, version_id = text.name, text.version.id
    if not PRINTING.acquire(blocking=False):
        raise Conflict("Two drafts are being printed just now. Try again in half a minute.")
    try:
        made = printed(installation(), by=actor(), version_id=version_id)
    except RenderError as fault:
        raise Conflict(f"This text cannot be printed: {fault}") from fault
    finally:
        PRINTING.release()
    return download(made, f"DRAFT {name}")


def download(content: bytes, name: str) -> Response:
    """A PDF to keep: never shown inside a page of ours, and confined if a browser shows it."""
    safe = "".join(each if each.isalnum() or each in "-." else "-" for each in name)
    return Response(
        content,
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{safe.replace("--", "-")}.pdf"',
            "Content-Security-Policy": CONFINED,
            "X-Content-Type-Options": "nosniff",
        },
    )
