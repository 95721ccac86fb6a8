"""Many editors at once: every text is saved or shown as a clash; none is lost or overwritten."""

from __future__ import annotations

from govern.installation import Installation
from tests.many_editors import hammer

EDITORS, SAVES = 8, 12


def test_nothing_that_eight_people_typed_at_once_is_lost(installation: Installation) -> None:
    account = hammer(installation, EDITORS, SAVES)

    assert not account.refused
    assert account.saved + account.clashed == account.attempted >= account.typed == EDITORS * SAVES
    assert not account.faults
    assert account.clashed, "they never met, and so nothing was tried"
    assert account.merged, "nobody who was shown a clash came to save both texts"
