"""An agreement in ODRL 2.2: well-formed JSON-LD, by ODRL's own rules, of what both sides signed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pyld import jsonld

from govern.clock import text
from govern.exchange.odrl import NothingSigned, agreement
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import COUNCIL, Sharing

URL = "https://flows.example"
ODRL = "http://www.w3.org/ns/odrl/2/"
PROFILE = f"{URL}/odrl/1"
CORE_ACTIONS = {f"{ODRL}use", f"{ODRL}transfer"}
OPERATORS = {f"{ODRL}{each}" for each in ("eq", "gt", "gteq", "lt", "lteq", "neq", "isA")}
OPERANDS = {f"{ODRL}{each}" for each in ("purpose", "dateTime", "recipient", "spatial", "count")}


def exported(sharing: Sharing, name: str = "isa-council") -> dict[str, Any]:
    now = sharing.installation.clock.now()
    facts = sharing.installation.register.facts(now)
    return agreement(facts, sharing.versions[name], text(now), URL + "/")


def nothing_is_fetched(url: str, options: Mapping[str, Any]) -> Any:
    raise AssertionError(f"a reader would have to fetch {url}")


def expanded(document: dict[str, Any]) -> dict[str, Any]:
    options = {"documentLoader": nothing_is_fetched}
    (found,) = jsonld.expand(json.loads(json.dumps(document)), options)
    return dict(found)


def test_it_is_json_ld_that_loses_nothing_and_needs_nothing_fetched(sharing: Sharing) -> None:
    written = exported(sharing)
    found = expanded(written)

    assert _terms(written) == _properties(found)
    assert all(":" in name for name in _names(found))
    options = {"documentLoader": nothing_is_fetched, "format": "application/n-quads"}
    assert jsonld.normalize(written, options).count("\n") > 15


def test_it_keeps_the_rules_of_an_odrl_agreement(sharing: Sharing) -> None:
    assert list(broken_rules(expanded(exported(sharing)))) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("assigner", None), ("assignee", None), ("target", None), ("action", "govern:other"),
        ("constraint", [{"leftOperand": "purpose", "operator": "eq"}]), ("duty", [{}]),
    ],
)  # fmt: skip
def test_the_rules_notice_what_is_wanting(sharing: Sharing, part: str, value: Any) -> None:
    bent = exported(sharing)
    bent["permission"][0][part] = value

    assert list(broken_rules(expanded(bent)))


def test_each_flow_says_who_gives_what_to_whom_for_what_and_how_long(sharing: Sharing) -> None:
    permission = next(
        each
        for each in exported(sharing)["permission"]
        if each["uid"].endswith(sharing.flows[f"essex:{COUNCIL}"])
    )

    assert permission["assigner"] == f"{PROFILE}/organisation/essex"
    assert permission["assignee"] == f"{PROFILE}/organisation/{COUNCIL}"
    assert permission["target"] == f"{PROFILE}/category/crime-report"
    limits = [(each["leftOperand"], each["operator"]) for each in permission["constraint"]]
    assert limits == [("purpose", "eq"), ("dateTime", "gteq"), ("dateTime", "lt")]
    assert {"action": "govern:logDisclosure"} in permission["duty"]


def test_what_one_side_has_not_signed_is_no_permission(sharing: Sharing) -> None:
    name = "draft-agreement"
    sharing.version(name, "sharing_agreement", "ISA-77", ("essex", "kent", COUNCIL))
    flows = [sharing.flows[f"{force}:{COUNCIL}"] for force in ("essex", "kent")]
    sharing.freeze(name, flows=[], bases=[sharing.basis(name, flow) for flow in flows])
    with pytest.raises(NothingSigned):
        exported(sharing, name)

    sharing.sign(name, "essex", "essex_siro")
    sharing.sign(name, COUNCIL, "signatory", act="sign")

    (only,) = exported(sharing, name)["permission"]
    assert only["assigner"].endswith("/essex")


def broken_rules(policy: Mapping[str, Any]) -> Iterator[str]:
    """What of the ODRL 2.2 information model a policy does not keep, rule by rule."""
    if policy.get("@type") != [f"{ODRL}Agreement"] or not policy.get("@id"):
        yield "2.1: a policy has a type and one identifier"
    profiles = [each["@id"] for each in policy.get(f"{ODRL}profile", [])]
    permissions = policy.get(f"{ODRL}permission", [])
    if not permissions:
        yield "2.1.3: an agreement has at least one rule"
    for each in permissions:
        for part in ("target", "action", "assigner", "assignee"):
            if len(each.get(f"{ODRL}{part}", [])) != 1:
                yield f"2.2, 2.3, 2.6.1: a permission of an agreement has one {part}"
        yield from _constraints(each, profiles)
        yield from _duties(each, profiles)
        if not _is_action(each, CORE_ACTIONS):
            yield "2.4: the action is none that this house promises to use"


def _constraints(rule: Mapping[str, Any], profiles: list[str]) -> Iterator[str]:
    for each in rule.get(f"{ODRL}constraint", []):
        left, operator = (_value(each, part) for part in ("leftOperand", "operator"))
        if left not in OPERANDS and not _of_profile(left, profiles):
            yield f"2.5.1: {left} is no left operand"
        if operator not in OPERATORS:
            yield f"2.5.1: {operator} is no operator"
        if len(each.get(f"{ODRL}rightOperand", [])) != 1:
            yield "2.5.1: a constraint has one right operand"


def _duties(rule: Mapping[str, Any], profiles: list[str]) -> Iterator[str]:
    for each in rule.get(f"{ODRL}duty", []):
        if not _of_profile(_value(each, "action"), profiles):
            yield "2.6.3: a duty has one action, here of the profile"


def _value(node: Mapping[str, Any], part: str) -> str | None:
    found = node.get(f"{ODRL}{part}", [])
    return found[0].get("@id") if len(found) == 1 else None


def _is_action(rule: Mapping[str, Any], known: set[str]) -> bool:
    return _value(rule, "action") in known


def _of_profile(name: str | None, profiles: list[str]) -> bool:
    return name is not None and any(name.startswith(f"{profile}#") for profile in profiles)


def _terms(node: Any) -> int:
    """How many members there are, leaving out what only says what terms mean."""
    if isinstance(node, list):
        return sum(map(_terms, node))
    if not isinstance(node, dict):
        return 0
    counted = [name for name in node if name not in ("@context", "@type", "uid", "@id", "@value")]
    return len(counted) + sum(_terms(node[name]) for name in counted)


def _properties(node: Any) -> int:
    if isinstance(node, list):
        return sum(map(_properties, node))
    if not isinstance(node, dict):
        return 0
    named = [name for name in node if not name.startswith("@")]
    return len(named) + sum(_properties(node[name]) for name in named)


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _names(each)
    elif isinstance(node, dict):
        yield from (name for name in node if not name.startswith("@"))
        for each in node.values():
            yield from _names(each)
