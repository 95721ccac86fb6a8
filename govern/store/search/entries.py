"""From rows to what is searched of them: one entry for each text, under a key of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.definition import Kind, Question, Section
from govern.records.wording import words
from govern.store.rows.documents import DocumentRow, FlowRow, PartyRow, VersionRow
from govern.store.rows.organisations import CategoryRow, OrganisationRow, PurposeRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from govern.store.rows.word import SuggestionRow
from govern.store.rows.working import CommentRow, DraftSectionRow
from workflows.acts import ACTS


@dataclass(frozen=True)
class Entry:
    """One text to be found, with what decides who may find it; fields as in `search_entry`."""

    what: str
    subject_id: str
    title: str
    body: str
    at: str
    document_id: str | None = None
    version_id: str | None = None
    section: str | None = None
    audience: str | None = None
    whose: str | None = None
    first_id: str | None = None
    second_id: str | None = None
    owner_id: str | None = None
    drafter_id: str | None = None
    code: str = ""

    @property
    def key(self) -> str:
        """What the entry is known by; a text indexed again takes the place of the old one."""
        return key(self.what, self.subject_id, self.section if self.what == "text" else "")


def key(what: str, subject_id: str, section: str | None = "") -> str:
    """The key of an entry of that kind and subject."""
    return f"{what}:{subject_id}:{section or ''}"


class _Document(TypedDict):
    document_id: str
    owner_id: str
    drafter_id: str


class Texts:
    """Reads entries; names are read once and only when a text holds any."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: Mapping[str, str] | None = None

    def front(self, version_id: str) -> Iterator[Entry]:
        """A version by its reference, title and parties."""
        version = self._session.get(VersionRow, version_id)
        document = self._session.get(DocumentRow, version.document_id) if version else None
        if version is None or document is None:
            return
        parties = (
            select(OrganisationRow.name)
            .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
            .where(PartyRow.version_id == version_id)
            .order_by(OrganisationRow.name)
        )
        yield Entry(
            what="document",
            subject_id=version_id,
            title=f"{document.reference} {document.title}",
            body=", ".join(self._session.scalars(parties)),
            at=version.opened_at,
            **_of(document),
            version_id=version_id,
            code=document.reference.lower(),
        )

    def sections(self, version_id: str, section: str | None = None) -> Iterator[Entry]:
        """The texts of a version's sections, or of one of them, with the cells of their tables."""
        version = self._session.get(VersionRow, version_id)
        document = self._session.get(DocumentRow, version.document_id) if version else None
        if version is None or document is None:
            return
        titles = _parts(version)
        query = select(DraftSectionRow).where(DraftSectionRow.version_id == version_id)
        if section:
            query = query.where(DraftSectionRow.section == section)
        for row in self._session.scalars(query.execution_options(populate_existing=True)):
            part = titles.get(row.section)
            if part is None:
                continue
            shared = (each for each in part.questions if each.audience != "drafters")
            said = (self._written(each, row.answers.get(each.id)) for each in shared)
            yield Entry(
                what="text",
                subject_id=version_id,
                title=f"{part.id} {part.title}",
                body="\n".join(text for text in said if text),
                at=row.saved_at,
                **_of(document),
                version_id=version_id,
                section=row.section,
            )

    def comment(self, comment_id: str) -> Iterator[Entry]:
        """A comment under its one audience; none once it was recalled."""
        query = select(CommentRow).where(CommentRow.id == comment_id)
        row = self._session.scalar(query.execution_options(populate_existing=True))
        if row is None or not row.text:
            return
        version = self._session.get(VersionRow, row.version_id)
        if version is None:
            return
        part = _parts(version).get(row.section)
        yield Entry(
            what="comment",
            subject_id=row.id,
            title=f"Comment on {row.section}{' ' + part.title if part else ''}",
            body=row.text,
            at=row.at,
            **_of(self._session.get_one(DocumentRow, row.document_id)),
            version_id=row.version_id,
            section=row.section,
            audience=row.audience,
            whose=row.audience_key.split(":")[2],
            second_id=row.reply_to,
        )

    def suggestion(self, suggestion_id: str) -> Iterator[Entry]:
        """Suggested wording and why, under its one audience; none once it was taken back."""
        query = select(SuggestionRow).where(SuggestionRow.id == suggestion_id)
        row = self._session.scalar(query.execution_options(populate_existing=True))
        version = self._session.get(VersionRow, row.version_id) if row else None
        if row is None or version is None or row.state == "withdrawn":
            return
        part = _parts(version).get(row.section)
        asked = [each for each in part.questions if each.id == row.question] if part else []
        wording = self._written(asked[0], row.answers.get("after")) if asked else ""
        yield Entry(
            what="suggestion",
            subject_id=row.id,
            title=f"Wording suggested for {row.section} {asked[0].label if asked else ''}".strip(),
            body="\n".join(each for each in (wording, row.why) if each),
            at=row.at,
            **_of(self._session.get_one(DocumentRow, row.document_id)),
            version_id=row.version_id,
            section=row.section,
            audience=row.audience,
            whose=row.audience_key.split(":")[2],
        )

    def flow(self, flow_id: str) -> Iterator[Entry]:
        """A flow by its ends, category and purpose."""
        row = self._session.get(FlowRow, flow_id)
        if row is None:
            return
        force, partner = self._name(row.force_id), self._name(row.partner_id)
        ends = (force, partner) if row.direction == "send" else (partner, force)
        category = self._session.get(CategoryRow, row.category)
        purpose = self._session.get(PurposeRow, row.purpose)
        about = [category.title if category else row.category]
        about.append(purpose.title if purpose else row.purpose)
        yield Entry(
            what="flow",
            subject_id=row.id,
            title=f"{ends[0]} to {ends[1]}",
            body=", ".join(about) + (f". {row.fallback}" if row.fallback else ""),
            at=row.listed_at,
            first_id=row.force_id,
            second_id=row.partner_id,
        )

    def organisation(self, organisation_id: str) -> Iterator[Entry]:
        """An organisation by its names, and its kind and sector."""
        row = self._session.get(OrganisationRow, organisation_id)
        if row is None:
            return
        about = [row.legal_name, row.registration, row.slug.replace("-", " "), row.kind, row.sector]
        yield Entry(
            what="organisation",
            subject_id=row.id,
            title=row.name,
            body=", ".join(each for each in about if each),
            at=row.created_at,
            first_id=row.id,
            code=row.slug,
        )

    def record(self, act_id: str) -> Iterator[Entry]:
        """A sealed record by its act, document and digest: for the organisation that signed."""
        row = self._session.get(ActRow, act_id)
        sign_off = (
            self._session.get(SignOffRow, row.sign_off_id) if row and row.sign_off_id else None
        )
        if row is None or sign_off is None or not row.record_sha256:
            return
        document = self._session.get_one(DocumentRow, sign_off.document_id)
        version = self._session.get_one(VersionRow, sign_off.version_id)
        act = ACTS[row.act].record if row.act in ACTS else row.act.replace("_", " ")
        yield Entry(
            what="record",
            subject_id=row.id,
            title=f"Record on {document.reference}, version {version.number}: {act}",
            body=f"{document.title}. SHA-256 {row.record_sha256}",
            at=row.sealed_at or row.confirmed_at,
            **_of(document),
            version_id=version.id,
            first_id=row.organisation_id,
            code=row.record_sha256,
        )

    def _written(self, question: Question, answer: Any) -> str:
        if answer is None:
            return ""
        if question.kind is not Kind.TABLE:
            return self._in_words(question, answer)
        rows: Sequence[Mapping[str, Any]] = answer
        lines = (
            "; ".join(
                said
                for column in question.columns
                if (said := self._in_words(column, row.get(column.id)))
            )
            for row in rows
        )
        return "\n".join(line for line in lines if line)

    def _in_words(self, question: Question, answer: Any) -> str:
        if answer is None or question.kind is Kind.YES_NO:
            return ""
        plain = question.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.INTEGER)
        return words(question, answer, {} if plain else self._all_names())

    def _name(self, organisation_id: str) -> str:
        row = self._session.get(OrganisationRow, organisation_id)
        return row.name if row else ""

    def _all_names(self) -> Mapping[str, str]:
        if self._names is None:
            bodies = select(OrganisationRow.slug, OrganisationRow.name)
            found = dict(self._session.execute(bodies).all())
            for row in (CategoryRow, PurposeRow):
                found |= dict(self._session.execute(select(row.id, row.title)).all())
            self._names = found
        return self._names


def _of(document: DocumentRow) -> _Document:
    """What an entry holds of its document."""
    return {
        "document_id": document.id,
        "owner_id": document.owner_id,
        "drafter_id": document.drafter_id,
    }


def _parts(version: VersionRow) -> Mapping[str, Section]:
    """The sections of a version's definition; none when that is no longer shipped, for whatever
    cannot be indexed must not keep anybody from writing.
    """
    try:
        pinned = definition(version.definition, version.definition_version)
    except LookupError:
        return {}
    return {part.id: part for part in pinned.sections}
