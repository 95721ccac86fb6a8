"""The story of one agreement in a real browser: written, reviewed, signed; its flow opens, closes
and opens again.
"""

from __future__ import annotations

import re

from govern.commands.clients.add_client import add_client
from govern.commands.documents.open_document import Opened
from govern.records.verify import verify
from tests.journeys.prepared import CATEGORY, PARTNER, PURPOSE, TITLE, agreement
from tests.journeys.served import Served
from tests.journeys.visitor import Visitor, Visitors

QUESTION = {
    "subject": {"type": "force", "id": "essex"},
    "action": {"name": "send"},
    "resource": {"type": "flow", "id": f"{PARTNER}/{CATEGORY}/{PURPOSE}"},
}
PERIOD = "Unmatched research is deleted after 30 days; the rest as the child's record requires"
WHY_STOPPED = "Referrals were opened by staff who had not been vetted. INC-204 has the detail."
WHY_AGAIN = "Every account without vetting was closed on Monday; the list was checked by two of us."


def test_an_agreement_is_written_signed_and_its_flow_opens_closes_and_opens_again(
    site: Served, visitors: Visitors
) -> None:
    token = add_client(site.installation, by=None, name="records system", forces=["essex"]).token

    def permitted() -> tuple[bool, str]:
        answer = site.decision(token, QUESTION)
        return answer["decision"], answer["context"]["reason"]

    draft(site, visitors["lawyer"])
    review(visitors["essex_dpo"], visitors["lawyer"])
    freeze(visitors["lawyer"])
    assert permitted() == (False, "owner_not_signed")
    force_signs(visitors)
    assert permitted() == (False, "partner_not_signed")
    partner_signs(site, visitors["signatory"])
    assert permitted() == (True, "ok")
    stop(visitors["essex_owner"])
    assert permitted() == (False, "flow_suspended")
    closed(visitors["signatory"])
    lift(visitors["essex_siro"])
    assert permitted() == (True, "ok")


def draft(site: Served, lawyer: Visitor) -> None:
    """Open it, write two sections, let commands write the others, and send it for review."""
    lawyer.follow("Documents")
    lawyer.press("New document")
    lawyer.choose("Information sharing agreement")
    lawyer.press("Continue")
    lawyer.write("Title", TITLE)
    lawyer.pick("Which force leads?", "Essex Police")
    lawyer.choose("North Hill Council")
    lawyer.press("Open the first draft")
    lawyer.sees("0 of 22 sections completed")
    _purpose(lawyer)
    _retention(lawyer)
    _the_rest(site, lawyer)
    lawyer.go(lawyer.path())
    lawyer.sees("22 of 22 sections completed")
    lawyer.follow("Check answers and findings")
    lawyer.open("Go on with reasons")
    lawyer.write("Why the text goes on as it is", "All sign today; nothing flows before they have.")
    lawyer.press("Keep these reasons")
    lawyer.press("Send for review")
    lawyer.sees("The text is with its parties for review")


def _purpose(lawyer: Visitor) -> None:
    answers = agreement()
    lawyer.follow("Purpose")
    lawyer.write("Purpose", answers["purpose"])
    lawyer.choose("No")
    for label, question in (
        ("Outcome wanted", "outcomes"),
        ("Benefits of sharing", "benefits"),
        ("Harm that sharing could do", "harm_of_sharing"),
        ("Harm of not sharing", "harm_of_not_sharing"),
        ("How success is measured", "success_measures"),
    ):
        lawyer.write(label, answers[question])
    lawyer.press("Save and return")
    lawyer.sees("1 of 22 sections completed")


def _retention(lawyer: Visitor) -> None:
    lawyer.follow("Retention and disposal")
    lawyer.press("Add a row")
    lawyer.write("Item", "Child referral")
    lawyer.write("Kept by", "The council")
    lawyer.write("Period or event", "As the child's record requires")
    lawyer.write("Method of disposal", "Secure deletion")
    lawyer.choose("Yes")
    lawyer.write("Legal holds and inquiries", "An inquiry suspends disposal.")
    lawyer.write("Return or destruction at the end", "Destroyed, with a certificate.")
    lawyer.press("Save and return")
    lawyer.sees("2 of 22 sections completed")


def _the_rest(site: Served, lawyer: Visitor) -> None:
    found = re.search(r"/documents/([0-9a-f]{32})/", lawyer.page.url)
    assert found
    version = site.prepared.first_version(found[1])
    site.prepared.versions["agreement"] = Opened(found[1], version, "ISA-1")
    site.prepared.write("agreement", "lawyer", agreement(), leave="S2 S13")


def review(dpo: Visitor, lawyer: Visitor) -> None:
    """The DPO asks for changes with a reason; the lawyer changes the text, answers and settles."""
    dpo.follow("Read it and say what should change")
    dpo.follow("Comment on this section Retention and disposal")
    dpo.choose("The lawyers and Essex Police")
    dpo.write("Your comment", "Say how long research that matches nobody is kept.")
    dpo.choose("Ask for changes")
    dpo.press("Post comment")
    dpo.sees("Changes asked for")
    lawyer.follow("My work")
    lawyer.follow("Settle 1 request for changes, then freeze")
    lawyer.follow("Answer it")
    lawyer.write("Your answer", "Thirty days. It now stands in the table.")
    lawyer.press("Save and stay here")
    lawyer.follow("Change the text of S13")
    lawyer.write("Period or event", PERIOD)
    lawyer.press("Save and return")
    lawyer.follow("Freeze the text for sign-off")
    lawyer.sees("Resolve each requested change")
    lawyer.follow("Go there")
    lawyer.follow("Answer it")
    lawyer.choose("Resolved: the text was changed, or the point is met")
    lawyer.press("Save and return to the comments")


def freeze(lawyer: Visitor) -> None:
    """Freeze it: the text becomes one PDF, and both organisations are asked to sign."""
    lawyer.follow("My work")
    lawyer.follow("Freeze it, or see what stands in the way: no request for changes is open")
    lawyer.sees("Asked to sign, each for itself: Essex Police, North Hill Council.")
    lawyer.press("Freeze and ask for sign-off")
    assert lawyer.heading() == "ISA-1, version 1 is frozen"


def force_signs(visitors: Visitors) -> None:
    """The DPO endorses, the owner agrees and the SIRO approves, each in two steps."""
    sign(visitors["essex_dpo"], "Give your advice", "Endorse", "Endorsed")
    owner = visitors["essex_owner"]
    sign(
        owner, "Agree, or decline, as owner", "Agree as information asset owner", "Agreed as owner"
    )
    siro = visitors["essex_siro"]
    sign(siro, "Decide", "Approve", "Approved")


def sign(person: Visitor, task: str, outcome: str, done: str) -> None:
    """From the list of work through the brief, the outcome and the statement to the record."""
    person.follow("My work")
    person.follow(task)
    person.choose(outcome)
    person.press("Continue")
    person.press("Continue to the final statement")
    person.choose("I have read the frozen text and this statement, and I sign it.")
    person.press("Sign as")
    assert person.heading() == done


def partner_signs(site: Served, signatory: Visitor) -> None:
    """The guardian confirms, the signatory signs and keeps the record, which proves itself."""
    site.prepared.sign("agreement", PARTNER, "guardian", "confirm_caldicott")
    sign(signatory, "Sign, or decline", "Sign", "Signed")
    with signatory.page.expect_download() as awaited:
        signatory.page.get_by_role("link", name="Download").first.click()
    record = awaited.value.path().read_bytes()
    root = site.installation.keyring.root
    assert verify(record, root=root).whole


def stop(owner: Visitor) -> None:
    """Suspend the flow: what closes is shown, then it is confirmed."""
    owner.follow("Stops")
    owner.follow("One flow")
    owner.write("Why must it stop?", WHY_STOPPED)
    owner.press("See what closes")
    owner.sees("1 flow closes")
    owner.press("Stop now")
    owner.sees("Which gates apply it?")
    owner.follow("The stop, and who may start it again")
    owner.sees("Suspended")
    owner.sees("You cannot start it again")


def closed(signatory: Visitor) -> None:
    """The partner sees that its flow is closed, and why."""
    signatory.follow("Flows")
    signatory.follow("Essex Police to North Hill Council")
    signatory.sees(re.compile(r"Closed\s+Sharing is off: this flow is suspended"))
    assert WHY_STOPPED not in signatory.page.content()


def lift(siro: Visitor) -> None:
    """The SIRO, who did not stop it, starts it again."""
    siro.follow("Stops")
    siro.follow("Essex Police to North Hill Council")
    siro.sees(WHY_STOPPED)
    siro.sees("1 flow opens")
    siro.write("Why may it start again?", WHY_AGAIN)
    siro.press("Start again")
    siro.sees("Lifted")
    siro.sees(WHY_AGAIN)
