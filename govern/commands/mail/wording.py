"""What a mail says: a subject, a sentence and a link, never content; words by template name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Subject and sentence, with the fields of `about` in braces."""

    subject: str
    sentence: str


WORDINGS: Mapping[str, Wording] = {
    "review_asked": Wording(
        "Review asked: {reference}",
        "Version {version} of {reference}, {title}, was sent for review. Your comments are asked "
        "for before it is frozen.",
    ),
    "sign_off_asked": Wording(
        "Your {asked}: {reference} for {organisation}",
        "Version {version} of {reference}, {title}, waits for your {asked}, for "
        "{organisation}{due}.",
    ),
    "sign_off_chased": Wording(
        "Still waiting for your {asked}: {reference} for {organisation}",
        "Version {version} of {reference}, {title}, still waits for your {asked}, for "
        "{organisation}{due}. {lateness}",
    ),
    "sign_off_escalated": Wording(
        "Late: {reference} for {organisation}",
        "Version {version} of {reference}, {title}, was to be acted on for {organisation}{due} "
        "and was not. What waits is the {role}'s {asked}. Silence approves nothing; {goes_on}.",
    ),
    "sign_off_decided": Wording(
        "{organisation}: {outcome}: {reference}",
        "{organisation} has finished with {reference}, {title}. Outcome: {outcome}.",
    ),
    "comment_assigned": Wording(
        "A comment is yours to see to: {reference}",
        "A comment on section {section} of {reference} was given to you.",
    ),
    "suggestion_asked": Wording(
        "Wording suggested: {reference}",
        "Wording was suggested for {reference}, {title}. It waits for you to take it or leave it.",
    ),
    "suggestion_accepted": Wording(
        "Your wording was taken: {reference}",
        "Wording that you suggested for {reference}, {title}, is in the text now.",
    ),
    "suggestion_declined": Wording(
        "Your wording was not taken: {reference}",
        "Wording that you suggested for {reference}, {title}, was not taken. The page shows the "
        "reasons, if any were given.",
    ),
    "materiality_asked": Wording(
        "Is the change minor? {reference} for {organisation}",
        "The lawyers class what changes in version {version} of {reference}, {title}, as minor "
        "for {organisation}. Its sign-off is carried over only if you confirm it{due}; otherwise "
        "it signs the new version. The page shows the words that moved.",
    ),
    "materiality_disputed": Wording(
        "Not minor, says {organisation}: {reference}",
        "{organisation} does not agree that the change in {reference} is minor, and signs itself.",
    ),
    "clause_proposed": Wording(
        "Wording for the clause bank: {title}",
        "{title} was proposed for the clause bank. A lawyer other than its author decides on it.",
    ),
    "condition_submitted": Wording(
        "A condition was handed in: {reference}",
        "Evidence for a condition on {reference}, {title}, waits to be accepted.",
    ),
    "condition_due": Wording(
        "A condition falls due: {reference}",
        "A condition on {reference}, {title}, falls due in {days} days.",
    ),
    "measure_submitted": Wording(
        "A measure was reported in place: {reference}",
        "A measure of your action plan under {reference}, {title}, was reported in place and waits "
        "to be accepted.",
    ),
    "measure_returned": Wording(
        "A measure was sent back: {reference}",
        "A measure of your action plan under {reference}, {title}, that you reported in place was "
        "sent back. The page shows why.",
    ),
    "measure_due": Wording(
        "A measure falls due: {reference}",
        "A measure of your action plan under {reference}, {title}, falls due in {days} days.",
    ),
    "measure_late": Wording(
        "A measure is late: {reference}",
        "A measure of your action plan under {reference}, {title}, is past its date and not in "
        "place.",
    ),
    "agreement_ending": Wording(
        "Ends in {days} days: {reference}",
        "{reference}, {title}, ends in {days} days. Its flows close then unless it is renewed or "
        "extended.",
    ),
    "certificate_ending": Wording(
        "A certificate ends in {days} days: {reference}",
        "The connection certificate {reference} ends in {days} days. Flows that need it close "
        "then.",
    ),
    "policy_document_due": Wording(
        "Review due in {days} days: {title}",
        "The review of {title} falls due in {days} days. Once it was made, record it.",
    ),
    "policy_document_late": Wording(
        "Review late: {title}",
        "The review of {title} is late. Every signer sees that; nothing closes by itself.",
    ),
    "readiness_opened": Wording(
        "Evidence asked: {title}",
        "A readiness check was opened: {title}. Evidence for its items is asked for.",
    ),
    "readiness_submitted": Wording(
        "Evidence to judge: {item}, {title}",
        "Evidence for item {item} of {title} was handed in and waits for you.",
    ),
    "readiness_waiting": Wording(
        "Still waiting for you: {item}, {title}",
        "Evidence for item {item} of {title} still waits to be accepted or sent back.",
    ),
    "readiness_returned": Wording(
        "Sent back: {item}, {title}", "Your evidence for item {item} of {title} was sent back."
    ),
    "readiness_ready": Wording(
        "Ready to be passed: {title}",
        "Every item that {title} needs is accepted or waived. It waits for your decision.",
    ),
    "readiness_passed": Wording("Passed: {title}", "{title} was passed."),
    "readiness_revoked": Wording(
        "REVOKED: {title}", "{title} was revoked. Flows that need it are closed."
    ),
    "readiness_ending": Wording(
        "Ends in {days} days: {title}",
        "{title} was passed until evidence or a waiver ends, in {days} days. Flows that need it "
        "close then, unless it is begun again and passed before.",
    ),
    "stop_advised": Wording(
        "URGENT: a stop is advised",
        "Your DPO advises a stop ({scope}). Decide now whether to stop.",
    ),
    "stop_placed": Wording(
        "STOPPED: {kind} of a {scope}", "A {kind} of a {scope} was placed. Incident: {incident}."
    ),
    "stop_lift_approved": Wording(
        "A restart waits for a second person", "A first person asks to lift a {kind} of a {scope}."
    ),
    "second_person_asked": Wording(
        "A second person is asked for: {act}",
        "Somebody asks for this: {act}. Within 72 hours a second person confirms or refuses it.",
    ),
    "webhook_paused": Wording(
        "A webhook is paused: {title}",
        "Hints to {title} failed too often. It is told nothing more until somebody resumes it.",
    ),
    "stop_lift_refused": Wording(
        "A restart was refused", "What a first person asked to start again ({scope}) stays stopped."
    ),
    "stop_advice_dismissed": Wording(
        "Your advice to stop was not followed", "It was decided that it goes on ({scope})."
    ),
    "stop_lifted": Wording("Started again: {scope}", "A {kind} of a {scope} was lifted."),
    "drift_found": Wording(
        "ALARM: sharing runs that should be off",
        "{number} of {force}'s flows run in {system} and should be off. Switch them off there.",
    ),
    "drift_ended": Wording(
        "Ended: sharing that should be off", "Nothing runs in {system} any more that should be off."
    ),
    "gate_silent": Wording(
        "ALARM: a gate is silent",
        "Nothing was heard of {gate}, a gate of {force}, for {minutes} minutes. It may answer from "
        "what it has until its lease ends, and hears of no stop. See that it can reach us.",
    ),
    "gate_late": Wording(
        "ALARM: a stop is not acknowledged",
        "{gate}, a gate of {force}, has not acknowledged a stop for {minutes} minutes (stops: "
        "{number}). Telephone whoever runs it: a stop by hand needs no line.",
    ),
    "gate_caught_up": Wording(
        "Ended: a late gate", "{gate}, a gate of {force}, holds every stop again."
    ),
    "observe_asked": Wording(
        "Observe mode is asked for",
        "Until {until} nothing would be enforced for your force. A second person must start it.",
    ),
    "observe_started": Wording(
        "OBSERVE MODE: nothing is enforced",
        "Until {until} your force's gates answer and enforce nothing but emergency stops.",
    ),
    "observe_ended": Wording(
        "Observe mode has ended", "Since {until} everything is enforced for your force."
    ),
    "agreement_terminated": Wording(
        "Terminated: {reference}", "{reference}, {title}, was terminated by a party."
    ),
}


def worded(template: str, about: Mapping[str, str]) -> Wording:
    """The wording with its fields filled in. KeyError for a template or a field that is not
    there.
    """
    wording = WORDINGS[template]
    return Wording(wording.subject.format(**about), wording.sentence.format(**about))
