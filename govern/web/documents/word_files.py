"""A version as a Word file: download it, download a redline, and upload what came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters, digits
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from govern.commands.word.download import WordFile, download, redline
from govern.commands.word.upload import upload
from govern.errors import Invalid, NotFound
from govern.store import audiences, comment_pages, document_pages, imports, word_files
from govern.store.rows.word import WordUploadRow
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.loading import Text, reading
from govern.web.documents.papers import CONFINED
from govern.web.fields import ChoicesField, FileField
from govern.web.filters import moment, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Column, Link, Table, Tag
from govern.web.policy import acting, rule
from workflows import roles

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS = (Column("File"), Column("Uploaded"), Column("State"))
STATES = {"waiting": Tag("To look through", "blue"), "closed": Tag("Done with", "grey")}
brings = rule(
    acting,
    isolation="reads a file for a document of the acting organisation's own; another's is a 404, "
    "and an upload is seen by the organisation that uploaded it alone",
)


class DownloadForm(Form):
    """Whose comments the file holds: nobody's, unless chosen."""

    comments = ChoicesField(
        "Comments to put into the file",
        required=None,
        hint="The file holds them in plain sight. Send it only to those who may read them.",
    )


class UploadForm(Form):
    """The file that came back."""

    file = FileField(
        "Word file",
        required="Choose a Word file",
        hint="A .docx of up to 25 MB, without macros, embedded objects or a password",
    )


@dataclass(frozen=True)
class WordPage:
    """What can be done with Word here."""

    crumbs: Sequence[Link]
    name: str
    title: str
    download: DownloadForm
    redlines: Sequence[Link]
    upload: UploadForm | None
    uploads: Table | None
    actions: dict[str, str]
    partner: str = ""
    imported: str = ""
    faults: Sequence[Link] = ()


@blueprint.get(f"{VERSION}/word")
@reads
def word(document_id: str, number: int) -> str:
    """The page of a version's Word files."""
    with reading(document_id, number) as text:
        page = _page(text, UploadForm(formdata=None))
    return render_template("documents/word.html", page=page)


@blueprint.post(f"{VERSION}/word/download")
@reads
def word_download(document_id: str, number: int) -> Response | tuple[str, int]:
    """The version as a Word file."""
    with reading(document_id, number) as text:
        form = _download_form(text, DownloadForm())
        if not form.validate_on_submit():
            page = _page(text, UploadForm(formdata=None), form)
            return render_template("documents/word.html", page=page), 422
        version_id = text.version.id
    made = download(installation(), by=actor(), version_id=version_id, audience_keys=_chosen(form))
    return _sent(made)


@blueprint.get(f"{VERSION}/word/redline")
@reads
def word_redline(document_id: str, number: int) -> Response:
    """What changed since an earlier version, as tracked changes."""
    with reading(document_id, number) as text:
        wanted = request.args.get("with", text.version.number - 1, type=int)
        seen = document_pages.versions(text.session, actor(), text.document)
        earlier = next((each.id for each in seen if each.number == wanted), None)
        if earlier is None:
            raise NotFound(f"version {wanted}")
        version_id = text.version.id
    made = redline(installation(), by=actor(), version_id=version_id, earlier_id=earlier)
    return _sent(made)


@blueprint.post(f"{VERSION}/word/upload")
@brings
def word_upload(document_id: str, number: int) -> AnyResponse | tuple[str, int]:
    """Take the file in and show what is in it; nothing is applied yet."""
    form = UploadForm()
    with reading(document_id, number) as text:
        version_id = text.version.id
        if form.validate_on_submit():
            given = uploaded_file(form.file.data)
            try:
                made = upload(installation(), by=actor(), version_id=version_id, **given)
            except Invalid as fault:
                refuse(form, fault, otherwise="file")
            else:
                return redirect(text.url("word_preview", upload_id=made))
        page = _page(text, form)
    return render_template("documents/word.html", page=page), 422


def _sent(made: WordFile, kind: str = WORD) -> Response:
    """A file to keep: never shown inside a page of ours."""
    headers = {
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "Content-Security-Policy": CONFINED,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(made.content, mimetype=kind, headers=headers)


def sent(name: str, content: bytes, kind: str = WORD) -> Response:
    """An original as it was uploaded, under a plain name."""
    kept = ascii_letters + digits + "-."
    safe = "".join(each if each in kept else "-" for each in name)
    return _sent(WordFile(safe.strip(".-") or "file.docx", content), kind)


def uploaded_file(given: Any) -> dict[str, Any]:
    """Name and content of a file field, as commands take them."""
    return {"name": given.filename or "", "content": given.read()}


def _page(text: Text, form: UploadForm, download: DownloadForm | None = None) -> WordPage:
    mine = audiences.audiences(text.session, actor(), text.document)
    uploads = word_files.uploads(text.session, actor(), text.version.id) if mine else []
    seen = document_pages.versions(text.session, actor(), text.document)
    return WordPage(
        crumbs=text.way(),
        name=text.name,
        title=text.document.title,
        download=download or _download_form(text, DownloadForm(formdata=None)),
        redlines=[
            Link(f"From version {each.number}", text.url("word_redline", **{"with": each.number}))
            for each in seen
            if each.number < text.version.number
        ],
        upload=form if mine and text.version.status != "withdrawn" else None,
        uploads=Table("Files that came back", COLUMNS, [_row(text, e) for e in uploads])
        if uploads
        else None,
        actions={each: text.url(f"word_{each}") for each in ("download", "upload")},
        partner=text.url("partner_agreements")
        if mine and text.document.kind == "sharing_agreement"
        else "",
        imported=url_for("documents.import_report", document_id=text.document.id)
        if actor().role == roles.LAWYER
        and imports.assessment(text.session, actor(), text.document.id)
        else "",
        faults=form.error_links(),
    )


def _download_form(text: Text, form: DownloadForm) -> DownloadForm:
    """Offers the audiences in which something was said, each with how many threads it holds."""
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    said = Counter(talk.first.row.audience_key for talk in talks.talks)
    form.comments.choices = [
        (each.key, f"{each.label}: {plural(said[each.key], 'thread')}")
        for each in talks.audiences
        if said[each.key]
    ]
    if not talks.audiences or text.version.status == "draft":
        del form.comments
    return form


def _row(text: Text, row: WordUploadRow) -> list[str | Link | Tag]:
    link = Link(row.name, text.url("word_preview", upload_id=row.id))
    return [link, moment(row.at), STATES[row.state]]


def _chosen(form: DownloadForm) -> Sequence[str]:
    return (form.comments.data or ()) if "comments" in form else ()
