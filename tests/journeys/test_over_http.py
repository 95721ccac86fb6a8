"""The story over HTTP alone, on both databases: written, signed, permitted, stopped, lifted."""

from __future__ import annotations

import io
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from govern.app import create_app
from govern.commands.clients.add_client import add_client
from govern.commands.documents.open_document import Opened
from govern.settings import settings
from tests.journeys.prepared import (
    CATEGORY,
    PARTNER,
    PURPOSE,
    TITLE,
    Prepared,
    agreement,
    prepare,
)
from tests.journeys.reader import Reader, readers
from tests.web.signing_in import token_of

QUESTION = {
    "subject": {"type": "force", "id": "essex"},
    "action": {"name": "send"},
    "resource": {"type": "flow", "id": f"{PARTNER}/{CATEGORY}/{PURPOSE}"},
}
WHY_STOPPED = "Referrals were opened by staff who had not been vetted."
WHY_AGAIN = "Every account without vetting was closed on Monday."
PURPOSES = (
    "purpose", "outcomes", "benefits", "harm_of_sharing", "harm_of_not_sharing", "success_measures",
)  # fmt: skip
READ = "I have read the frozen text and this statement, and I sign it."


def test_a_flow_opens_by_signatures_closes_by_a_stop_and_opens_again(
    tmp_path: Path, database_url: str
) -> None:
    given = settings({}, home=tmp_path / "home", database_url=database_url, demonstration=True)
    prepared = prepare(given)
    site = create_app(prepared.installation)
    people = readers(site, prepared)
    made = add_client(prepared.installation, by=None, name="records system", forces=["essex"])

    def decided() -> tuple[bool, str]:
        return decision(site.test_client(), made.token)

    draft(prepared, people["lawyer"])
    freeze(people["lawyer"])
    force_signs(people)
    unsigned = decided()
    partner_signs(site, prepared, people["signatory"])
    signed = decided()
    stop(people["essex_owner"])
    stopped = decided()
    closed(people["signatory"])
    lift(people["essex_siro"])

    assert unsigned == (False, "partner_not_signed")
    assert signed == (True, "ok")
    assert stopped == (False, "flow_suspended")
    assert decided() == (True, "ok")
    prepared.installation.database.close()


def decision(client: FlaskClient, token: str) -> tuple[bool, str]:
    """What the register says to a records system."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.post("/access/v1/evaluation", json=QUESTION, headers=headers).get_json()
    return answer["decision"], answer["context"]["reason"]


def draft(prepared: Prepared, lawyer: Reader) -> None:
    """Open it and write its purpose on pages; commands write the rest; send it for review."""
    ids, text = prepared.people.organisations, agreement()
    lawyer.go("/documents/new/sharing_agreement")
    parties = {"forces": ids["essex"], "partners": ids[PARTNER]}
    lawyer.press("Open the first draft", title=TITLE, owner=ids["essex"], **parties)
    found = re.search(r"[0-9a-f]{32}", lawyer.path)
    assert found
    version = prepared.first_version(found[0])
    prepared.versions["agreement"] = Opened(found[0], version, "ISA-1")
    prepared.write("agreement", "lawyer", text, leave="S2")
    lawyer.follow("Purpose")
    lawyer.press("Save and return", law_enforcement="no", **{each: text[each] for each in PURPOSES})
    lawyer.sees("22 of 22 sections completed")
    prepared.reason("agreement", "lawyer")
    lawyer.follow("Check answers and findings")
    lawyer.press("Send for review")


def freeze(lawyer: Reader) -> None:
    """Freeze it: both organisations are asked to sign."""
    lawyer.go(f"{lawyer.path}/freeze")
    lawyer.press("Freeze")
    lawyer.sees("ISA-1, version 1 is frozen")


def force_signs(people: dict[str, Reader]) -> None:
    """The DPO endorses, the owner agrees and the SIRO approves, each in two steps."""
    sign(people["essex_dpo"], "Give your advice", "endorse")
    sign(people["essex_owner"], "Agree, or decline, as owner", "agree_as_owner")
    sign(people["essex_siro"], "Decide", "approve")


def sign(person: Reader, task: str, act: str) -> None:
    """From the list of work through the brief, the outcome and the statement to the record."""
    person.go("/my-work")
    person.follow(task)
    person.press("Continue", act=act)
    person.press("Continue to the final statement")
    person.press("Sign as", **{person.name_of(READ): "y"})
    assert person.path.startswith("/acts/"), person.path


def partner_signs(site: Flask, prepared: Prepared, signatory: Reader) -> None:
    """The guardian confirms, the signatory signs; a stranger finds the record genuine."""
    prepared.sign("agreement", PARTNER, "guardian", "confirm_caldicott")
    sign(signatory, "Sign, or decline", "sign")
    signatory.go("/records")
    signatory.follow("Download PDF")
    assert signatory.answer is not None
    stranger = site.test_client()
    data = {
        "csrf_token": token_of(stranger, "/verify"),
        "file": (io.BytesIO(signatory.answer.data), "record.pdf"),
    }
    told = stranger.post("/verify", data=data, content_type="multipart/form-data").text
    assert "A genuine record" in told
    assert "In these words" in told
    assert "This version is genuine and in force for the organisation of this record." in told


def stop(owner: Reader) -> None:
    """Suspend the flow: what closes is shown, then it is confirmed."""
    owner.go("/stops")
    owner.follow("One flow")
    owner.press("See what closes", reasons=WHY_STOPPED)
    owner.sees("1 flow closes")
    owner.press("Stop now")
    owner.sees("Who has heard of it")


def closed(signatory: Reader) -> None:
    """The partner reads that its flow is closed and why, and not the force's own reasons."""
    signatory.go("/flows")
    signatory.follow("Essex Police to North Hill Council")
    signatory.sees("Sharing is off: this flow is suspended.")
    assert signatory.answer is not None
    assert WHY_STOPPED not in signatory.answer.text


def lift(siro: Reader) -> None:
    """The SIRO, who did not stop it, sees what opens and starts it again."""
    siro.go("/stops")
    siro.follow("Essex Police to North Hill Council")
    siro.sees("1 flow opens")
    siro.press("Start again", reasons=WHY_AGAIN)
    siro.sees("Lifted")
