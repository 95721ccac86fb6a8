"""Adding a data category: what kind of data a flow carries."""

from __future__ import annotations

from govern.commands.authority import OFFICE, require
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.rows.organisations import CategoryRow
from workflows.engine import Actor

MODULES = ("intelligence", "crime", "custody", "case")


def add_category(
    installation: Installation,
    *,
    by: Actor | None,
    slug: str,
    title: str,
    module: str,
    health: bool = False,
) -> str:
    """Add a category of exactly one RMS module (decision 19) and return its id, the slug.

    `health`: health or care data may move, so that a Caldicott Guardian signs (decision 4).
    """
    read = Reading()
    category_id = read.slug("slug", slug)
    data = {
        "title": read.line("title", title),
        "module": read.choice("module", module, MODULES),
        "health": health,
    }
    read.done()
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        if writing.session.get(CategoryRow, category_id):
            raise Conflict(f"The category {category_id} is there already.")
        writing.record("category_added", ("category", category_id), data)
    return category_id
