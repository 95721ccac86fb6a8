"""The lawyers' note on a later version: each changed answer minor or material, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.class_version import CLASSES, WHY, Classed, class_version
from govern.errors import Conflict, Forbidden, Invalid
from govern.store import document_pages, materiality
from govern.store.materiality import Note
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import class_answers, moved
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.loading import Text, reading
from govern.web.documents.moved import MovedQuestion
from govern.web.fields import ChoiceField, ChoicesField, LongTextField
from govern.web.forms import Form, refuse
from govern.web.pieces import Link, Table
from govern.web.policy import role, rule
from workflows import roles


@dataclass(frozen=True)
class Asked:
    """One changed answer with the names of its two fields."""

    moved: MovedQuestion
    class_field: str
    why_field: str


@dataclass(frozen=True)
class ClassPage:
    """The form for one version, and what the organisations answered to the note that stands."""

    crumbs: Sequence[Link]
    name: str
    title: str
    compare: str
    back: str
    questions: Sequence[Asked]
    answers: Table | None


@blueprint.route(f"{VERSION}/materiality", methods=["GET", "POST"])
@rule(
    role(roles.LAWYER),
    isolation="classes what the acting organisation drafts; any other document is a 404",
)
def classing(document_id: str, number: int) -> Response | str | tuple[str, int]:
    """Class a frozen later version; nothing in force changes by it (decision 3)."""
    with reading(document_id, number) as text:
        document_pages.drafted(text.session, actor(), document_id, number)
        found = moved.questions(text)
        form = _form(text, found)
        page = _page(text, found)
        version_id = text.version.id
    if form.validate_on_submit() and _classed(form, version_id, found):
        as_ = "material" if "material" in _given(form, found) else "minor"
        say(f"Version {number} is classed as {as_}.")
        return redirect(page.back)
    shown = render_template("documents/classing.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _form(text: Text, found: Sequence[MovedQuestion]) -> Form:
    """A form with two fields for each changed answer, filled from the note that stands."""
    standing = materiality.note(text.session, text.version)
    fields: dict[str, object] = {}
    for each in found:
        fields |= _fields(each, standing)
    resting = document_pages.resting_on(text.session, text.document)
    signing = [
        (party.organisation.id, party.organisation.name)
        for party in document_pages.parties(text.session, text.version.id)
        if party.row.chain
    ]
    fields["listed"] = ChoicesField(
        "Which agreements need this version?",
        required=None,
        choices=[(row.id, f"{row.reference} {row.title}") for row in resting],
        hint="Only where a change is material, and only those whose sharing it affects. Others "
        "stay on the version they name.",
        default=sorted(standing.listed) if standing else [],
    )
    fields["again"] = ChoicesField(
        "Who signs anew, where a change is material?",
        required=None,
        choices=signing,
        hint="Untick an organisation that no material change touches: its own officer then "
        "confirms that, and its sign-off is carried over.",
        default=[each for each, _ in signing],
    )
    made: Form = type("ClassForm", (Form,), fields)()
    return made


def _fields(each: MovedQuestion, standing: Note | None) -> Mapping[str, object]:
    said, why = (
        (standing.questions.get(each.id), standing.reasons.get(each.id)) if standing else ("", "")
    )
    return {
        f"class_{each.id}": ChoiceField(
            f"{each.label}: minor or material?",
            required="Choose minor or material",
            choices=[(name, name.title()) for name in CLASSES],
            default=said,
        ),
        f"why_{each.id}": LongTextField(
            "Why?", required=WHY, max_length=2_000, min_length=10, rows=2, default=why
        ),
    }


def _given(form: Form, found: Sequence[MovedQuestion]) -> list[str]:
    return [form[f"class_{each.id}"].data for each in found]


def _classed(form: Form, version_id: str, found: Sequence[MovedQuestion]) -> bool:
    material = "material" in _given(form, found)
    try:
        class_version(
            installation(),
            by=actor(),
            version_id=version_id,
            questions={
                each.id: Classed(form[f"class_{each.id}"].data, form[f"why_{each.id}"].data)
                for each in found
            },
            listed=form["listed"].data or (),
            again=(form["again"].data or ()) if material else None,
        )
    except Invalid as fault:
        refuse(form, fault, otherwise="listed")
        return False
    except (Conflict, Forbidden) as fault:
        form.form_errors.append(str(fault))
        return False
    return True


def _page(text: Text, found: Sequence[MovedQuestion]) -> ClassPage:
    document, number = text.document, text.version.number
    back = url_for("documents.show", document_id=document.id)
    return ClassPage(
        crumbs=text.crumbs(),
        name=f"{document.reference}, version {number}",
        title=document.title,
        compare=url_for("documents.compare", document_id=document.id, number=number),
        back=back,
        questions=[Asked(each, f"class_{each.id}", f"why_{each.id}") for each in found],
        answers=class_answers.table(text.session, text.version),
    )
