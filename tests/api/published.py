"""A register that is published and served, a caller of Essex alone, and a flow that is stopped."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from govern.app import create_app
from govern.commands.clients.add_client import add_client
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Publisher
from govern.commands.stops.place import Stop, place_stop
from tests.sharing import COUNCIL, Sharing

WHY = "Staff who were not vetted opened referrals; stopped until that is put right."


@pytest.fixture
def published(sharing: Sharing) -> Publisher:
    """The publisher, after its first turn."""
    hold_ceremony(sharing.installation)
    publisher = Publisher(sharing.installation)
    publisher.turn()
    return publisher


@pytest.fixture
def http(sharing: Sharing, published: Publisher) -> FlaskClient:
    """A client of the site that serves it."""
    return create_app(sharing.installation).test_client()


@pytest.fixture
def bearer(sharing: Sharing) -> dict[str, str]:
    """A caller of Essex alone."""
    return bearer_of(sharing, "essex")


def bearer_of(sharing: Sharing, *forces: str) -> dict[str, str]:
    """The headers of a new caller of these forces."""
    token = add_client(sharing.installation, by=None, name="gate", forces=list(forces)).token
    return {"Authorization": f"Bearer {token}"}


def stop(sharing: Sharing) -> str:
    """Essex stops its flow with the council; the flow's id."""
    flow = sharing.flows[f"essex:{COUNCIL}"]
    placed = Stop("suspension", "flow", flow, WHY)
    place_stop(sharing.installation, by=sharing.people.actor("essex_owner"), stop=placed)
    return flow
