"""The blueprints of signing with every page on them: what the table of mounts takes."""

from __future__ import annotations

from govern.web.signing import (
    carrying,
    choosing,
    condition_list,
    conditions,
    done,
    ending,
    extensions,
    own,
    records,
    showing,
    stating,
)
from govern.web.signing.blueprint import blueprint

MODULES = (carrying, choosing, conditions, done, own, showing, stating)
"""Each module puts its views on a blueprint when it is imported."""

BLUEPRINTS = (
    blueprint,
    condition_list.blueprint,
    ending.blueprint,
    extensions.blueprint,
    records.blueprint,
)
