"""The blueprint of the clause bank, and who may open it."""

from __future__ import annotations

from flask import Blueprint, url_for

from govern.web.pieces import Link
from govern.web.policy import role, rule
from workflows import roles

blueprint = Blueprint("clauses", __name__, url_prefix="/clauses")

keeps = rule(
    role(roles.LAWYER),
    isolation="loads the bank of the acting organisation alone, and its uses in what that drafts; "
    "any other clause is a 404",
)


def crumbs(*more: Link) -> list[Link]:
    """The way to a page below the bank."""
    return [Link("Clause bank", url_for("clauses.index")), *more]
