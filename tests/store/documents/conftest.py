"""What tests of documents' reads may ask for: a frozen DPIA that two forces sign."""

from __future__ import annotations

from tests.adopting import adopting as adopting
from tests.adopting import adopting_postgres as adopting_postgres
from tests.adopting import adopting_template as adopting_template
