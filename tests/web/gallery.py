"""Pages that draw every piece once, for looking at and for axe-core; part of the tests alone."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template

from govern.web import fields, panels, pieces
from govern.web.forms import Form
from govern.web.pieces import Cell, Column, Count, Fact, Happening, Link, Tag, Task
from govern.web.policy import anyone, rule
from govern.web.reauthentication import ReauthenticationForm

blueprint = Blueprint("gallery", __name__, template_folder="templates")
AT = "2026-10-28T13:05:09.000Z"
CRUMBS = [Link("Documents", "/documents"), Link("ISA-44", "/documents/44")]
PARTIES = [Link("Add", "#", "a party"), Link("Remove", "#", "one")]
REASONS = "The retention period is accepted.\nReview after six months."
LAWYER = ("Cerys Vaughan", "Lawyer, Harrow Lane Law")
FORCES = ["Beds", "Cambs", "Essex", "Herts", "Kent", "Norfolk", "N Yorks", "Suffolk", "Warks"]
STATES: list[tuple[str, str, panels.Tone]] = [
    ("Signed", "3 days", "done"),
    ("With DPO", "12 days", "going"),
    ("With SIRO", "41 days", "late"),
    ("Signed", "9 days", "done"),
    ("Refused", "2 days", "refused"),
    ("Signed", "today", "done"),
    ("Waiting", "5 days", "waiting"),
    ("Signed", "14 days", "done"),
    ("Not begun", "", "none"),
]


class Everything(Form):
    """One of each field."""

    title = fields.TextField("Title", required="Enter a title", hint="As people will look for it")
    reasons = fields.LongTextField("Reasons", required="Enter the reasons", max_length=500)
    outcome = fields.ChoiceField(
        "What do you decide?",
        required="Choose what you decide",
        choices=[("approve", "Approve"), ("reject", "Reject")],
        hints={"reject": "The flows of your force stay closed."},
    )
    forces = fields.ChoicesField(
        "Which forces?",
        required="Choose at least one force",
        choices=[("e", "Essex"), ("k", "Kent")],
    )
    due = fields.DateField("When is it due?", what="the due date")
    partner = fields.SelectField(
        "Partner", required=None, choices=[("", "Any"), ("a", "Anglia NHS")]
    )
    sure = fields.ConfirmField("I have read all pages", required="Confirm that you have read them")
    scan = fields.FileField("Signed instrument", required=None)


@blueprint.get("/gallery/documents")
@rule(anyone)
def documents() -> str:
    """A document's page: facts, tasks, what is asked, the paper, history, comments."""
    return render_template("gallery/documents.html", crumbs=CRUMBS, **_document())


@blueprint.get("/gallery/lists")
@rule(anyone)
def lists() -> str:
    """Counts, filter, table, pages, charts."""
    return render_template("gallery/lists.html", crumbs=CRUMBS, **_lists())


@blueprint.get("/gallery/wall")
@rule(anyone)
def wall() -> str:
    """The sign-off wall."""
    return render_template("gallery/wall.html", it=_wall())


@blueprint.get("/gallery/flows")
@rule(anyone)
def flows() -> str:
    """A flow that is open, one that is closed, and the chain."""
    return render_template("gallery/flows.html", **_flows())


@blueprint.route("/gallery/form", methods=["GET", "POST"])
@rule(anyone)
def form() -> str:
    """One of each field, and the same refused."""
    filled = Everything()
    filled.validate_on_submit()
    return render_template("gallery/form.html", form=filled, proof=ReauthenticationForm(prefix="p"))


@blueprint.get("/gallery/done")
@rule(anyone)
def done() -> str:
    """What one is told after an act."""
    said = panels.Confirmation(
        "You signed for Kent Police",
        "Record",
        "ISA-44 version 3, 5f2c19aa07be",
        ["The other parties sign in their own time.", "The flow opens when Anglia NHS has signed."],
        [Link("Download your record (PDF, 31 pages)", "#"), Link("Go to your work", "#")],
    )
    return render_template("gallery/done.html", said=said)


def _document() -> dict[str, object]:
    first = panels.Comment(
        "c1", "Amara Osei", "DPO, Essex Police", AT, "Why seven years?\n\nSee D9."
    )
    reply = panels.Comment("c2", *LAWYER, AT, "Shortened.", new=True)
    recalled = panels.Comment("c3", *LAWYER, AT, "", recalled=True)
    return {
        "facts": [
            Fact("Reference", "ISA-44"),
            Fact("State", Tag("In review", "light-blue"), ["Version 3", "Sent 28 October 2026"]),
            Fact("Title", "Sharing for safeguarding", actions=[Link("Change", "#", "the title")]),
            Fact("Parties", "Kent Police\nAnglia NHS", actions=PARTIES),
        ],
        "tasks": [
            Task("Purpose and lawfulness", "Completed", "#", hint="D4"),
            Task("Risks", "In progress", "#", "light-blue", "D11: two questions are open"),
            Task("Data and flows", "Not yet started", "#", "blue"),
            Task(
                "Check and send for review", "Cannot start yet", hint="When all else is completed"
            ),
        ],
        "paper": panels.Paper(
            "ISA-44, version 3",
            "#",
            "5f2c19aa07be" * 5 + "0f1e",
            31,
            None,
            "412 KB",
            "Frozen on 28 October 2026.",
        ),
        "history": [
            Happening(
                "Approved, with conditions",
                AT,
                "Ben Okafor",
                "SIRO, Kent Police",
                "the Chief Constable of Kent",
                REASONS,
                [Link("Record (PDF)", "#")],
                Tag("Signed", "green"),
            ),
            Happening("Endorsed", "2026-07-01T08:00:00.000Z", "Amara Osei", "DPO, Kent Police"),
            Happening("Frozen", "2026-06-30T23:30:00.000Z"),
        ],
        "thread": panels.Thread(
            first, [reply, recalled], "the lawyer and Essex Police", Tag("Open", "blue"), "#", "#"
        ),
    }


def _lists() -> dict[str, object]:
    columns = [
        Column("Agreement", sort="?sort=title"),
        Column("State"),
        Column("With", sort="?sort=with", order="descending"),
        Column("Days", numeric=True),
        Column("Action", hidden_title=True),
    ]
    rows: list[list[str | Tag | Link | Cell]] = [
        [
            Cell(Link("ISA-44 Safeguarding", "#"), ["Anglia NHS"]),
            Tag("Late", "red"),
            "Kent Police",
            "41",
            Link("Chase", "#", "ISA-44"),
        ],
        [
            Cell(Link("ISA-12 Probation", "#"), ["Probation East"]),
            Tag("In force", "green"),
            "Nobody",
            "0",
            "",
        ],
    ]
    return {
        "counts": [
            Count("118", "flows open", "#", "of 131 listed", "good"),
            Count("9", "closed", "#", "6 for an expired certificate", "bad"),
            Count("4", "due this month", "#", "", "warn"),
            Count("27", "days from request to signature", note="Median, last quarter"),
        ],
        "filters": [
            pieces.Filter("words", "Words", "safe"),
            pieces.Filter(
                "state",
                "State",
                choices=[pieces.Choice("", "Any"), pieces.Choice("l", "Late", True)],
            ),
            pieces.Filter(
                "force",
                "Forces",
                many=True,
                choices=[pieces.Choice("e", "Essex"), pieces.Choice("k", "Kent", True)],
            ),
        ],
        "it": pieces.Table("Agreements", columns, rows),
        "empty": pieces.Table(
            "Stops", columns, [], "Nothing is stopped. A stop appears here when somebody makes one."
        ),
        "pages": pieces.Pages(4, 12, "?page={page}", 231, 20, "agreements"),
        "bars": [
            pieces.Bar("Essex", 31),
            pieces.Bar("Kent", 22),
            pieces.Bar("Suffolk", 4.5, "4.5", "#"),
        ],
        "labels": FORCES[:4],
        "layers": [
            pieces.Layer("Signed", [5, 8, 3, 9], "done"),
            pieces.Layer("With DPO", [2, 1, 0, 1], "going"),
            pieces.Layer("Late", [1, 0, 4, 0], "late"),
        ],
        "heat": [("Essex", [0, 2, 9]), ("Kent", [4, 6, 1])],
    }


def _wall() -> panels.Wall:
    heads = [panels.WallHead(name, f"{name} Police") for name in FORCES]
    names = ["DPIA-1 Records management system", "COC-1 Code of connection", "ISA-44 Safeguarding"]
    rows = []
    for at, name in enumerate(names):
        turned = STATES[at:] + STATES[:at]
        cells = [panels.WallCell(word, age, tone, "#") for word, age, tone in turned]
        rows.append(
            panels.WallRow(
                Link(name, "#"), "Version 3", "Essex holds it up: 41 days with the SIRO", cells
            )
        )
    return panels.Wall("Sign-off by every force", heads, rows)


def _flows() -> dict[str, object]:
    opened = panels.FlowHead(
        open=True,
        why="Everything it stands on is signed and in force.",
        sends="Kent Police",
        receives="Anglia NHS",
        category="Custody records",
        purpose="safeguarding children",
        until="In force until 31 March 2027.",
        next_change="Next change: the certificate of Anglia NHS expires on 12 January 2027.",
    )
    closed = replace(
        opened,
        open=False,
        why="The certificate of Anglia NHS expired on 12 October 2026.",
        until="",
        next_change="",
        safety_critical=True,
        fallback="Telephone the safeguarding desk of Kent Police.",
    )
    record = Link("Record (PDF)", "#")
    facts = [Fact("Version", "2"), Fact("Review due", "3 May 2027")]
    chain = [
        panels.Evidence("Impact assessment", True, "Approved on 3 May 2026.", record, facts),
        panels.Evidence("Code of connection", True, "Approved on 9 May 2026.", record),
        panels.Evidence("Certificate of Anglia NHS", False, "Expired on 12 October 2026."),
    ]
    return {"opened": opened, "closed": closed, "chain": chain}
