"""Reviews, actions and proposals of a centre, locked where somebody is to change them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from procedures.improving import ProposalState
from storage.cases import open_task
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Proposal

ENDED = (ProposalState.DECLINED, ProposalState.CARRIED_OUT)
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
