"""What the acts at steps that a force adds are called; `workflows.acts` holds all the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflows.wording import ActWords

ADDED: Final[Mapping[str, ActWords]] = {
    "assure_information": ActWords(
        signs="have reviewed the information assurance of {document} and find it sufficient",
        record="Information assurance review",
        label="Find the information assurance sufficient",
        hint="It goes on to the next step of {organisation}.",
        done="Information assurance reviewed",
    ),
    "assure_with_concerns": ActWords(
        signs="have reviewed the information assurance of {document} and have the concerns set out "
        "below",
        record="Information assurance review with concerns",
        label="Let it go on, with concerns",
        hint="It goes on. Whoever decides sees your concerns, and says why they go on.",
        done="Reviewed, with concerns",
    ),
    "consent_as_owner": ActWords(
        signs="consent to {document} as owner of the information of {organisation} that it is "
        "about",
        record="Consent of the information asset owner",
        label="Consent as information asset owner",
        hint="It goes on to the next step of {organisation}.",
        done="Consented as owner",
    ),
    "refuse_as_owner": ActWords(
        signs="refuse consent to {document} as owner of the information of {organisation} that it "
        "is about",
        record="Consent refused by the information asset owner",
        label="Refuse consent as information asset owner",
        hint="{organisation} does not adopt this text.",
        done="Consent refused by the owner",
    ),
    "support_acceptance": ActWords(
        signs="have seen the certificate of {document} and support its acceptance",
        record="Advice on accepting the connection",
        label="Support accepting the connection",
        hint="It goes on to the next step of {organisation}.",
        done="Acceptance supported",
    ),
    "support_with_concerns": ActWords(
        signs="have seen the certificate of {document} and have the concerns set out below",
        record="Advice on accepting the connection, with concerns",
        label="Let it go on, with concerns",
        hint="It goes on. Whoever decides sees your concerns, and says why they go on.",
        done="Advised, with concerns",
    ),
    "go_on_without_review": ActWords(
        signs="go on with {document} without the review that {organisation} added and asked for",
        record="Decision to go on without an added review",
        label="Go on without this review",
        hint="It was asked for, is late and was escalated. The record says it was not received.",
        done="Going on without the review",
    ),
}
