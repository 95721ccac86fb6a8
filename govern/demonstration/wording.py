"""How the lawyers keep their clauses, and how wording comes back: clauses put into two texts, newer
wording approved and put in, a partner's Word file whose changes wait, and comments given to people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from documents.clauses import appended
from govern.commands.clauses.decide import decide_clause
from govern.commands.clauses.propose import Proposal, propose_clause
from govern.commands.clauses.put import noting_use, update_uses
from govern.commands.comments.assign import assign_comment
from govern.commands.documents.save_section import save_section
from govern.commands.word.apply import Choices, apply
from govern.commands.word.download import download
from govern.commands.word.upload import upload
from govern.demonstration import cast
from govern.demonstration.acting import lawyer
from govern.demonstration.plans import PLANS
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts.filling import read
from govern.demonstration.tracking import tracked
from govern.store import clauses, document_pages, drafts, suggestions, word_files
from govern.store.rows.documents import VersionRow
from govern.store.rows.working import CommentRow
from govern.store.standing import actor_of, holders
from workflows import roles
from workflows.engine import Actor

REVIEW, DRAFT = (
    next(n for n, plan in enumerate(PLANS, 1) if plan.fate == fate) for fate in ("review", "draft")
)
PARTNER, FORCE = PLANS[REVIEW - 1].partner, PLANS[REVIEW - 1].forces[0]
BREACH, RETENTION = ("breach-standard", "breach_process"), ("retention-standard", "at_end")


def scenes() -> Iterator[Planned]:
    """The last five weeks: clauses first, then what comes back from a partner."""
    yield 516, _put_into_review, "The lawyers put clauses into the youth justice agreement"
    yield 524, _comes_back, "The partner sends its changes back in Word"
    yield 525, _given, "Comments are given to those who see to them"
    yield 530, _put_into_draft, "The lawyers put clauses into the agreement on serious violence"
    yield 534, _newer, "Newer wording of a clause is proposed, approved and put in"
    yield 544, _proposed, "A lawyer proposes wording that waits for another"


def other_lawyer(stage: Stage) -> Actor:
    """The lawyer who decides on what the one who drafts has proposed."""
    firm, now = stage.bodies[cast.FIRM], stage.clock.now()
    with stage.installation.reading() as session:
        held = holders(session, firm, (roles.LAWYER,), now)
        return next(actor_of(session, row) for row in held if row.person_id != lawyer(stage).person)


def _put_into_review(stage: Stage) -> None:
    for clause in (BREACH, RETENTION):
        _put(stage, stage.kept[f"agreement:{REVIEW}"], *clause)


def _put_into_draft(stage: Stage) -> None:
    _put(stage, stage.kept[f"agreement:{DRAFT}"], *BREACH)


def _put(stage: Stage, version_id: str, clause_id: str, question: str) -> None:
    """The clause at the end of an answer, as the button beside its section puts it."""
    by = lawyer(stage)
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        section = drafts.content(session, version).definition.section_of(question).id
        standing = drafts.section(session, version_id, section)
        given = dict(standing.answers) if standing else {}
        offered = clauses.clause(session, by.organisation, clause_id).approved
        wording = offered.wording if offered else ""
    save_section(
        stage.installation,
        by=by,
        version_id=version_id,
        section=section,
        given={**given, question: appended(str(given.get(question) or ""), wording)},
        based_on=standing.revision if standing else 0,
        along=(noting_use(by, version_id, question, clause_id),),
    )


def _newer(stage: Stage) -> None:
    """One lawyer proposes, another approves; the draft takes it, the other text keeps the old."""
    clause_id = BREACH[0]
    _propose(stage, "breach", clause_id)
    other = other_lawyer(stage)
    decide_clause(stage.installation, by=other, clause_id=clause_id, number=2, act="approve")
    with stage.installation.reading() as session:
        old = clauses.outdated(session, lawyer(stage), clause_id)
        chosen = {
            each.row.id: drafts.standing_revisions(session, each.version.id)[each.row.section]
            for each in old
            if each.version.id == stage.kept[f"agreement:{DRAFT}"]
        }
    update_uses(stage.installation, by=lawyer(stage), clause_id=clause_id, chosen=chosen)


def _proposed(stage: Stage) -> None:
    _propose(stage, "foi", "foi-standard")


def _propose(stage: Stage, name: str, clause_id: str) -> None:
    words: Mapping[str, str] = read("wording")[name]
    by = lawyer(stage)
    proposal = Proposal(
        words["title"], words["wording"], words["fallback"], words["why"], owner_id=by.person
    )
    propose_clause(stage.installation, by=by, proposal=proposal, clause_id=clause_id)


def _comes_back(stage: Stage) -> None:
    """The partner's author writes in Word with tracking on; each change waits for the lawyers."""
    version_id, by = stage.kept[f"agreement:{REVIEW}"], stage.actor(roles.AUTHOR, PARTNER)
    author = cast.player_for(roles.AUTHOR, PARTNER).name
    taken = download(stage.installation, by=by, version_id=version_id)
    content, at = taken.content, stage.clock.now()
    for change in read("wording")["returned"]:
        content = tracked(content, change["old"], change["new"], author=author, at=at)
    upload_id = upload(
        stage.installation, by=by, version_id=version_id, name=taken.name, content=content
    )
    with stage.installation.reading() as session:
        edits = tuple(word_files.upload(session, by, version_id, upload_id).found["edits"])
        document = document_pages.numbered(
            session, by, stage.kept[f"agreement-document:{REVIEW}"], 1
        ).document
        audience = suggestions.audiences_of(session, by, document)[0].key
    apply(
        stage.installation,
        by=by,
        version_id=version_id,
        upload_id=upload_id,
        choices=Choices(items=edits, suggestion_audience=audience),
    )


def _given(stage: Stage) -> None:
    """A lawyer gives the partner's comment to the other, the DPO their own to the owner."""
    version_id = stage.kept[f"agreement:{REVIEW}"]
    query = select(CommentRow).where(CommentRow.version_id == version_id)
    with stage.installation.reading() as session:
        said = {row.audience: row.id for row in session.scalars(query) if row.reply_to is None}
    dpo, owner = (stage.actor(role, FORCE) for role in (roles.DPO, roles.ASSET_OWNER))
    for by, to, audience in (
        (lawyer(stage), other_lawyer(stage), "negotiation"),
        (dpo, owner, "lawyer_and_force"),
    ):
        assign_comment(stage.installation, by=by, comment_id=said[audience], person_id=to.person)
