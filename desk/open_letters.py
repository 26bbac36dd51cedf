"""An incident's open letter: drafted, agreed to by the director, sent and filed (B4.1.2.1)."""

from datetime import datetime

from desk.actor import Actor
from desk.centres import working
from desk.incidents import Matter, matter
from desk.plain import plain
from desk.proposals import written
from procedures import life
from procedures.incidents import LetterState
from procedures.life import Act
from procedures.refused import Refused, Why
from storage import Session, incidents, open_letters
from storage.tables import Letter

# Title, words and signature have to fit into one message.
LONGEST, LONGEST_TITLE = 3000, 120


def draft(session: Session, incident_id: int, *, title: str, body: str, by: Actor, now: datetime) -> int:
    """Write the next version; one not sent yet is replaced, and kept. Its id. Raises Refused, Missing."""
    named, said = written(title, most=LONGEST_TITLE), written(body, most=LONGEST)
    of = matter(session, incident_id, Act.TAKE, by, now)
    for earlier in open_letters.of_incident(session, of.id):
        if earlier.state in (LetterState.DRAFT, LetterState.APPROVED):
            earlier.state = LetterState.REPLACED
    letter = Letter(
        centre_id=by.centre_id,
        incident_id=of.id,
        version=open_letters.next_version(session, of.id),
        title=named,
        body=said,
        drafted_by=by.staff_id,
        drafted_at=now,
    )
    session.add(letter)
    session.flush()
    assert letter.id is not None
    of.noted("letter_drafted", version=letter.version, letter=letter.id)
    return letter.id


def decide(session: Session, letter_id: int, *, agree: bool, reason: str, by: Actor, now: datetime) -> None:
    """The director agrees or disagrees, by name and time; disagreeing needs its reason.

    Nobody decides on what they wrote themselves. Raises Refused, Missing.
    """
    of, letter = _of_letter(session, letter_id, Act.REPLY, by, now)
    if by.role not in of.desk.procedure.incidents.letter_by:
        raise Refused(Why.ROLE_MAY_NOT, role=by.role, act="decide_letter")
    if letter.drafted_by == by.staff_id:
        raise Refused("refused.own_letter")
    why = plain(reason).strip() if agree else written(reason)
    if letter.state != LetterState.DRAFT:
        raise Refused("refused.letter_is_decided")
    letter.state = LetterState.APPROVED if agree else LetterState.DECLINED
    letter.decided_by, letter.decided_at, letter.reason = by.staff_id, now, why
    of.noted(f"letter_{letter.state}", version=letter.version, letter=letter.id, why=why)


def for_sending(session: Session, letter_id: int, by: Actor, now: datetime) -> tuple[Matter, Letter]:
    """A letter that was agreed to, also when it was sent already. Raises Refused, Missing."""
    of, letter = _of_letter(session, letter_id, Act.TAKE, by, now)
    if letter.state not in (LetterState.APPROVED, LetterState.SENT):
        raise Refused("refused.letter_not_approved")
    return of, letter


def _of_letter(session: Session, letter_id: int, act: Act, by: Actor, now: datetime) -> tuple[Matter, Letter]:
    """A closed incident's letter is still sent and decided: its cases owe nothing else any more."""
    life.allow(by.role, act)
    incident = incidents.get(
        session, open_letters.incident_of(session, letter_id, by.centre_id), by.centre_id
    )
    of = Matter(session, incident, working(session, by.centre_id, now=now), by, now)
    return of, open_letters.get(session, letter_id, by.centre_id)
