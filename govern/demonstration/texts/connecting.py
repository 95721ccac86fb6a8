"""The texts of the code of connection and of each partner's return against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from documents import catalogue
from documents.connection import question_id, starting_controls
from govern.demonstration import cast
from govern.demonstration.plans import Link
from govern.demonstration.texts.filling import (
    Answers,
    Filling,
    OnDay,
    laid_over,
    name_of,
    read,
)
from workflows import roles

_EXPIRES_AFTER = 20  # a return takes up to three weeks from its date to its certificate


def code(on: OnDay) -> Answers:
    """Every answer of the code of connection."""
    return {**Filling(on).filled(read("connections/code")), "controls": starting_controls()}


def revised_code(on: OnDay) -> Answers:
    """Every answer of its second version: the first with what a year has taught laid over."""
    texts = laid_over(read("connections/code"), read("revision")["changes"])
    return {**Filling(on).filled(texts), "controls": starting_controls()}


def connection(on: OnDay, link: Link, day: int) -> Answers:
    """Every answer of a return made on a day of the story; a renewal meets what was partly met."""
    texts, body = read("connections/return"), body_of(link.partner)
    first = day <= link.day
    filling = Filling(on, day, names=names_of(link.partner))
    answers = filling.filled({**texts["common"], **texts["profiles"][link.profile]})
    answers |= {
        "organisation": link.partner,
        "legal_name": _legal_name(link.partner),
        "address": body["address"],
        "kind": body["kind"],
        "profile": link.profile,
        "users": body["users"],
        "sites": body["sites"],
    }
    if registration := _registration(link.partner):
        answers["ico_registration"] = registration
    if "several_roles" in body:
        answers |= {"several_roles": True, "several_roles_note": body["several_roles"]}
    for control in catalogue.reference("controls"):
        if link.profile in control["profiles"]:
            answers |= dict(_control(filling, texts, body, control["id"], first))
    if first and (plan := list(_plan(filling, link.partner))):
        answers["remediation"] = plan
    return answers


def body_of(partner: str) -> Mapping[str, Any]:
    """What is written of a partner in `bodies.yaml`."""
    body: Mapping[str, Any] = read("connections/bodies")[partner]
    return body


def partly_met(partner: str) -> Mapping[str, Any]:
    """The mandatory controls that a partner meets in part at first, with its plan for each."""
    found: Mapping[str, Any] = body_of(partner).get("partial", {})
    return found


def names_of(partner: str) -> dict[str, str]:
    """The names that texts about a partner may use."""
    body = body_of(partner)
    written = {key: value for key, value in body.items() if isinstance(value, str)}
    return {
        "devices": "0",
        **written,
        "places": "one site" if body["sites"] == "1" else f"{body['sites']} sites",
        "slug": partner,
        "name": name_of(partner),
        "registration": _registration(partner) or "none",
        "author": _holder(roles.AUTHOR, partner),
        "signatory": _holder(roles.SIGNATORY, partner),
    }


def _holder(role: str, partner: str) -> str:
    """Who holds a role at a partner; a national service has nobody here, so its contact is told."""
    if partner == cast.PND:
        return str(body_of(partner)["spoc"])
    return cast.player_for(role, partner).name


def _control(
    filling: Filling, texts: Answers, body: Mapping[str, Any], control: str, first: bool
) -> Iterator[tuple[str, Any]]:
    own = body.get("answers", {}).get(control, {})
    partly = body.get("partial", {}).get(control) if first else None
    if partly:
        own = {"state": "partially_compliant", "account": partly["account"]}
    state = own.get("state", "compliant")
    yield question_id(control, "answer"), state
    account = {"account": own.get("account") or texts["accounts"][control]}
    yield question_id(control, "account"), filling.filled(account)["account"]
    if state == "partially_compliant":
        yield question_id(control, "risk"), "medium" if partly else "low"
    title, expires = texts["evidence"].get(control, texts["other_evidence"])
    row = {"title": title, "dated_on": "@-30", "expires_on": f"@{max(expires, _EXPIRES_AFTER)}"}
    yield question_id(control, "evidence"), filling.filled({"rows": [row]})["rows"]


def _plan(filling: Filling, partner: str) -> Iterator[Answers]:
    for control, partly in partly_met(partner).items():
        row = {"control": control, "due_on": f"@{partly['days']}"}
        row |= {key: partly[key] for key in ("finding", "action", "owner", "severity", "safeguard")}
        yield from filling.filled({"rows": [row]})["rows"]


def _registration(partner: str) -> str | None:
    return next(body.registration for body in cast.BODIES if body.slug == partner)


def _legal_name(partner: str) -> str:
    return next(body.legal_name for body in cast.BODIES if body.slug == partner)
