"""Joint controllers, contact point and processors (DPA 2018 ss.58-60)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.wording import passages, sentences

_JOINT = re.compile(r"\bjoint controllers?\b", re.IGNORECASE)
_SECTION_58 = re.compile(r"\b(?:s\.?|section)\s*58\b", re.IGNORECASE)
_PARTNER = re.compile(
    r"\b(?:councils?|local authorit\w+|NHS|trusts?|charit\w+|housing|health|schools?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|neither)\b", re.IGNORECASE)


def section_58_is_for_forces(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a joint controller that is no force; advice where the text says so."""
    for slug in content.chosen("joint_controllers"):
        known = context.organisations.get(slug)
        if known is not None and known.kind != "force":
            yield found(
                content,
                Level.STOP,
                "section_58_not_for_partner",
                "joint_controllers",
                message=f"{known.name} is listed as a joint controller under section 58, which is "
                "for competent authorities that decide together.",
                remedy="Take it out. For pooled processing under the UK GDPR describe an "
                "arrangement under Article 26 instead.",
                source="F:DPA58",
            )
    for passage in passages(content):
        if any(_joins_a_partner(sentence) for sentence in sentences(passage.text)):
            yield found(
                content,
                Level.ADVICE,
                "section_58_claimed_for_partner",
                passage.question,
                row=passage.row,
                message="The text seems to call a partner a joint controller under section 58.",
                remedy="A body under the UK GDPR is a separate controller, or a joint controller "
                "under Article 26. Say which.",
                source="F:DPA58, K",
            )


def _joins_a_partner(sentence: str) -> bool:
    claimed = all(one.search(sentence) for one in (_JOINT, _SECTION_58, _PARTNER))
    return claimed and not _DENIED.search(sentence)


def contact_point_is_joint(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when the contact point is not one of the joint controllers."""
    contact, joint = content.text("contact_point"), content.chosen("joint_controllers")
    if contact and joint and contact not in joint:
        yield found(
            content,
            Level.STOP,
            "contact_point_not_joint_controller",
            "contact_point",
            message="The contact point is not one of the joint controllers.",
            remedy="Designate one of the joint controllers that the arrangement names.",
            source="F:DPA58",
        )


def arrangement_is_in_force(content: Content, context: Context) -> Iterator[Finding]:
    """Advice while the arrangement of section 58 is not signed by all."""
    if content.text("arrangement_status") in ("part_signed", "draft"):
        yield found(
            content,
            Level.ADVICE,
            "arrangement_not_in_force",
            "arrangement_status",
            message="Joint controllers need an arrangement; this one is not yet signed by all.",
            remedy="Have it signed, or make it a condition of each decision with a date.",
            source="F:DPA58",
        )


def same_controllers_throughout(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when the forces covered and the joint controllers differ; each force counts."""
    covered = set(content.chosen("controllers_covered"))
    joint = set(content.chosen("joint_controllers"))
    if covered and joint and covered != joint:
        yield found(
            content,
            Level.ADVICE,
            "controllers_differ",
            "joint_controllers",
            message="These stand in only one of the two lists, controllers covered and joint "
            f"controllers: {', '.join(sorted(covered ^ joint))}.",
            remedy="Make the lists agree, or say why they do not. Forces that share a team or a "
            "policy are still separate controllers.",
            source="F:DPA58, D",
        )


def every_processor_has_a_contract(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for each processor without a contract row (s.59)."""
    contracted = {_name(row.get("processor")) for row in content.rows("processor_contracts")}
    for row in content.rows("processors"):
        if (name := _name(row.get("name"))) and name not in contracted:
            yield found(
                content,
                Level.STOP,
                "processor_without_contract",
                "processors",
                row=str(row["id"]),
                message=f"{row['name']} processes data for the forces and no contract is recorded.",
                remedy="Add its contract in section D3 under the same name, with the terms of "
                "section 59 that it holds.",
                source="F:DPA59",
            )


def no_processor_is_a_party(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when a processor is listed as a recipient under a sharing agreement."""
    processors = {_name(row.get("name")) for row in content.rows("processors")} - {""}
    for row in content.rows("planned_flows"):
        if _name(row.get("recipient")) in processors and row.get("under") == "sharing_agreement":
            yield found(
                content,
                Level.ADVICE,
                "processor_as_party",
                "planned_flows",
                row=str(row["id"]),
                message=f"{row['recipient']} acts on instructions as a processor, and is listed "
                "here as a party to a sharing agreement.",
                remedy="Take the row out; its contract under section 59 governs what it receives.",
                source="F:DPA59",
            )


def _name(value: object) -> str:
    return str(value or "").strip().casefold()


CHECKS: tuple[Check, ...] = (
    section_58_is_for_forces,
    contact_point_is_joint,
    arrangement_is_in_force,
    same_controllers_throughout,
    every_processor_has_a_contract,
    no_processor_is_a_party,
)
