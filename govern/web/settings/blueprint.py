"""The blueprint of the settings' pages, which Gold alone may open."""

from __future__ import annotations

from flask import Blueprint

from govern.web.policy import role, rule
from workflows import roles

blueprint = Blueprint("settings", __name__)

golds = rule(
    role(roles.GOLD),
    isolation="settings of the whole installation, which are no organisation's own",
)
