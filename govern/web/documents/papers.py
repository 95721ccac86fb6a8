"""Downloads: the frozen PDF of a version, an organisation's own records, and a draft to look at."""

from __future__ import annotations

from threading import BoundedSemaphore

from flask import Response

from govern.commands.documents.preview import preview as printed
from govern.errors import Conflict, NotFound
from govern.records.render import RenderError
from govern.store import access, document_pages
from govern.web.context import actor, installation
from govern.web.documents.blueprint import DOCUMENT, VERSION, blueprint, drafts, reads
from govern.web.documents.loading import drafting, reading
from govern.web.policy import acting, rule

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


@blueprint.get(f"{DOCUMENT}/records/<digest>")
@rule(acting, isolation="a record belongs to the organisation that signed; another's is a 404")
def record(document_id: str, digest: str) -> Response:
    """One signed record of the acting organisation."""
    with installation().reading() as session:
        row = access.document(session, actor(), document_id)
        mine = document_pages.own_records(session, row.id, actor().organisation)
        names = {act.record_sha256: (act.act, sign_off) for act, sign_off, _ in mine}
        name = row.reference
    if digest not in names:
        raise NotFound(f"record {digest}")
    act, _ = names[digest]
    return download(installation().archive.get(digest), f"{name} record {act} {digest[:12]}")


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
