"""Random registers from a seed: the busy world, enlarged and then damaged and mended at random."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.register.changes import ANY_TIME, CHOICES, FUTURE, INSTANTS, PAST, REMOVABLE, busy_world
from tests.register.world import END, JUST_NOW, LATER, SIGNED, START, World, sha

FLOWS = ("flow-essex", "flow-kent", "flow-unheard-of")
MOMENTS = sorted(
    {when for when in ANY_TIME if when}
    | {when[:-2] + "1Z" for when in FUTURE}
    | {"2027-02-18T12:00:00.000Z"}
    | {f"2026-{month:02}-{day:02}T{hour}" for month in (3, 10, 12) for day in (24, 25, 29)
       for hour in ("00:00:00.000Z", "22:59:59.999Z", "23:00:00.000Z", "23:59:59.999Z")}
)  # fmt: skip

Addition = Callable[[World, Random], None]


def random_world(random: Random) -> World:
    """A world made by a few additions and up to nine changes."""
    world = busy_world()
    for addition in ADDITIONS:
        if random.random() < 0.2:
            addition(world, random)
    for _ in range(random.randrange(10)):
        _change(world, random)
    return world


def _change(world: World, random: Random) -> None:
    kind = random.random()
    if kind < 0.15:
        table, key = random.choice(REMOVABLE)
        if key in world.tables.get(table, {}):
            world.remove(table, key)
        return
    if kind < 0.55:
        table, key, column = random.choice(INSTANTS)
        value = random.choice(ANY_TIME[1:] if column == "until" else ANY_TIME)
    else:
        table, key, column, values = random.choice(CHOICES)
        value = random.choice(values)
    if key in world.tables.get(table, {}):
        world.change(table, key, **{column: value})


def _second_connection(world: World, random: Random) -> None:
    world.add(
        "connection", "connection-second", **{
            **world.tables["connection"]["connection-council"],
            "id": "connection-second", "certified_at": random.choice(PAST),
            "expires_at": random.choice(FUTURE), "lead_force_id": "org-essex",
            "code_version": random.choice((1, 2)), "record_sha256": sha("second certificate"),
            "state": random.choice(("certified", "certified", "suspended")),
        },
    )  # fmt: skip


def _stop(world: World, random: Random) -> None:
    scope, scope_id = random.choice(
        (("flow", "flow-kent"), ("agreement", "isa-v2"), ("agreement", "doc-isa"),
         ("force", "essex"), ("partner", "council"), ("partner", "org-council"),
         ("category", "intelligence"), ("category", "crime"), ("everything", ""), ("odd", "one"))
    )  # fmt: skip
    world.stop(
        scope, scope_id, random.choice(("suspension", "kill", "termination")),
        at=random.choice((*PAST, *FUTURE)), lifted_at=random.choice(ANY_TIME),
        force_id=random.choice((None, "org-essex", "org-kent")),
    )  # fmt: skip


def _condition(world: World, random: Random) -> None:
    world.condition(
        random.choice(tuple(world.tables["sign_off"])),
        timing=random.choice(("before_opening", "by_date")), due_at=random.choice(ANY_TIME),
        on_overdue=random.choice(("warn", "block_new", "close")),
        state=random.choice(("open", "met")), submitted_by="one",
        accepted_by=random.choice((None, "one", "two")), accepted_at=random.choice(ANY_TIME),
        continue_until=random.choice(ANY_TIME), set_at=random.choice(PAST),
    )  # fmt: skip


def _failure(world: World, random: Random) -> None:
    table = random.choice(("act", "version", "document", "stop", "connection", "condition", "flow",
                           "basis", "party", "acceptance", "readiness", "consultation", "event",
                           "extension", ""))  # fmt: skip
    rows = tuple(world.tables.get(table, {})) or ("0",)
    world.add(
        "evidence_failure", "failure-second", table_name=table, row_key=random.choice(rows),
        record_sha256=random.choice((None, sha("record of isa-v1-by-essex"))),
        found_at=random.choice((*PAST, *FUTURE)), cleared_at=random.choice(ANY_TIME),
    )  # fmt: skip


def _service(world: World, random: Random) -> None:
    world.change("basis", "basis-isa-1-essex", readiness=["gateway-4"])
    world.change("party", "party-isa-1-council", capacity="service", chain=None)
    world.add(
        "readiness", "check-second", template="gateway-4",
        subject_kind=random.choice(("service", "force", "partner", "flow")),
        subject_id=random.choice(("org-council", "org-essex", "flow-essex")),
        state=random.choice(("passed", "revoked")), passed_at=random.choice(ANY_TIME),
        valid_until=random.choice(ANY_TIME),
    )  # fmt: skip
    world.change("readiness", "check", valid_until=None)
    world.change(
        "evidence_failure", "failure", table_name="readiness", row_key="check",
        found_at=random.choice((JUST_NOW, END)),
    )  # fmt: skip


def _other_bytes(world: World, random: Random) -> None:
    key = random.choice(tuple(world.tables["act"]))
    world.change("act", key, frozen_digest=random.choice((sha("other bytes"), None)))


def _extension(world: World, random: Random) -> None:
    subject = random.choice(
        (("agreement", "doc-isa"), ("agreement", "isa-v1"), ("agreement_review", "doc-isa"),
         ("connection", "connection-council"), ("dpia", "doc-dpia"), ("condition", "condition-0"))
    )  # fmt: skip
    world.add(
        "extension", "extension-second", organisation_id="org-essex", subject_kind=subject[0],
        subject_id=subject[1], at=random.choice((*PAST, *FUTURE)), until=random.choice(FUTURE),
        record_sha256=random.choice((None, sha("second extension"))),
    )  # fmt: skip


def _far_extension(world: World, random: Random) -> None:
    world.change("basis", "basis-isa-1-essex", ends_at=random.choice((JUST_NOW, LATER)))
    world.remove("basis", "basis-isa-2-essex")
    world.add(
        "extension", "extension-far", organisation_id="org-essex", subject_kind="agreement",
        subject_id="doc-isa", at=LATER, until=END, record_sha256=sha("far extension"),
    )  # fmt: skip


def _all_or_none(world: World, random: Random) -> None:
    for number in (1, 2):
        world.change("basis", f"basis-isa-{number}-kent", all_or_none=True)
    world.change("sign_off", f"isa-v{random.choice((1, 2))}-by-essex", outcome="refused")


def _gone(world: World, random: Random) -> None:
    table, key = random.choice(
        (("organisation", "org-council"), ("document", "doc-dpia"), ("document", "doc-code"),
         ("document", "doc-isa"), ("document", "doc-return-council"), ("version", "dpia-v1"))
    )  # fmt: skip
    world.remove(table, key)


def _live_before(world: World, random: Random) -> None:
    world.change(
        "consultation", "consultation", state=random.choice(("sent", "closed")),
        organisation_id=random.choice(("org-essex", "org-kent", None)),
        live_before=random.choice((None, SIGNED, START, LATER, JUST_NOW)),
        sent_at=random.choice((None, LATER, JUST_NOW)), closed_at=random.choice(ANY_TIME),
    )  # fmt: skip


def _review(world: World, random: Random) -> None:
    day = random.choice(("2026-03-29", "2026-10-24", "2026-10-25", "2026-11-24", "2026-12-09"))
    world.change("version", "dpia-v1", facts={"review_due_on": day})
    world.change("setting", "review_overdue_closes", value=True)
    world.change("basis", "basis-isa-1-essex", review_due_at=random.choice((JUST_NOW, END)))
    world.change("setting", "safety_critical_decision_days", value=random.choice((0, 3, 200)))


def _second_code(world: World, random: Random) -> None:
    world.version(
        "code", 2, frozen_at=random.choice(PAST), materiality={"listed": ["doc-isa"]},
        status=random.choice(("frozen", "withdrawn")),
    )  # fmt: skip
    world.sign("code", random.choice((1, 2)), "essex", at=random.choice((LATER, *FUTURE)))


def _carried(world: World, random: Random) -> None:
    """Notices carry sign-offs over to later versions, twice in a row too; some show nothing."""
    for name, number, body in CARRIED:
        if random.random() < 0.6:
            _carry(world, random, name, number, body)


def _carry(world: World, random: Random, name: str, number: int, body: str) -> None:
    key = f"{name}-v{number}-by-{body}"
    if f"{name}-v{number}" not in world.tables["version"]:
        listed = random.choice(([], [], [], ["doc-isa"]))
        world.version(
            name, number, frozen_at=random.choice((START, LATER, JUST_NOW)),
            materiality={"class": "minor", "listed": listed},
        )  # fmt: skip
    older = f"{name}-v{random.randrange(1, number)}-by-{body}"
    shown = (older,) * 10 + ("nowhere", key, f"{name}-v1-by-kent", "code-v1-by-essex")
    world.sign(
        name, number, body, at=random.choice((LATER, JUST_NOW, JUST_NOW, FUTURE[0])),
        outcome=random.choice(("carried",) * 5 + ("withdrawn", None)),
        carried_from_id=random.choice(shown), record_sha256=sha(f"notice of {key}"),
        ended_at=random.choice((None,) * 8 + (JUST_NOW, *FUTURE)),
    )  # fmt: skip
    # No person's act stands behind a notice.
    world.remove("act", f"act-{key}")


def _material(world: World, random: Random) -> None:
    """A later DPIA or code that lists agreements, adopted by a force before or after it did so."""
    name, number = random.choice((("dpia", 2), ("dpia", 3), ("code", 2), ("code", 3)))
    lists = random.choice((["doc-isa"], ["doc-isa", "doc-other"], ["doc-other"]))
    world.version(
        name, number, frozen_at=random.choice((LATER, JUST_NOW, FUTURE[0])),
        materiality={"class": "material", "listed": lists},
    )  # fmt: skip
    if random.random() < 0.7:
        world.sign(name, number, "essex", at=random.choice((JUST_NOW, *FUTURE)))
    column = f"{name}_min_version"
    world.change("basis", "basis-isa-2-essex", **{column: random.choice((1, 2, number))})


def _notice_damaged(world: World, random: Random) -> None:
    key = random.choice(tuple(world.tables["sign_off"]))
    world.add(
        "evidence_failure", "failure-of-a-notice", table_name="archive", row_key="a file",
        record_sha256=world.tables["sign_off"][key]["record_sha256"],
        found_at=random.choice((JUST_NOW, *FUTURE)), cleared_at=random.choice(ANY_TIME),
    )  # fmt: skip


def _twin(world: World, random: Random) -> None:
    world.add("flow", "flow-twin", **{**world.tables["flow"]["flow-kent"], "id": "flow-twin"})


CARRIED = (
    ("dpia", 2, "essex"), ("dpia", 3, "essex"), ("dpia", 2, "kent"), ("code", 2, "essex"),
    ("code", 3, "essex"), ("isa", 2, "essex"), ("isa", 2, "council"), ("isa", 2, "kent"),
)  # fmt: skip

ADDITIONS: tuple[Addition, ...] = (
    _material, _carried, _carried, _notice_damaged, _second_connection, _stop, _condition,
    _failure, _service, _other_bytes, _extension, _live_before, _review, _second_code, _twin,
    _all_or_none, _far_extension, _gone,
)  # fmt: skip
