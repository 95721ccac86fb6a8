"""Recording that an appropriate policy document was reviewed, and when the next review is due."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.organisations.record_policy_document import record_policy_document
from govern.errors import Invalid
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import DateField, TextField
from govern.web.forms import Form, refuse
from govern.web.policy_documents.blueprint import blueprint, keeps


class PolicyDocumentForm(Form):
    """Its title, its last review and the next."""

    title = TextField(
        "Title",
        required="Enter the title of the policy document",
        hint="A review of one that is listed keeps its title",
        max_length=200,
    )
    reviewed_on = DateField("Reviewed on", what="the day of the last review")
    review_due_on = DateField("Next review due on", what="the day of the next review")


@blueprint.route("/policy-documents/new", methods=["GET", "POST"])
@keeps
def new() -> Response | str | tuple[str, int]:
    """Record a policy document or its review."""
    form = PolicyDocumentForm(title=request.args.get("title", "")[:200])
    if form.validate_on_submit() and _recorded(form):
        return redirect(url_for("policy_documents.index"))
    page = render_template("policy_documents/new.html", form=form, organisation=post().organisation)
    return (page, 422) if form.errors else page


def _recorded(form: PolicyDocumentForm) -> bool:
    try:
        record_policy_document(
            installation(),
            by=actor(),
            organisation_id=post().organisation_id,
            title=form.title.data or "",
            reviewed_on=cast("date", form.reviewed_on.data),
            review_due_on=cast("date", form.review_due_on.data),
        )
    except Invalid as fault:
        refuse(form, fault, otherwise="title")
        return False
    say("Recorded. Findings on texts are judged by it from now.")
    return True
