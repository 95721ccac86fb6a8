"""The one blueprint of the documents' pages, their addresses and their rules of isolation."""

from __future__ import annotations

from flask import Blueprint

from govern.web.pieces import Link
from govern.web.policy import acting, role, rule
from workflows import roles

blueprint = Blueprint("documents", __name__)

DOCUMENT = "/documents/<document_id>"
VERSION = f"{DOCUMENT}/versions/<int(min=1, max=99999):number>"
SECTION = f"{VERSION}/sections/<section_id>"

reads = rule(
    acting,
    isolation="loads a document for those it binds and those who draft it; another's is a 404, and "
    "so is a draft to all but its drafters",
)
drafts = rule(
    role(roles.LAWYER, roles.AUTHOR),
    isolation="loads what the acting organisation drafts; any other document or draft is a 404",
)
"""Who writes texts: the lawyers, and a partner's author for its connection return."""


def crumbs(*more: Link) -> list[Link]:
    """The way to a page below the list of documents."""
    return [Link("Documents", "/documents"), *more]
