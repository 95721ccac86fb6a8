"""The check of a partner's own agreement to take away: as a spreadsheet, in Word, and its file."""

from __future__ import annotations

from flask import Response

from govern.clock import text as instant_text
from govern.commands.imports.check_partner_agreement import PDF, kind_of
from govern.commands.word.laying_out import word_date
from govern.errors import NotFound
from govern.exchange.partner.looking import HONEST
from govern.exchange.partner.reporting import as_blocks, as_csv, rows
from govern.exchange.word.package import Front, docx
from govern.records.document import marking
from govern.store import partner_checks, people
from govern.store.rows.imports import PartnerCheckRow
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.word_files import WORD, brings, sent
from govern.web.filters import moment

HERE = f"{VERSION}/partner-agreements"
ONE = f"{HERE}/<check_id>"
PDF_TYPE = "application/pdf"


@blueprint.get(f"{ONE}/report.csv")
@brings
def partner_agreement_csv(document_id: str, number: int, check_id: str) -> Response:
    """The report as a spreadsheet."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        made = as_csv(_rows(text, row))
    headers = {"Content-Disposition": 'attachment; filename="partner-agreement-check.csv"'}
    return Response(made, mimetype="text/csv", headers=headers)


@blueprint.get(f"{ONE}/report.docx")
@brings
def partner_agreement_word(document_id: str, number: int, check_id: str) -> Response:
    """The report as a Word file."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        front = Front(
            kind="Check of a partner's own agreement",
            title=text.document.title,
            reference=text.document.reference,
            version=text.version.number,
            marking=marking(text.content),
            status="",
            facts=[("File", row.name), ("Looked through", moment(row.at)), ("SHA-256", row.sha256)],
            notices=[HONEST, *unread(row)],
            export_id="",
            at=word_date(instant_text(installation().clock.now())),
        )
        made = docx(front, as_blocks(_rows(text, row)))
    return sent(f"{text.document.reference}-partner-agreement-check.docx", made)


@blueprint.get(f"{ONE}/original")
@brings
def partner_agreement_original(document_id: str, number: int, check_id: str) -> Response:
    """The very bytes that were uploaded."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        if row.disposed_at:
            raise NotFound(f"the file of check {check_id}")
        content = installation().uploads.get(row.sha256)
        return sent(row.name, content, PDF_TYPE if kind_of(content) == PDF else WORD)


def unread(row: PartnerCheckRow) -> list[str]:
    """The pages that nobody looked through, in a sentence."""
    if not row.unread:
        return []
    pages = ", ".join(str(each) for each in row.unread)
    which = f"Page {pages} holds" if len(row.unread) == 1 else f"Pages {pages} hold"
    return [f"{which} pictures and no words: read what stands there yourself."]


def names(text: Text, row: PartnerCheckRow) -> dict[str, str]:
    said = {each["person_id"] for each in row.confirmed.values()}
    return dict(people.person_names(text.session, said))


def _rows(text: Text, row: PartnerCheckRow) -> list[list[str]]:
    return list(rows(row.found, row.confirmed, names(text, row)))
