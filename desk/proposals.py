"""Proposals to change a written procedure: filed by anybody, decided by quality (A4.4.3, B6)."""

from datetime import datetime

from desk.actor import Actor
from desk.noting import note
from desk.plain import plain
from procedures.improving import Improve, ProposalState, allow, move_proposal
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Missing, Session, cases, improving
from storage.cases import NewTask
from storage.tables import Case, Proposal

WORDS_NEEDED = "refused.words_needed"
LONGEST = 4000


def propose(
    session: Session, *, centre_id: int, case_id: int | None, clause: str, words: str, by: str, now: datetime
) -> int:
    """File a proposal and ask the director to pass it on; its id. The same one twice is one.

    `by` is an actor's text ("staff:3", "bot"). Raises Refused without words, Missing for a foreign case.
    """
    said = written(words)
    if case_id is not None:
        _case_of(session, case_id, centre_id)
        twin = improving.open_proposal(session, case_id, said)
        if twin is not None:
            return twin
    row = Proposal(centre_id=centre_id, case_id=case_id, clause=clause, words=said, filed_by=by, filed_at=now)
    session.add(row)
    session.flush()
    assert row.id is not None
    _note(session, row, "proposal_filed", by, now, words=said)
    _ask(session, row, Role.DIRECTOR, "proposal_to_pass", now)
    return row.id


def file(session: Session, *, case_id: int | None, clause: str, words: str, by: Actor, now: datetime) -> int:
    """Any member of staff files one (B6). Raises Refused, Missing."""
    allow(by.role, Improve.FILE_PROPOSAL)
    return propose(
        session, centre_id=by.centre_id, case_id=case_id, clause=clause, words=words, by=str(by), now=now
    )


def pass_on(session: Session, proposal_id: int, *, by: Actor, now: datetime) -> None:
    """A head sends it to the quality department (A4.4.3). Raises Refused, Missing."""
    row = _moved(session, proposal_id, ProposalState.WITH_QUALITY, Improve.SEND_PROPOSAL, by)
    row.passed_by, row.passed_at = by.staff_id, now
    _note(session, row, "proposal_passed", by, now)
    _end(session, row, "proposal_to_pass", by, now)
    _ask(session, row, Role.QUALITY, "proposal_to_decide", now)


def decide(
    session: Session, proposal_id: int, *, agree: bool, reason: str = "", by: Actor, now: datetime
) -> None:
    """Quality accepts it, or declines it and says why (A4.4.3). Raises Refused, Missing."""
    to = ProposalState.ACCEPTED if agree else ProposalState.DECLINED
    allow(by.role, Improve.DECIDE_PROPOSAL)
    why = plain(reason).strip() if agree else written(reason)
    row = _moved(session, proposal_id, to, Improve.DECIDE_PROPOSAL, by)
    row.decided_by, row.decided_at, row.reason = by.staff_id, now, why
    _note(session, row, f"proposal_{to}", by, now, why=why)
    _end(session, row, "proposal_to_decide", by, now)
    if agree:
        _ask(session, row, Role.QUALITY, "proposal_to_carry_out", now)


def carry_out(
    session: Session, proposal_id: int, *, document: str, version: str, by: Actor, now: datetime
) -> None:
    """The document is changed: which one, and the version that has it (A4.4.3). Raises Refused, Missing."""
    allow(by.role, Improve.CARRY_OUT_PROPOSAL)
    changed, numbered = written(document, most=200), written(version, most=64)
    row = _moved(session, proposal_id, ProposalState.CARRIED_OUT, Improve.CARRY_OUT_PROPOSAL, by)
    row.carried_by, row.carried_at = by.staff_id, now
    row.document, row.version = changed, numbered
    _note(session, row, "proposal_carried_out", by, now, document=changed, version=numbered)
    _end(session, row, "proposal_to_carry_out", by, now)


def written(words: str, *, most: int = LONGEST) -> str:
    """Words that somebody is to read. Raises Refused when there are none, or too many."""
    said = plain(words).strip()
    if not said:
        raise Refused(WORDS_NEEDED)
    if len(said) > most:
        raise Refused("refused.words_too_long", most=str(most))
    return said


def _moved(session: Session, proposal_id: int, to: ProposalState, act: Improve, by: Actor) -> Proposal:
    allow(by.role, act)
    row = improving.proposal(session, proposal_id, by.centre_id)
    row.state = move_proposal(ProposalState(row.state), to)
    return row


def _case_of(session: Session, case_id: int, centre_id: int) -> None:
    found = session.get(Case, case_id)
    if found is None or found.centre_id != centre_id:
        raise Missing


def _note(session: Session, row: Proposal, what: str, by: object, now: datetime, **data: object) -> None:
    note(
        session,
        what,
        centre_id=row.centre_id,
        case_id=row.case_id,
        by=by,
        now=now,
        clause=row.clause,
        proposal=row.id,
        **data,
    )


def _ask(session: Session, row: Proposal, role: Role, kind: str, now: datetime) -> None:
    task = NewTask(
        centre_id=row.centre_id,
        kind=kind,
        key=f"proposal:{row.id}",
        case_id=row.case_id,
        due_at=now,
        clause=row.clause,
        for_role=role,
    )
    cases.add_task(session, task)


def _end(session: Session, row: Proposal, kind: str, by: Actor, now: datetime) -> None:
    improving.end_task(session, kind, f"proposal:{row.id}", by_id=by.staff_id, at=now)
