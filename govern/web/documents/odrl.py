"""Download: a signed agreement in ODRL, for the systems of whoever may read it."""

from __future__ import annotations

import json

from flask import Response

from govern.clock import text as written
from govern.errors import Conflict, NotFound
from govern.exchange.odrl import NothingSigned, agreement
from govern.web.context import installation
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.loading import reading

KIND = "sharing_agreement"


@blueprint.get(f"{VERSION}/odrl.jsonld")
@reads
def odrl(document_id: str, number: int) -> Response:
    """The agreement as it is signed now, in ODRL 2.2. A copy: nothing is enforced from it."""
    with reading(document_id, number) as text:
        version_id = text.version.id
        if text.document.kind != KIND or text.version.status != "frozen":
            raise NotFound("only a frozen agreement is exported")
        name = f"{text.document.reference}-{number}.jsonld"
    house = installation()
    now = house.clock.now()
    try:
        made = agreement(house.register.facts(now), version_id, written(now), house.settings.url)
    except NothingSigned as fault:
        raise Conflict("No flow of this version is signed by both sides yet.") from fault
    return Response(
        json.dumps(made, indent=1, ensure_ascii=False),
        mimetype="application/ld+json",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
