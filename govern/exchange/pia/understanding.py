"""What an exported assessment says, placed in the questions of ours; the rest is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents import catalogue
from govern.exchange.pia.prose import plain

TABLE = "cnil_pia"
RISKS = {32: "Illegitimate access to data", 33: "Unwanted change of data",
         34: "Disappearance of data"}  # fmt: skip
LEVELS = {1: "negligible", 2: "limited", 3: "significant", 4: "maximum"}
SCALE = (
    "The tool's scale has four steps, ours others: say likelihood and severity anew, before and "
    "after measures"
)
OWN = "The export uses questions of its own, which no table of ours knows"
NAMES = "Who wrote, evaluated or validated it there signs nothing here"


@dataclass(frozen=True)
class Unplaced:
    """Words that have no place in a text of ours, and why."""

    where: str
    why: str
    text: str


@dataclass
class Understood:
    """Title, answers by question of ours, what went where, and what went nowhere."""

    title: str
    answers: dict[str, Any] = field(default_factory=dict)
    placed: list[dict[str, str]] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def put(self, where: str, question: str, text: str) -> None:
        """Words under a question; behind those that stand there already."""
        before = self.answers.get(question)
        self.answers[question] = f"{before}\n\n{text}" if before else text
        self.placed.append({"where": where, "question": question})

    def leave(self, where: str, why: str, text: Any) -> None:
        """Words that are kept in the report alone."""
        said = plain(str(text)) if text not in (None, "") else ""
        if said:
            self.unplaced.append(Unplaced(where, why, said))


def understood(raw: Mapping[str, Any]) -> Understood:
    """Place an export; ValueError with a sentence when it is none."""
    pia = raw.get("pia")
    if not isinstance(pia, Mapping) or not isinstance(raw.get("answers"), list):
        raise ValueError(
            "This is no assessment exported by the PIA tool: it holds no “pia” with “answers”."
        )
    found = Understood(plain(str(pia.get("name") or ""))[:200] or "Imported assessment")
    given = dict(_answers(raw["answers"]))
    _texts(found, given)
    _measures(found, _rows(raw, "measures"))
    _risks(found, given)
    _people(found, pia)
    _evaluations(found, _rows(raw, "evaluations"))
    for each in _rows(raw, "comments"):
        found.leave(f"Comment on {each.get('reference_to')}", "Comments of another tool are not "
                    "posted here", each.get("description"))  # fmt: skip
    for each in _rows(raw, "attachments"):
        found.leave("Attachment", "Attachments stay in the file that was uploaded",
                    f"{each.get('name')} ({each.get('mime_type')})")  # fmt: skip
    if pia.get("structure_name") or pia.get("structure_data"):
        found.leave("Structure", OWN, pia.get("structure_name") or "unnamed")
    return found


def _answers(rows: Sequence[Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for each in rows:
        data = each.get("data") if isinstance(each, Mapping) else None
        reference = str(each.get("reference_to", "")) if isinstance(each, Mapping) else ""
        if isinstance(data, Mapping) and reference.isdecimal():
            yield int(reference), data


def _texts(found: Understood, given: dict[int, Mapping[str, Any]]) -> None:
    purposes: dict[str, Any] = {}
    table = {int(row["id"][1:]): row for row in catalogue.reference(TABLE)}
    for number in sorted(given):
        data = given[number]
        if number // 10 in RISKS:
            continue
        row = table.get(number)
        where = f"{number}: {row['title']}" if row else f"Question {number}"
        text = _said(data)
        if not text:
            continue
        if row is None:
            found.leave(where, OWN, text)
        elif not row["question"]:
            found.leave(where, row["hint"], text)
        elif row["question"].startswith("purposes."):
            purposes[row["question"].partition(".")[2]] = text
            found.placed.append({"where": where, "question": "purposes"})
        else:
            found.put(where, row["question"], text)
    if purposes:
        found.answers["purposes"] = [{"id": "imported", **purposes}]


def _said(data: Mapping[str, Any]) -> str:
    lines = [f"- {plain(str(each))}" for each in data.get("list") or [] if str(each).strip()]
    text = plain(str(data.get("text") or ""))
    return "\n\n".join(each for each in (text, "\n".join(lines)) if each)


def _measures(found: Understood, rows: Sequence[Mapping[str, Any]]) -> None:
    lines = []
    for each in rows:
        title, said = plain(str(each.get("title") or "")), plain(str(each.get("content") or ""))
        if title or said:
            lines.append(f"**{title or 'Measure'}**: {said or 'nothing more is said'}")
    if lines:
        found.put("3.1: Measures", "security_unauthorised", "\n\n".join(lines))


def _risks(found: Understood, given: Mapping[int, Mapping[str, Any]]) -> None:
    made = []
    for group, title in RISKS.items():
        cells = {
            "harm": _said(given.get(group * 10 + 1, {})),
            "event": _said(given.get(group * 10 + 2, {})),
            "source": _said(given.get(group * 10 + 3, {})),
            "measures": _said(given.get(group * 10 + 4, {})),
        }
        for at, what in ((5, "severity"), (6, "likelihood")):
            data = given.get(group * 10 + at, {})
            level = data.get("gauge")
            if level in LEVELS:
                said = f"{what} {level} of 4 ({LEVELS[level]}). {_said(data)}"
                found.leave(f"3.{group % 10}: {title}", SCALE, said)
        if any(cells.values()):
            made.append({"id": f"imported-{group}", "title": title,
                         **{name: each for name, each in cells.items() if each}})  # fmt: skip
            found.placed.append({"where": f"3.{group % 10}: {title}", "question": "risks"})
    if made:
        found.answers["risks"] = made


def _people(found: Understood, pia: Mapping[str, Any]) -> None:
    sought = pia.get("concerned_people_searched_opinion")
    if isinstance(sought, bool):
        found.answers["views_of_people"] = "sought" if sought else "not_sought"
        found.placed.append({"where": "4.3: Views of people", "question": "views_of_people"})
    why = plain(str(pia.get("concerned_people_searched_content") or ""))
    if why and sought is False:
        found.put("4.3: Views of people", "views_not_sought_reason", why)
    opinion = plain(str(pia.get("concerned_people_opinion") or ""))
    if opinion:
        row = {"id": "imported", "who": plain(str(pia.get("people_names") or "")),
               "group": "people", "result": opinion}  # fmt: skip
        found.answers["consultations"] = [{name: each for name, each in row.items() if each}]
        found.placed.append({"where": "4.3: Views of people", "question": "consultations"})
    endorses = "A DPO's opinion on another text is no endorsement of this one"
    found.leave("4.3: Opinion of the DPO", endorses, pia.get("dpo_opinion"))
    for name in ("author_name", "evaluator_name", "validator_name", "dpos_names"):
        found.leave(name.replace("_", " ").capitalize(), NAMES, pia.get(name))
    for name in ("rejection_reason", "applied_adjustments", "category"):
        why = "Nothing here means the same"
        found.leave(name.replace("_", " ").capitalize(), why, pia.get(name))


def _evaluations(found: Understood, rows: Sequence[Mapping[str, Any]]) -> None:
    actions: list[dict[str, str]] = []
    for each in rows:
        where = f"Evaluation of {each.get('reference_to')}"
        found.leave(where, "Evaluations of another tool are no comments here",
                    each.get("evaluation_comment"))  # fmt: skip
        action = plain(str(each.get("action_plan_comment") or ""))
        if not action:
            continue
        due = str(each.get("estimated_implementation_date") or "")[:10]
        row = {"id": f"imported-{len(actions) + 1}", "action": action,
               "owner_role": plain(str(each.get("person_in_charge") or "")),
               "due_on": due}  # fmt: skip
        actions.append({name: value for name, value in row.items() if value})
        found.placed.append({"where": where, "question": "actions"})
    if actions:
        found.answers["actions"] = actions


def _rows(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    given = raw.get(name)
    return [each for each in given if isinstance(each, Mapping)] if isinstance(given, list) else []
