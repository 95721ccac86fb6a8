"""Adopting a definition: a named lawyer answers for the law that a document type states."""

from __future__ import annotations

from documents import catalogue
from govern.commands.authority import require
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import AdoptionRow
from workflows import roles
from workflows.engine import Actor


def adopt_definition(
    installation: Installation, *, by: Actor, definition: str, version: int
) -> str:
    """Adopt one version of a definition and return the adoption's id.

    Outside demonstration no document on a version can be frozen before (decision 33). The ledger
    names the lawyer by id. There is no adoption by the installation itself.
    """
    if version not in catalogue.versions(definition):
        raise NotFound(f"definition {definition} version {version}")
    adoption_id = f"{definition}:{version}"
    with installation.writing(by) as writing:
        require(writing, by, {roles.LAWYER})
        if writing.session.get(AdoptionRow, adoption_id):
            raise Conflict(f"{definition} version {version} was adopted already.")
        data = {"definition": definition, "version": version, "person_id": by.person}
        writing.record("definition_adopted", ("adoption", adoption_id), data)
    return adoption_id
