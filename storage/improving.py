"""Reviews, actions and proposals of a centre, locked where somebody is to change them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import bindparam, col, select, update

from procedures.improving import ActionState, ProposalState, ReviewState
from storage.cases import open_task
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Action, Case, Proposal, Review, Task

Row = TypeVar("Row", Action, Review)

ENDED = (ProposalState.DECLINED, ProposalState.CARRIED_OUT)
CHASING = ("review_opened", "review_unresolved", "check_effect", "action_overdue", "verify_action")
MOST = 500


def proposal(session: Session, proposal_id: int, centre_id: int) -> Proposal:
    """Locked. Raises Missing, also for another centre's."""
    chosen = select(Proposal).where(Proposal.id == row_id(proposal_id), Proposal.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def proposals(session: Session, centre_id: int) -> Sequence[Proposal]:
    """Newest first."""
    chosen = select(Proposal).where(Proposal.centre_id == centre_id)
    return session.exec(chosen.order_by(col(Proposal.id).desc()).limit(MOST)).all()


def proposals_of(session: Session, case_id: int, centre_id: int) -> Sequence[Proposal]:
    chosen = select(Proposal).where(Proposal.case_id == case_id, Proposal.centre_id == centre_id)
    return session.exec(chosen.order_by(col(Proposal.id))).all()


def open_proposal(session: Session, case_id: int, words: str) -> int | None:
    """A proposal of the same case in the same words that has not ended."""
    same = select(Proposal.id).where(
        Proposal.case_id == case_id, Proposal.words == words, col(Proposal.state).not_in(ENDED)
    )
    return session.exec(same).first()


def end_task(session: Session, kind: str, key: str, *, by_id: int | None, at: datetime) -> None:
    """What a task asked for is done."""
    task = open_task(session, kind, key)
    if task is not None:
        task.done_at, task.done_by = at, by_id
        session.signals.add(f"centre:{task.centre_id}")


def end_tasks_like(session: Session, key: str, *, by_id: int | None, at: datetime) -> None:
    """End a thing's open tasks, whatever they asked for: its own, and of its days ("action:3:20261201")."""
    mine = (col(Task.key) == key) | col(Task.key).startswith(f"{key}:", autoescape=True)
    ended = update(Task).where(mine, col(Task.kind).in_(CHASING), col(Task.done_at).is_(None))
    session.exec(ended.values(done_at=at, done_by=by_id))


def action(session: Session, action_id: int) -> Action:
    """Of any centre, locked. Raises Missing."""
    return _locked(session, Action, action_id)


def review(session: Session, review_id: int) -> Review:
    """Of any centre, locked. Raises Missing."""
    return _locked(session, Review, review_id)


_ACTIONS_DUE, _REVIEWS_DUE = (
    DueIds(select(table.id).where(col(table.look_at) <= NOW).order_by(col(table.look_at), col(table.id)))
    for table in (Action, Review)
)


def actions_due(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _ACTIONS_DUE(session, now, most)


def reviews_due(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _REVIEWS_DUE(session, now, most)


def actions_of(
    session: Session,
    centre_id: int,
    *,
    case_id: int | None = None,
    review_id: int | None = None,
    meeting_id: int | None = None,
) -> Sequence[Action]:
    """Of a case, of a review, of a meeting, or all of the centre: what is open first, by due time."""
    chosen = select(Action).where(Action.centre_id == centre_id)
    if case_id is not None:
        chosen = chosen.where(Action.case_id == case_id)
    if review_id is not None:
        chosen = chosen.where(Action.review_id == review_id)
    if meeting_id is not None:
        chosen = chosen.where(Action.meeting_id == meeting_id)
    verified = col(Action.state) == ActionState.VERIFIED
    return session.exec(chosen.order_by(verified, col(Action.due_at), col(Action.id)).limit(MOST)).all()


def reviews(session: Session, centre_id: int) -> Sequence[Review]:
    """Open ones first, then the newest."""
    chosen = select(Review).where(Review.centre_id == centre_id)
    over = col(Review.state) == ReviewState.CLOSED
    return session.exec(chosen.order_by(over, col(Review.id).desc()).limit(MOST)).all()


_REVIEW_OF = Prepared(
    select(Review.id)
    .where(
        col(Review.centre_id) == bindparam("of_centre"),
        col(Review.subject) == bindparam("of_subject"),
        col(Review.category) == bindparam("of_category"),
        col(Review.building) == bindparam("of_building"),
        (col(Review.period) == bindparam("of_period")) | (col(Review.state) != str(ReviewState.CLOSED)),
    )
    .limit(1)
)


def has_review(
    session: Session, centre_id: int, subject: str, category: str, building: str, period: str
) -> bool:
    """Whether this matter has its review of the period, or one that is still open."""
    session.flush()
    about = {"of_centre": centre_id, "of_subject": subject, "of_category": category, "of_building": building}
    return _REVIEW_OF.one(session, **about, of_period=period) is not None


def _locked(session: Session, table: type[Row], number: int) -> Row:
    chosen = select(table).where(col(table.id) == row_id(number)).with_for_update()
    found = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def case_numbers(session: Session, case_ids: Sequence[int], centre_id: int) -> dict[int, str]:
    """What cases are called, by id, oldest first."""
    chosen = select(Case.id, Case.number).where(col(Case.id).in_(case_ids), Case.centre_id == centre_id)
    return {number: name for number, name in session.exec(chosen.order_by(col(Case.id))) if number}


def here(session: Session, table: type[Action | Proposal | Review], number: int, centre_id: int) -> None:
    """Raises Missing for what is not this centre's."""
    row = session.get(table, number)
    if row is None or row.centre_id != centre_id:
        raise Missing
