"""What tests of commands may ask for: an empty installation, and one with people in it."""

from __future__ import annotations

import pytest

from govern.installation import Installation
from tests import consortium
from tests.adopting import adopting as adopting
from tests.adopting import adopting_postgres as adopting_postgres
from tests.adopting import adopting_template as adopting_template
from tests.consortium import Consortium
from tests.installations import embedded as embedded
from tests.installations import installation as installation


@pytest.fixture
def people(embedded: Installation) -> Consortium:
    """Two forces, a council, a law firm, the office and a panel, with their people, on SQLite."""
    return consortium.populate(embedded)
