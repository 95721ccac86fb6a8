"""Opening the installation that the environment names."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy.exc import OperationalError, ProgrammingError

from govern.cli.ending import AT_END
from govern.errors import Conflict
from govern.installation import Installation, open_installation
from govern.settings import Settings, settings


def here(**given: Any) -> Settings:
    """The settings of the environment; `given` ones first."""
    return settings(os.environ, **given)


def installation(**given: Any) -> Installation:
    """The installation there is, closed when the line has run. Conflict when there is none, or it
    is not migrated.
    """
    try:
        made = open_installation(here(**given))
    except (OperationalError, ProgrammingError) as fault:
        said = f"The database is not ready ({fault.orig}): run `govern migrate`."
        raise Conflict(said) from fault
    AT_END.callback(made.database.close)
    return made
