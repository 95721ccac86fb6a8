"""The people's blueprints with every page on them: what the table of mounts takes."""

from __future__ import annotations

from govern.web.people import appointing, delegations, listing, own_certificate, showing, signing_in
from govern.web.people.blueprint import blueprint, delegating

MODULES = (appointing, delegations, listing, own_certificate, showing, signing_in)
"""Each module puts its views on a blueprint when it is imported."""

BLUEPRINTS = (blueprint, delegating)
