"""Purposes and their basis in law (DPA 2018 ss.31, 35, 36; UK GDPR Articles 6, 9, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents import catalogue
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found

_WIDE_WORDS = """
    a all and any anti as behaviour crime crimes criminal data detect detecting detection disorder
    enforcement fight fighting for general in information investigate investigation law necessary of
    offence offences or other police policing prevent preventing prevention prosecution protection
    public purpose purposes reduce reducing reduction safeguarding sharing social tackle tackling
    the to
"""
_WIDE = frozenset(_WIDE_WORDS.split())
_NO_POWERS = re.compile(
    r"\b(?:MARAC|MASH|DVDS|Clare's Law|GDPR|section 17 of the Crime|s\.?\s*17\s+CDA"
    r"|(?:Schedule|Sch\.?)\s*2,?\s*para(?:graph)?\.?\s*2)\b",
    re.IGNORECASE,
)
_A_POWER = re.compile(
    r"\bcommon law\b|\bAct\s+(?:19|20)\d\d\b|\b(?:Regulations|Order|Code)\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_SHORT = 40


def purposes_are_specific(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for a purpose in words too wide to test anything against (s.36(1))."""
    for row in content.rows("purposes"):
        described = str(row.get("description", ""))
        short = _is_wide(str(row.get("purpose", ""))) and len(described) < _SHORT
        if short or _is_wide(described):
            yield found(
                content,
                Level.ADVICE,
                "purpose_not_specific",
                "purposes",
                row=str(row["id"]),
                message=f"'{row.get('purpose')}' is too wide: a purpose must be specified and "
                "explicit.",
                remedy="Say who does what with which records to what end, so that a use outside "
                "it can be recognised.",
                source="F:DPA36",
            )


def _is_wide(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return bool(words) and all(word in _WIDE for word in words)


def other_purposes_have_authority(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a purpose outside law enforcement without authority and basis."""
    for row in content.rows("purposes"):
        if row.get("law_enforcement") is not False:
            continue
        absent = [
            words
            for column, words in (
                ("section_36_authority", "the authority in law under section 36(4)"),
                ("article_6", "the Article 6 basis"),
                ("article_10", "how Article 10 is met"),
            )
            if not row.get(column)
        ]
        if row.get("article_10") == "official_authority" and not row.get("article_10_authority"):
            absent.append("the law that confers the official authority")
        if absent:
            yield found(
                content,
                Level.STOP,
                "other_purpose_without_authority",
                "purposes",
                row=str(row["id"]),
                message=f"'{row.get('purpose')}' is not a law enforcement purpose, and these are "
                f"missing: {', '.join(absent)}.",
                remedy="Name them. On the police side, too, the UK GDPR applies to this purpose.",
                source="F:DPA36, F:DPA10, V",
            )


def law_enforcement_has_a_condition(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a law enforcement purpose without basis in law or condition of s.35(2)."""
    for row in content.rows("purposes"):
        if row.get("law_enforcement") is True and not (
            row.get("legal_basis") and row.get("section_35_condition")
        ):
            yield found(
                content,
                Level.STOP,
                "purpose_without_legal_basis",
                "purposes",
                row=str(row["id"]),
                message=f"'{row.get('purpose')}' has no basis in law or no condition of section "
                "35(2).",
                remedy="Name the statute or rule of common law, and whether processing is "
                "necessary for the task.",
                source="F:DPA35",
            )


def consent_is_no_default(content: Content, context: Context) -> Iterator[Finding]:
    """Advice wherever consent is relied on."""
    for row in content.rows("purposes"):
        if "consent" in (row.get("section_35_condition"),) or row.get("article_6") == "a":
            yield found(
                content,
                Level.ADVICE,
                "consent_as_basis",
                "purposes",
                row=str(row["id"]),
                message=f"'{row.get('purpose')}' rests on consent. Between the police and the "
                "public it is seldom free, and it can be withdrawn.",
                remedy="Rest it on the task, or say how consent is free, informed, recorded and "
                "what happens when it is withdrawn.",
                source="F:DPA35, F:ICO-P3CONS",
            )


def basis_is_open_to_police(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a basis of Article 6 that is closed to public authorities."""
    closed = {
        row["id"]: row["title"]
        for row in catalogue.reference("article_6")
        if not row["public_authority"]
    }
    for row in content.rows("purposes"):
        if row.get("article_6") in closed:
            yield found(
                content,
                Level.STOP,
                "article_6_closed_to_public_authority",
                "purposes",
                row=str(row["id"]),
                message=f"'{row.get('purpose')}' rests on {closed[row['article_6']].lower()}, "
                "which is closed to public authorities for their tasks.",
                remedy="Rest it on public task or legal obligation, and name the law.",
                source="F:SCL, K",
            )


def regime_follows_purposes(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when one regime is claimed and a purpose belongs to the other."""
    regimes = content.text("regimes")
    kinds = {row.get("law_enforcement") for row in content.rows("purposes")}
    other = {"part_3": False, "uk_gdpr": True}.get(regimes)
    if other is None or other not in kinds:
        return
    yield found(
        content,
        Level.STOP,
        "regime_contradicts_purposes",
        "regimes",
        message="One regime alone is claimed in section D1, and at least one purpose in section "
        "D4 belongs to the other.",
        remedy="Answer 'both', or correct the purpose.",
        source="F:DPA31, F:DPA36, V",
    )


def basis_is_a_power(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when the law named is a meeting, a scheme, an exemption or a duty to consider."""
    for row in content.rows("purposes"):
        for column in ("legal_basis", "section_36_authority"):
            text = str(row.get(column, ""))
            named = _NO_POWERS.search(text)
            if named and not _A_POWER.search(text):
                yield found(
                    content,
                    Level.ADVICE,
                    "basis_is_no_power",
                    "purposes",
                    row=str(row["id"]),
                    message=f"'{named.group()}' is named as basis in law for "
                    f"'{row.get('purpose')}'; it confers no power.",
                    remedy="Name the duty, the statutory power or the common law that does.",
                    source="F:DVDS, F:DEVON, K",
                )


CHECKS: tuple[Check, ...] = (
    purposes_are_specific,
    law_enforcement_has_a_condition,
    other_purposes_have_authority,
    consent_is_no_default,
    basis_is_open_to_police,
    regime_follows_purposes,
    basis_is_a_power,
)
