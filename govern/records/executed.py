"""Makes the executed copy of an agreement: its frozen pages, the schedule of signatures, every
counterpart attached, one seal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from govern.clock import instant
from govern.records import facts
from govern.records.authority import OutsideAuthority
from govern.records.facts import Facts
from govern.records.keys import Keyring
from govern.records.pades.appending import append_pages
from govern.records.pades.signing import Attachment, Revision, add_revision
from govern.records.printing import template
from govern.records.render import render
from govern.records.seal import SERVICE_FIELD, SealError, checked_facts
from govern.records.stamp import Shown, appearance, when

TITLE = "Schedule of signatures"


def executed_copy(
    frozen: bytes,
    *,
    record: Facts,
    counterparts: Mapping[str, bytes],
    address: str,
    keyring: Keyring,
    at: datetime,
    marking: str = "",
    authority: OutsideAuthority | None = None,
) -> bytes:
    """The executed copy (kind executed_copy): the frozen bytes as exact prefix and one revision
    sealed by the service.

    `counterparts` are the bytes of the parties' records by attachment name;
    `record["earlier_records"]` cites each of them by digest, with act, organisation, signatory,
    time and that name, and gives the schedule its rows; `marking` is that of the frozen pages.
    Raises SealError when the two differ, and FactsError, RenderError or AuthorityError.
    """
    if record.get("record") != "executed_copy":
        raise SealError("An executed copy takes facts of that kind.")
    content = checked_facts(frozen, record)
    _agree(record, counterparts)
    schedule = render(
        template("schedule.html").render(
            record=record, marking=marking, when=lambda text: when(instant(text))
        ),
        identifier=bytes.fromhex(record["version"]["id"]),
        at=at,
    )
    installation = record["installation"]["name"]
    shown = Shown(
        "Executed copy",
        installation,
        "Sealed by the service, nobody's signature",
        f"{len(counterparts)} counterparts attached",
        at,
        address,
    )
    revision = Revision(
        SERVICE_FIELD,
        appearance(shown),
        shown.spoken(),
        shown.act,
        _attachments(content, record, counterparts),
    )
    return add_revision(
        frozen,
        revision,
        keyed=keyring.service,
        keyring=keyring,
        at=at,
        before=lambda writer: append_pages(writer, schedule, TITLE),
        authority=authority,
    )


def _agree(record: Facts, counterparts: Mapping[str, bytes]) -> None:
    cited = {each["attached"]: each["digest"] for each in record["earlier_records"]}
    given = {
        name: "sha256:" + hashlib.sha256(content).hexdigest()
        for name, content in counterparts.items()
    }
    if cited != given:
        wrong = sorted(str(name) for name in set(cited.items()) ^ set(given.items()))
        raise SealError(f"The counterparts are not those that the facts cite: {wrong[0]}")


def _attachments(
    content: bytes, record: Facts, counterparts: Mapping[str, bytes]
) -> tuple[Attachment, ...]:
    own = Attachment(
        facts.FILE_NAME, content, "application/json", "The facts of this record, in canonical JSON"
    )
    others = (
        Attachment(
            each["attached"],
            counterparts[each["attached"]],
            "application/pdf",
            f"Counterpart: {each['act']}",
            "Source",
        )
        for each in record["earlier_records"]
    )
    return (own, *others)
