"""What the officer of an added step is asked, and what the SIRO may do beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ADDED: Final[Mapping[str, tuple[str, str]]] = {
    "information_assurance": (
        "Say whether {text} protects the information of {body} well enough",
        "Your review is signed, kept as a record and shown to whoever decides.",
    ),
    "owner_consent": (
        "Consent to {text} for {body} as owner of the information that it is about",
        "Your consent is signed and kept as a record. It goes to the next step of {body}.",
    ),
    "acceptance_advice": (
        "Say whether {body} should accept the certified connection",
        "Your advice is signed, kept as a record and shown to whoever decides.",
    ),
}
"""Kind of step -> (what is asked, what happens then), as `govern.web.signing.asking` has them."""

GOING_ON: Final = (
    "Go on with {text} without the review that {body} added, or wait for it",
    "The record says that the review was asked for and not received. You still decide after that.",
)
