"""The text of an agreement: common terms, a theme, and what its parties and flows add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govern.demonstration import cast
from govern.demonstration.plans import LINKS, Plan
from govern.demonstration.texts import bases
from govern.demonstration.texts.connecting import body_of, names_of
from govern.demonstration.texts.filling import Answers, Filling, OnDay, listed, name_of, read
from workflows import roles

EXTENDS = {
    "mash-second": "mash",
    "families": "mash",
    "winter": "adult",
    "hate": "victims",
    "housing-intelligence": "housing",
}
_METHODS = {"P1": "named_login", "P2": "api", "P3": "secure_email", "P5": "verbal_meeting"}
_OBLIGATIONS = (
    "exclude_listed_fields", "verify_before_sending", "accuracy_statement", "log_disclosure",
    "correction_notices", "originator_consent_onward", "no_solely_automated_decision",
)  # fmt: skip
_HANDLING = (
    "For the people named for this agreement. Keep it in the system named in {{section S12}}, do "
    "not print it, do not forward it, and report at once if it went astray."
)
_OF_THE_BUILDER = frozenset({"police", "partner", "data", "flows"})


def agreement(on: OnDay, plan: Plan) -> Answers:
    """Every answer of the agreement that `plan` describes."""
    texts = theme(plan.theme)
    names = _names(plan)
    words = Filling(on, plan.day, names=names).filled(_words(texts))
    filling = Filling(on, plan.day, plan.forces, {**names, **words})
    said = {name: texts[name] for name in texts if name not in _OF_THE_BUILDER}
    built = {
        **_summary_sheet(on, plan),
        "parties": [*_forces(plan), _partner(plan)],
        "data": [_data(row) for row in texts["data"]],
        "flows": [_flow(plan, row, texts["data"]) for row in texts["flows"]],
        "retention": list(_retention(plan, texts["data"])),
        "roles": list(_roles(plan)),
        "signatories": list(_signatories(plan, texts)),
        **bases.of(on, plan, texts),
    }
    answers = filling.filled({**said, **built})
    return {name: answer for name, answer in answers.items() if name not in words}


def theme(name: str) -> Answers:
    """The texts of a theme over those it extends, over the common terms."""
    extended = [EXTENDS[name]] if name in EXTENDS else []
    return read(*(f"agreements/{each}" for each in ("common", *extended, name)))


def guarded(plan: Plan) -> bool:
    """Whether a Caldicott Guardian is appointed at the partner."""
    return any(
        office.role == roles.CALDICOTT_GUARDIAN and plan.partner in office.bodies
        for player in cast.PLAYERS
        for office in player.offices
    )


def _words(texts: Mapping[str, Any]) -> dict[str, str]:
    """Phrases that complete the common terms and are no answers themselves."""
    phrases = ("police_asks", "police_approves", "partner_asks", "store", "told")
    return {name: texts[name] for name in phrases}


def _names(plan: Plan) -> dict[str, str]:
    forces = listed(tuple(name_of(force) for force in plan.forces))
    return {**names_of(plan.partner), "partner": name_of(plan.partner), "forces": forces}


def _summary_sheet(on: OnDay, plan: Plan) -> Answers:
    return {
        "title": plan.title,
        "tier": "standalone",
        "owner_force": plan.forces[0],
        "partner_lead": plan.partner,
        "marking": "official",
        "starts_on": on(plan.first_day).isoformat(),
        "review_on": on(plan.first_day + 175).isoformat(),
        "ends_on": on(plan.last_day).isoformat(),
        "dpia_reference": "DPIA-1",
        "dpia_min_version": plan.dpia,
        "code_reference": "CODE-1",
        "code_min_version": 1,
        "all_or_none": False,
        "signing_order": theme(plan.theme).get("signing_order", "any_order"),
        "drafted_by": "Eleanor Finch, partner, Alder Finch LLP",
    }


def _forces(plan: Plan) -> Iterator[Answers]:
    for force in plan.forces:
        own = read("agreements/forces")[force]
        yield {
            "organisation": force,
            "legal_name": f"The Chief Constable of {name_of(force)}",
            "address": own["address"],
            "ico_registration": own["registration"],
            "kind": "force",
            "capacity": "controller",
            "competent": True,
            "competent_because": "DPA 2018 Schedule 7: chief constables",
            "contact": f"Head of information management, {name_of(force)}",
            "dpo_contact": f"Data protection officer, {name_of(force)}",
            "spoc": "Inspector of the team that sends",
            "spoc_deputy": "Sergeant of the team that sends",
            "out_of_hours": own["out_of_hours"],
        }


def _partner(plan: Plan) -> Answers:
    body = body_of(plan.partner)
    competent = {"competent_because": body["competent"]} if "competent" in body else {}
    return {
        "organisation": plan.partner,
        "legal_name": next(one.legal_name for one in cast.BODIES if one.slug == plan.partner),
        "address": body["address"],
        "ico_registration": _registration(plan.partner),
        "kind": body["kind"],
        "capacity": "service" if plan.partner == cast.PND else "controller",
        "competent": bool(competent),
        **competent,
        "contact": f"{names_of(plan.partner)['author']}, information governance",
        "dpo_contact": body["privacy_lead"],
        "spoc": body["spoc"],
        "spoc_deputy": f"Deputy of the {body['spoc'][:1].lower()}{body['spoc'][1:]}",
        "out_of_hours": f"{body['incidents']}, 01632 960{body['ext']}",
    }


def _registration(partner: str) -> str:
    found = next(one.registration for one in cast.BODIES if one.slug == partner)
    return found or "Exempt, because a not-for-profit body within the exemption"


def _data(row: Mapping[str, Any]) -> Answers:
    return {name: value for name, value in row.items() if name != "kept"}


def _flow(plan: Plan, row: Mapping[str, Any], data: list[Mapping[str, Any]]) -> Answers:
    sends = row["direction"] != "partner_to_police"
    graded = any(one["handling"] == "p" for one in data if row["ref"] in one["flows"])
    marking = row.get("marking", "official_sensitive")
    obligations = [*_OBLIGATIONS, *row.get("obligations", ())]
    obligations += ["owning_force_only"] if sends else []
    obligations += ["attach_handling_conditions"] if graded else []
    obligations += ["mark_official_sensitive"] if marking == "official_sensitive" else []
    sensitive = {"handling_instructions": _HANDLING} if marking == "official_sensitive" else {}
    return {
        **row,
        **sensitive,
        "forces": list(plan.forces),
        "partner": plan.partner,
        "method": method(plan) if row["method"] == "main" else row["method"],
        "marking": marking,
        "security": "By the profile of the partner's certificate, encrypted in transit and at rest",
        "rms_code": f"{plan.theme}-{row['ref']}".upper(),
        "obligations": obligations,
    }


def method(plan: Plan) -> str:
    """How most data move: as the partner connects, or by the portal of DPIA version 2."""
    profile = next(link.profile for link in LINKS if link.partner == plan.partner)
    return "partner_portal" if plan.dpia > 1 and profile != "P2" else _METHODS[profile]


def _retention(plan: Plan, data: list[Mapping[str, Any]]) -> Iterator[Answers]:
    for row in data:
        yield {
            "item": row["item"],
            "keeper": name_of(plan.partner) if row["module"] != "none" else "The force",
            "period": row["kept"],
            "method": "Secure deletion, paper shredded",
            "certificate": True,
        }


def _roles(plan: Plan) -> Iterator[Answers]:
    for force in plan.forces:
        duties = "Owns the information; takes the quarterly sample; stops what is unsafe"
        yield {"organisation": force, "role": "Information asset owner", "duties": duties}
        duties = "Answers from day to day; keeps the list of people with access"
        yield {"organisation": force, "role": "Single point of contact", "duties": duties}
    duties = "Answers from day to day; certifies disposal; shows what became of an item"
    yield {"organisation": plan.partner, "role": body_of(plan.partner)["spoc"], "duties": duties}


def _signatories(plan: Plan, texts: Mapping[str, Any]) -> Iterator[Answers]:
    for force in plan.forces:
        scheme = f"Scheme of consent of the Chief Constable of {name_of(force)}"
        yield {"organisation": force, "role": "asset_owner", "authority": scheme}
        yield {"organisation": force, "role": "siro", "authority": scheme}
    if plan.partner == cast.PND:
        return
    authority = body_of(plan.partner)["authority"]
    yield {"organisation": plan.partner, "role": "signatory", "authority": authority}
    if guarded(plan):
        instrument = "Appointment on the national register of Caldicott Guardians"
        yield {
            "organisation": plan.partner,
            "role": "caldicott_guardian",
            "authority": instrument,
        }
