"""One version of a definition: its sections with every statement of law, and its adoption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from documents import catalogue
from documents.definition import Definition, Section
from govern.commands.settings.adopt_definition import adopt_definition
from govern.errors import Conflict, NotFound
from govern.store.adoption_pages import Adopted, adoptions
from govern.web import policy
from govern.web.chrome import say
from govern.web.context import actor, installation, viewer
from govern.web.definitions.blueprint import ONE, adopts, blueprint, reads
from govern.web.definitions.listing import in_force
from govern.web.definitions.statements import law_table, stated, verified
from govern.web.documents.prose import formatted
from govern.web.fields import ConfirmField
from govern.web.filters import moment
from govern.web.forms import refuse
from govern.web.pieces import Fact, Link, Table, Tag
from govern.web.reauthentication import ReauthenticationForm


class AdoptForm(ReauthenticationForm):
    """The lawyer's own word for what the definition states."""

    read = ConfirmField(
        "I have read every statement of law in this version, and I adopt it by my name.",
        required="Confirm that you have read every statement of law",
    )


@dataclass(frozen=True)
class SectionBlock:
    """One section: its guidance, what it asks, and the law it states."""

    title: str
    guidance: Markup
    questions: Sequence[str]
    law: Table


@dataclass(frozen=True)
class DefinitionPage:
    """A version; `adopt` is where it is adopted, None for whoever cannot or when it is."""

    crumbs: Sequence[Link]
    title: str
    version: str
    tags: Sequence[Tag]
    facts: Sequence[Fact]
    rule: str
    adopt: str | None
    sections: Sequence[SectionBlock]


@blueprint.get(ONE)
@reads
def show(name: str, version: int) -> str:
    """One version of a definition."""
    page = _page(name, version)
    return render_template("definitions/show.html", page=page, form=AdoptForm())


@blueprint.post(f"{ONE}/adopt")
@adopts
def adopt(name: str, version: int) -> Response | tuple[str, int]:
    """Adopt it, by name."""
    page, form = _page(name, version), AdoptForm()
    if form.prove() is not None:
        try:
            adopt_definition(installation(), by=actor(), definition=name, version=version)
        except Conflict as fault:
            refuse(form, fault, otherwise="read")
        else:
            say("Adopted. Texts on this version can be frozen.")
            return redirect(url_for("definitions.show", name=name, version=version))
    return render_template("definitions/show.html", page=page, form=form), 422


def _page(name: str, version: int) -> DefinitionPage:
    if version not in catalogue.versions(name):
        raise NotFound(f"definition {name} version {version}")
    definition = catalogue.definition(name, version)
    with installation().reading() as session:
        adopted = adoptions(session).get((name, version))
    may = adopted is None and policy.may_call(current_app, "definitions.adopt", viewer())
    return DefinitionPage(
        crumbs=[Link("Definitions", url_for("definitions.index"))],
        title=definition.title,
        version=f"Version {version}",
        tags=[Tag("Adopted", "green") if adopted else Tag("Not adopted", "yellow")],
        facts=_facts(definition, adopted),
        rule=in_force(),
        adopt=url_for("definitions.adopt", name=name, version=version) if may else None,
        sections=[_section(each) for each in definition.sections],
    )


def _facts(definition: Definition, adopted: Adopted | None) -> list[Fact]:
    laws = stated(definition)
    marked = f"{verified(laws)} verified, {len(laws) - verified(laws)} not verified"
    facts = [
        Fact("Sections", f"{len(definition.sections)}"),
        Fact("Statements of law", f"{len(laws)}", [marked]),
    ]
    if adopted is None:
        return [*facts, Fact("Adopted by", "Nobody yet")]
    by = ", ".join(part for part in (adopted.person, adopted.organisation) if part)
    return [*facts, Fact("Adopted by", by, [moment(adopted.at)])]


def _section(section: Section) -> SectionBlock:
    title = f"{section.id} {section.title}"
    return SectionBlock(
        title=title,
        guidance=formatted(section.guidance),
        questions=[question.label for question in section.questions],
        law=law_table(title, section.law),
    )
