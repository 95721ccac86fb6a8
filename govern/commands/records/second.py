"""The second store that the settings name."""

from __future__ import annotations

from govern.installation import Installation
from govern.records.second import Store, second_store


def second(installation: Installation) -> Store | None:
    """None when no setting names one. Raises StoreError when it cannot be used."""
    given = installation.settings
    return second_store(
        given.second_store,
        url=given.second_store_url,
        region=given.second_store_region,
        secret=given.second_store_key_file,
    )
