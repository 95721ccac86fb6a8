"""A partner's own agreement held against ours: upload it, read the passages, say what holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from govern.clock import text as instant_text
from govern.commands.imports.check_partner_agreement import (
    PDF,
    STATES,
    Said,
    check,
    confirm,
    kind_of,
)
from govern.commands.word.laying_out import word_date
from govern.errors import Invalid, NotFound
from govern.exchange.partner.looking import HONEST, requirements
from govern.exchange.partner.reporting import STATES as WORDS
from govern.exchange.partner.reporting import as_blocks, as_csv, rows
from govern.exchange.word.package import Front, docx
from govern.records.document import marking
from govern.store import partner_checks, people
from govern.store.rows.imports import PartnerCheckRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.word_files import WORD, brings, sent, uploaded_file
from govern.web.fields import FileField
from govern.web.filters import moment, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Cell, Column, Link, Table, Tag

HERE = f"{VERSION}/partner-agreements"
ONE = f"{HERE}/<check_id>"
PDF_TYPE = "application/pdf"
COLUMNS = (Column("File"), Column("Looked through"), Column("Confirmed"))
TAGS = {"found": Tag("Found", "green"), "partly": Tag("Partly", "yellow"),
        "not_found": Tag("Not found", "red")}  # fmt: skip


class CheckForm(Form):
    """The partner's own agreement."""

    file = FileField(
        "The partner's agreement, as a Word file or a PDF",
        required="Choose a Word file or a PDF",
        hint="A .docx or .pdf of up to 25 MB. A scan holds pictures and no words, and is refused.",
    )


@dataclass(frozen=True)
class CheckList:
    """The agreements that were looked through, and the form for one more."""

    crumbs: Sequence[Link]
    name: str
    honest: str
    checks: Table | None
    form: CheckForm
    action: str
    faults: Sequence[Link] = ()


@dataclass(frozen=True)
class Quote:
    """A passage of the file."""

    where: str
    text: str


@dataclass(frozen=True)
class Held:
    """One requirement held against the file, and what a person says of it."""

    id: str
    title: str
    law: str
    looked: Tag
    missing: Sequence[str]
    quotes: Sequence[Quote]
    state: str
    note: str
    said: str
    fault: str


@dataclass(frozen=True)
class CheckPage:
    """One agreement, requirement by requirement."""

    crumbs: Sequence[Link]
    name: str
    title: str
    about: str
    honest: str
    held: Sequence[Held]
    choices: Sequence[tuple[str, str]]
    left: int
    actions: dict[str, str]
    faults: Sequence[Link] = ()


@blueprint.get(HERE)
@brings
def partner_agreements(document_id: str, number: int) -> str:
    """The list."""
    with reading(document_id, number) as text:
        page = _list(text, CheckForm(formdata=None))
    return render_template("documents/partner_agreements.html", page=page)


@blueprint.post(HERE)
@brings
def partner_agreement_upload(document_id: str, number: int) -> AnyResponse | tuple[str, int]:
    """Look a file through."""
    form = CheckForm()
    with reading(document_id, number) as text:
        if form.validate_on_submit():
            given = uploaded_file(form.file.data)
            try:
                made = check(installation(), by=actor(), version_id=text.version.id, **given)
            except Invalid as fault:
                refuse(form, fault, otherwise="file")
            else:
                return redirect(text.url("partner_agreement", check_id=made))
        page = _list(text, form)
    return render_template("documents/partner_agreements.html", page=page), 422


@blueprint.get(ONE)
@brings
def partner_agreement(document_id: str, number: int, check_id: str) -> str:
    """One of them."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        page = _page(text, row)
    return render_template("documents/partner_agreement.html", page=page)


@blueprint.post(ONE)
@brings
def partner_agreement_confirm(
    document_id: str, number: int, check_id: str
) -> AnyResponse | tuple[str, int]:
    """Keep what a person says of each requirement."""
    with reading(document_id, number) as text:
        row = partner_checks.check(text.session, actor(), text.version.id, check_id)
        said = {
            each.id: Said(request.form[f"state-{each.id}"], request.form.get(f"note-{each.id}", ""))
            for each in requirements()
            if request.form.get(f"state-{each.id}")
        }
        version_id = text.version.id
        try:
            changed = confirm(
                installation(), by=actor(), version_id=version_id, check_id=check_id, said=said
            )
        except Invalid as fault:
            page = _page(text, row, fault.faults)
            return render_template("documents/partner_agreement.html", page=page), 422
        say(f"{plural(changed, 'requirement').capitalize()} confirmed.")
        return redirect(text.url("partner_agreement", check_id=check_id))


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
            notices=[HONEST, *_unread(row)],
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


def _unread(row: PartnerCheckRow) -> list[str]:
    """The pages that nobody looked through, in a sentence."""
    if not row.unread:
        return []
    pages = ", ".join(str(each) for each in row.unread)
    which = f"Page {pages} holds" if len(row.unread) == 1 else f"Pages {pages} hold"
    return [f"{which} pictures and no words: read what stands there yourself."]


def _rows(text: Text, row: PartnerCheckRow) -> list[list[str]]:
    return list(rows(row.found, row.confirmed, _names(text, row)))


def _names(text: Text, row: PartnerCheckRow) -> dict[str, str]:
    said = {each["person_id"] for each in row.confirmed.values()}
    return dict(people.person_names(text.session, said))


def _list(text: Text, form: CheckForm) -> CheckList:
    if text.document.kind != "sharing_agreement":
        raise NotFound("partners' own agreements stand beside sharing agreements")
    found = partner_checks.checks(text.session, actor(), text.version.id)
    lines: list[list[str | Cell]] = [
        [
            Cell(Link(each.name, text.url("partner_agreement", check_id=each.id))),
            moment(each.at),
            f"{len(each.confirmed)} of {len(requirements())}",
        ]
        for each in found
    ]
    return CheckList(
        crumbs=text.crumbs(Link("Word", text.url("word"))),
        name=text.name,
        honest=HONEST,
        checks=Table("Looked through", COLUMNS, lines) if lines else None,
        form=form,
        action=text.url("partner_agreement_upload"),
        faults=form.error_links(),
    )


def _page(text: Text, row: PartnerCheckRow, faults: dict[str, str] | None = None) -> CheckPage:
    wrong = faults or {}
    names = _names(text, row)
    here = {"check_id": row.id}
    addresses = {
        each: text.url(f"partner_agreement_{each}", **here)
        for each in ("confirm", "csv", "word", "original")
    }
    if row.disposed_at:
        addresses["original"] = ""
    return CheckPage(
        crumbs=text.crumbs(
            Link("Word", text.url("word")),
            Link("Partners' own agreements", text.url("partner_agreements")),
        ),
        name=text.name,
        title=row.name,
        about=f"{row.words:,} words, uploaded on {moment(row.at)}. Its SHA-256 is {row.sha256}.",
        honest=" ".join([HONEST, *_unread(row)]),
        held=[_held(each.id, row, names, wrong) for each in requirements()],
        choices=[(each, WORDS[each]) for each in STATES],
        left=len(requirements()) - len(row.confirmed),
        actions=addresses,
        faults=[Link(said, f"#{field}") for field, said in wrong.items()],
    )


def _held(item: str, row: PartnerCheckRow, names: dict[str, str], wrong: dict[str, str]) -> Held:
    asked = next(each for each in requirements() if each.id == item)
    found = row.found.get(item, {"state": "not_found", "passages": [], "missing": []})
    said = row.confirmed.get(item, {})
    who = f"Confirmed by {names.get(said['person_id'], '')}, {moment(said['at'])}" if said else ""
    return Held(
        id=item,
        title=f"{asked.section}: {asked.title}",
        law="; ".join(asked.law),
        looked=TAGS[found["state"]],
        missing=found["missing"],
        quotes=[Quote(each["where"], each["text"]) for each in found["passages"]],
        state=said.get("state", ""),
        note=said.get("note", ""),
        said=who,
        fault=wrong.get(f"note-{item}", ""),
    )
