"""The blueprint of the flows' pages, who reads them, and how a flow is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint

from govern.register.row import FlowKey
from govern.web.policy import organisation, role, rule
from workflows import roles

blueprint = Blueprint("flows", __name__)

MODULES = ("intelligence", "crime", "custody", "case")

reads = rule(
    organisation("force", "partner"),
    role(roles.LAWYER, roles.COORDINATOR, roles.GOLD, roles.AUDITOR, roles.OPERATOR),
    isolation="a force and a partner see the flows they are an end of, lawyers those of agreements "
    "they draft, an auditor those in scope; any other flow is a 404",
)


@dataclass(frozen=True)
class Route:
    """Who sends what to whom, for which purpose, in display names."""

    sends: str
    receives: str
    category: str
    purpose: str

    @property
    def ends(self) -> str:
        """The two ends in one line."""
        return f"{self.sends} to {self.receives}"

    @property
    def what(self) -> str:
        """The data and the purpose in one line."""
        return f"{self.category}. Purpose: {self.purpose[:1].lower()}{self.purpose[1:]}"


def route(key: FlowKey, names: Mapping[str, str]) -> Route:
    """A flow's five slugs in display names; "send" is from the force to the partner."""
    force, partner = names.get(key.force, key.force), names.get(key.partner, key.partner)
    sends, receives = (force, partner) if key.direction == "send" else (partner, force)
    category, purpose = names.get(key.category, key.category), names.get(key.purpose, key.purpose)
    return Route(sends, receives, category, purpose)
