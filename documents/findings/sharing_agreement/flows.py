"""Checks on single rows of the flow schedule: fallback, allowance, method, marking, readiness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from documents import catalogue
from documents.agreement import TO_PARTNER, Agreement, Flow
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found

LEASE_HOURS: Final = 8
LONGEST_ALLOWANCE_HOURS: Final = 72
_Said = tuple[Level, str, str, str, str]


def flow_rows(content: Content, context: Context) -> Iterator[Finding]:
    """Each row by itself, in the order of the schedule."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for rule in _RULES:
            for level, code, message, remedy, source in rule(agreement, flow):
                yield found(
                    content,
                    level,
                    code,
                    "flows",
                    row=flow.id,
                    message=f"Flow {flow.ref} {message}",
                    remedy=remedy,
                    source=source,
                )


def flows_stand_once(content: Content, context: Context) -> Iterator[Finding]:
    """References are unique, and no two rows stand for the same flow."""
    flows = Agreement(content).flows
    refs = Counter(flow.ref for flow in flows)
    keys = Counter(key for flow in flows for key in _keys(flow))
    for flow in flows:
        if refs[flow.ref] > 1 or any(keys[key] > 1 for key in _keys(flow)):
            yield found(
                content,
                Level.STOP,
                "flow_listed_twice",
                "flows",
                row=flow.id,
                message=f"Flow {flow.ref} stands more than once: the same reference, or the same "
                "force, partner, category, purpose and direction.",
                remedy="Merge the rows or tell them apart.",
                source="D",
            )


def _keys(flow: Flow) -> set[tuple[str, ...]]:
    rest = (flow.partner, str(flow.row.get("category")), str(flow.row.get("purpose")))
    return {(force, *rest, way) for force in flow.forces for way in flow.ways}


def _fallback(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    if flow.row.get("safety_critical") is True and not flow.row.get("fallback"):
        yield (
            Level.STOP,
            "fallback_missing",
            "is safety-critical, and no channel is named for when it is closed.",
            "Name the channel, the people and the telephone, so that nobody is left without help.",
            "D",
        )


def _allowance(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    hours = flow.row.get("allowance_hours")
    if hours is None:
        return
    if not 0 <= hours <= LONGEST_ALLOWANCE_HOURS:
        yield (
            Level.STOP,
            "allowance_out_of_range",
            f"may run {hours} hours without contact; the most is {LONGEST_ALLOWANCE_HOURS}.",
            f"Give from 0 to {LONGEST_ALLOWANCE_HOURS} hours.",
            "D",
        )
    elif hours > LEASE_HOURS and flow.row.get("safety_critical") is not True:
        yield (
            Level.STOP,
            "allowance_needs_safety_critical",
            f"may run {hours} hours without contact and is not safety-critical.",
            f"Give {LEASE_HOURS} hours or fewer, or say that it is safety-critical.",
            "D",
        )
    elif hours > LEASE_HOURS and not flow.row.get("allowance_reasons"):
        yield (
            Level.STOP,
            "allowance_reasons_missing",
            f"may run {hours} hours without contact, and the reasons are not given.",
            "Give the reasons, which the SIRO signs with this text.",
            "D",
        )


def _method(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    method = flow.row.get("method")
    if method and catalogue.row("methods", method)["prohibited"]:
        yield (
            Level.STOP,
            "prohibited_method",
            f"moves by {catalogue.row('methods', method)['title'].lower()}, which is prohibited.",
            "Choose a secure method.",
            "D; F:DPA66",
        )


def _marking(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    marking = flow.row.get("marking")
    if marking == "secret_or_above":
        yield (
            Level.STOP,
            "marking_out_of_scope",
            "is marked SECRET or above, which is out of scope here.",
            "Handle it under its own arrangements.",
            "F:GSC",
        )
    if marking == "official_sensitive" and not flow.row.get("handling_instructions"):
        yield (
            Level.STOP,
            "handling_instructions_missing",
            "carries the SENSITIVE marking without handling instructions.",
            "Say who may see it, how it is stored and how it is passed on.",
            "F:GSC",
        )


def _purpose(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    chosen = flow.row.get("purpose")
    listed = {row["id"]: row["law_enforcement"] for row in catalogue.reference("purposes")}
    answer = flow.row.get("police_law_enforcement")
    if chosen in listed and answer is not None and listed[chosen] != answer:
        yield (
            Level.ADVICE,
            "purpose_regime_unusual",
            "is answered otherwise than is usual for this purpose: law enforcement for the "
            f"police is {'usual' if listed[chosen] else 'not usual'} here.",
            "Check the answer against DPA 2018 s.31, or split the flow by purpose.",
            "F:DPA31",
        )


def _obligations(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    given = flow.row.get("obligations") or ()
    if TO_PARTNER in flow.ways and "owning_force_only" not in given:
        yield (
            Level.ADVICE,
            "owning_force_not_limited",
            "does not say that only the named force's own records go.",
            "Add the obligation: on a shared system a partner could otherwise see the records of "
            "forces that did not sign.",
            "D",
        )
    graded = any(row.get("handling") in ("p", "c") for row in agreement.data_of(flow))
    if graded and "attach_handling_conditions" not in given:
        yield (
            Level.ADVICE,
            "grading_not_attached",
            "carries graded intelligence, and its grading does not travel with it.",
            "Add the obligation to send it with its grading and handling conditions.",
            "K",
        )


def _readiness(agreement: Agreement, flow: Flow) -> Iterator[_Said]:
    kind = agreement.kind(flow.partner)
    wanted = kind is not None and kind["national_service"]
    if wanted and "gateway_4" not in (flow.row.get("readiness") or ()):
        yield (
            Level.STOP,
            "readiness_check_missing",
            "goes to a national police service without the readiness check that it needs.",
            "Add Gateway 4 to the checks that must be passed first.",
            "F:SEED",
        )


_RULES = (_fallback, _allowance, _method, _marking, _purpose, _obligations, _readiness)

CHECKS: tuple[Check, ...] = (flow_rows, flows_stand_once)
