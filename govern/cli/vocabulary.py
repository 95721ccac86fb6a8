"""`govern vocabulary`: the data categories and purposes that agreements may list."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy import select

from documents import catalogue
from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.commands.organisations.add_category import MODULES, add_category
from govern.commands.organisations.add_purpose import add_purpose
from govern.installation import Installation
from govern.store.rows.organisations import CategoryRow, PurposeRow


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("vocabulary", help="data categories and purposes")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    loading = verbs.add_parser("load", parents=[common], help="add every word that ships with us")
    loading.set_defaults(run=load)
    category = verbs.add_parser("add-category", parents=[common], help="add a data category")
    category.add_argument("slug")
    category.add_argument("--title", required=True)
    category.add_argument("--module", required=True, choices=MODULES)
    category.add_argument("--health", action="store_true", help="health or care data may move")
    category.set_defaults(run=category_added)
    purpose = verbs.add_parser("add-purpose", parents=[common], help="add a purpose")
    purpose.add_argument("slug")
    purpose.add_argument("--title", required=True)
    purpose.add_argument(
        "--law-enforcement", action="store_true", help="a purpose of DPA 2018 s.31 for the police"
    )
    purpose.set_defaults(run=purpose_added)
    verbs.add_parser("list", parents=[common], help="list them").set_defaults(run=listed)


def load(_: argparse.Namespace) -> Outcome:
    """Add each category and purpose of the reference tables that is not there yet."""
    installation = opening.installation()
    categories, purposes = _known(installation)
    made = []
    for row in catalogue.reference("categories"):
        if row["id"] not in {each.id for each in categories}:
            given = {"title": row["title"], "module": row["module"], "health": row["health"]}
            made.append(add_category(installation, by=None, slug=row["id"], **given))
    for row in catalogue.reference("purposes"):
        if row["id"] not in {each.id for each in purposes}:
            told = {"title": row["title"], "law_enforcement": row["law_enforcement"]}
            made.append(add_purpose(installation, by=None, slug=row["id"], **told))
    return Outcome([f"{len(made)} words were added."], {"added": made})


def category_added(given: argparse.Namespace) -> Outcome:
    """Add one data category."""
    made = add_category(
        opening.installation(),
        by=None,
        slug=given.slug,
        title=given.title,
        module=given.module,
        health=given.health,
    )
    return Outcome([f"The category {made} was added."], {"id": made})


def purpose_added(given: argparse.Namespace) -> Outcome:
    """Add one purpose."""
    made = add_purpose(
        opening.installation(),
        by=None,
        slug=given.slug,
        title=given.title,
        law_enforcement=given.law_enforcement,
    )
    return Outcome([f"The purpose {made} was added."], {"id": made})


def listed(_: argparse.Namespace) -> Outcome:
    """List categories, then purposes."""
    categories, purposes = _known(opening.installation())
    rows = [["category", row.id, row.module, row.title] for row in categories]
    rows += [["purpose", row.id, _regime(row), row.title] for row in purposes]
    data = {
        "categories": [
            {"id": row.id, "title": row.title, "module": row.module, "health": bool(row.health)}
            for row in categories
        ],
        "purposes": [
            {"id": row.id, "title": row.title, "law_enforcement": row.law_enforcement}
            for row in purposes
        ],
    }
    return Outcome(columns(rows) or ["There are none: run `govern vocabulary load`."], data)


def _known(installation: Installation) -> tuple[list[CategoryRow], list[PurposeRow]]:
    with installation.reading() as session:
        categories = session.scalars(select(CategoryRow).order_by(CategoryRow.id)).all()
        purposes = session.scalars(select(PurposeRow).order_by(PurposeRow.id)).all()
    return list(categories), list(purposes)


def _regime(row: PurposeRow) -> str:
    return "law enforcement" if row.law_enforcement else "other"
