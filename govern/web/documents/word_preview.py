"""What somebody did in a Word file, item by item: chosen, applied, or kept with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from documents.changes import WordKind, word_diff
from govern.commands.suggestions.weaving import weave
from govern.commands.word.apply import Choices, apply, close
from govern.errors import NotFound
from govern.store import audiences, document_pages, suggestions, word_files
from govern.store.rows.word import WordUploadRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.word_files import brings, sent
from govern.web.fields import ChoiceField
from govern.web.filters import moment, plural
from govern.web.forms import Form
from govern.web.pieces import Link, Tag

ONE = f"{VERSION}/word/uploads/<upload_id>"
BECAME = {
    "edit": Tag("In the draft", "green"),
    "suggestion": Tag("Suggested", "green"),
    "comment": Tag("Posted", "green"),
    "answer": Tag("Answered", "green"),
    "waiting": Tag("Posted when the review opens", "blue"),
}
COUNTED = {
    "edit": ("change", "saved into the draft"),
    "suggestion": ("change", "suggested"),
    "comment": ("comment", "posted"),
    "answer": ("answer", "posted"),
    "waiting": ("comment", "kept until the review opens"),
}
CLASH = "The same words were changed here since the download. It becomes a suggestion beside them."
BESIDE = "The answer was changed elsewhere since the download. Both changes are kept."
ALREADY = "The text says this already."


class ApplyForm(Form):
    """Who reads what is made of the file, and whether edits go straight into the draft."""

    comments = ChoiceField("Who will read the comments?", required="Choose who reads the comments")
    suggestions = ChoiceField(
        "Who will read the suggestions?", required="Choose who reads the suggestions"
    )
    untracked = ChoiceField(
        "Changes that were not tracked", required="Choose what becomes of changes not tracked"
    )


@dataclass(frozen=True)
class Item:
    """One thing found in the file: its words, and what became of it."""

    id: str
    label: str
    by: str
    runs: Sequence[tuple[WordKind, str]]
    text: str
    note: str
    quote: str
    became: Tag | None
    fault: str
    chosen: bool


@dataclass(frozen=True)
class Unplaced:
    """Words without a place, with the reason."""

    where: str
    why: str
    text: str


@dataclass(frozen=True)
class PreviewPage:
    """Everything found in one file."""

    crumbs: Sequence[Link]
    name: str
    title: str
    about: str
    unknown: bool
    edits: Sequence[Item]
    remarks: Sequence[Item]
    kept: Sequence[Unplaced]
    form: ApplyForm | None
    actions: Mapping[str, str]
    left: int


@blueprint.route(ONE, methods=["GET", "POST"])
@brings
def word_preview(
    document_id: str, number: int, upload_id: str
) -> AnyResponse | str | tuple[str, int]:
    """Look through a file that came back, and apply what is chosen."""
    with reading(document_id, number) as text:
        row = word_files.upload(text.session, actor(), text.version.id, upload_id)
        form = _form(text, row)
        if form is not None and form.validate_on_submit():
            return _applied(text, row, form)
        page = _page(text, row, form)
    made = render_template("documents/word_preview.html", page=page)
    return (made, 422) if form is not None and form.errors else made


@blueprint.post(f"{ONE}/close")
@brings
def word_close(document_id: str, number: int, upload_id: str) -> AnyResponse:
    """Done with this file."""
    with reading(document_id, number) as text:
        version_id = text.version.id
        word_files.upload(text.session, actor(), version_id, upload_id)
        close(installation(), by=actor(), version_id=version_id, upload_id=upload_id)
        say("Done with this file. What was found in it stays listed, and the file stays kept.")
        return redirect(text.url("word"))


@blueprint.get(f"{ONE}/original")
@brings
def word_original(document_id: str, number: int, upload_id: str) -> Response:
    """The very bytes that were uploaded."""
    with reading(document_id, number) as text:
        row = word_files.upload(text.session, actor(), text.version.id, upload_id)
        if row.disposed_at:
            raise NotFound(f"the file of upload {upload_id}")
        return sent(row.name, installation().uploads.get(row.sha256))


def _form(text: Text, row: WordUploadRow) -> ApplyForm | None:
    if row.state == "closed":
        return None
    reading_comments = audiences.audiences(text.session, actor(), text.document)
    suggesting = suggestions.audiences_of(text.session, actor(), text.document)
    if not reading_comments:
        return None
    form = ApplyForm(
        comments=reading_comments[0].key,
        suggestions=suggesting[0].key if suggesting else "",
        untracked="save",
    )
    form.comments.choices = [(each.key, each.label) for each in reading_comments]
    form.suggestions.choices = [(each.key, each.label) for each in suggesting]
    form.untracked.choices = [
        ("save", "Save them into the draft, as my own"),
        ("suggest", "Make suggestions of them"),
    ]
    edits = list(row.found["edits"].values())
    writes = text.version.status in ("draft", "review")
    if not edits or not suggesting or not writes:
        del form.suggestions
    if not text.seen.sight.drafts or not writes or all(edit["author"] for edit in edits):
        del form.untracked
    if not row.found["remarks"]:
        del form.comments
    return form


def _applied(text: Text, row: WordUploadRow, form: ApplyForm) -> AnyResponse:
    choices = Choices(
        items=frozenset(request.form.getlist("items")),
        suggestion_audience=form.suggestions.data if "suggestions" in form else "",
        comment_audience=form.comments.data if "comments" in form else "",
        save="untracked" in form and form.untracked.data == "save",
    )
    done = apply(
        installation(), by=actor(), version_id=text.version.id, upload_id=row.id, choices=choices
    )
    faults = sum("fault" in each for each in done.values())
    left = f"{plural(faults, 'item')} could not be applied: the reason stands there"
    said = [*_counted(done.values()), *([left] if faults else [])]
    say(f"{'; '.join(said) or 'Nothing was ticked'}.")
    return redirect(text.url("word_preview", upload_id=row.id))


def _counted(done: Iterable[Mapping[str, Any]]) -> list[str]:
    """How many items became what, in words."""
    became = Counter(str(each["became"]) for each in done if "became" in each)
    return [
        f"{plural(became[name], noun)} {what}"
        for name, (noun, what) in COUNTED.items()
        if became[name]
    ]


def _page(text: Text, row: WordUploadRow, form: ApplyForm | None) -> PreviewPage:
    outcome = row.outcome or {}
    names = document_pages.names(text.session)
    edits = [_edit(text, i, e, names, outcome.get(i, {})) for i, e in row.found["edits"].items()]
    remarks = [_remark(text, i, r, outcome.get(i, {})) for i, r in row.found["remarks"].items()]
    here = {"upload_id": row.id}
    return PreviewPage(
        crumbs=text.crumbs(
            Link(f"Version {text.version.number}", text.url("review")),
            Link("Word", text.url("word")),
        ),
        name=text.name,
        title=row.name,
        about=_about(row),
        unknown=row.download_id is None,
        edits=edits,
        remarks=remarks,
        kept=[Unplaced(**each) for each in row.found["kept"]],
        form=form,
        actions={
            "apply": text.url("word_preview", **here),
            "close": text.url("word_close", **here),
            "original": "" if row.disposed_at else text.url("word_original", **here),
        },
        left=sum(each.became is None for each in (*edits, *remarks)),
    )


def _about(row: WordUploadRow) -> str:
    said = f"Uploaded on {moment(row.at)}. Its SHA-256 is {row.sha256}."
    return f"{said} It was disposed of on {moment(row.disposed_at)}." if row.disposed_at else said


def _edit(
    text: Text,
    item: str,
    edit: Mapping[str, Any],
    names: Mapping[str, str],
    became: Mapping[str, str],
) -> Item:
    question = text.definition.question(edit["question"])
    section = text.definition.section_of(question.id)
    before, after = edit["before"], edit["after"]
    note = "" if "became" in became else _fit(text, question.id, before, after)
    by = f"Tracked, by {edit['author']}" if edit["author"] else "Not tracked"
    return Item(
        id=item,
        label=f"{section.id}: {question.label}",
        by=by,
        runs=word_diff(in_words(question, before, names), in_words(question, after, names)),
        text="",
        note=note,
        quote="",
        became=BECAME.get(became.get("became", "")),
        fault=became.get("fault", ""),
        chosen=note != ALREADY,
    )


def _fit(text: Text, question: str, before: Any, after: Any) -> str:
    standing = text.answers.get(question)
    if standing == before:
        return ""
    if standing == after:
        return ALREADY
    return CLASH if weave(before, after, standing).clash else BESIDE


def _remark(text: Text, item: str, remark: Mapping[str, Any], became: Mapping[str, str]) -> Item:
    section = text.definition.section(remark["section"])
    asked = remark["question"]
    label = text.definition.question(asked).label if asked else section.title
    return Item(
        id=item,
        label=f"{section.id}: {label}",
        by=f"{remark['author']}" + (", in answer to a comment here" if remark["answers"] else ""),
        runs=(),
        text=remark["text"],
        note="",
        quote=remark["quote"],
        became=BECAME.get(became.get("became", "")),
        fault=became.get("fault", ""),
        chosen=True,
    )
