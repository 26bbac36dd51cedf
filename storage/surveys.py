"""Surveys of a centre: found, chosen for, started; whom they invite (A4.1.5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, update
from sqlmodel import col, insert, or_, select

from procedures.surveying import OPEN, WHY_SILENT, InvitationState, SurveyState
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Contact, Conversation, Invitation, Owner, Question, Survey, Tenancy, Unit


class Resident(NamedTuple):
    """Somebody who lives in a unit and may be invited; `reached`: a chat is bound to them."""

    unit_id: int
    owner_id: int
    reached: bool


def get(session: Session, survey_id: int, centre_id: int) -> Survey:
    """Locked where rows can be. Raises Missing, also for another centre's."""
    chosen = select(Survey).where(Survey.id == row_id(survey_id), Survey.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def look(session: Session, survey_id: int, centre_id: int) -> Survey:
    """Only to be looked at. Raises Missing."""
    found = session.get(Survey, row_id(survey_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def of_half(session: Session, centre_id: int, half: str) -> Survey | None:
    return session.exec(
        select(Survey).where(Survey.centre_id == centre_id, Survey.half == half)
    ).one_or_none()


def of_centre(session: Session, centre_id: int) -> Sequence[Survey]:
    """The newest first."""
    return session.exec(
        select(Survey).where(Survey.centre_id == centre_id).order_by(col(Survey.half).desc())
    ).all()


def before(session: Session, survey: Survey) -> Survey | None:
    """The last wave that was answered before this one."""
    done = col(Survey.state).in_((SurveyState.CLOSED, SurveyState.SIGNED))
    chosen = select(Survey).where(Survey.centre_id == survey.centre_id, col(Survey.half) < survey.half, done)
    return session.exec(chosen.order_by(col(Survey.half).desc()).limit(1)).first()


def newest_signed(session: Session, centre_id: int) -> Survey | None:
    chosen = select(Survey).where(Survey.centre_id == centre_id, Survey.state == SurveyState.SIGNED)
    return session.exec(chosen.order_by(col(Survey.half).desc()).limit(1)).first()


def has_residents(session: Session, centre_id: int, *, now: datetime) -> bool:
    return session.exec(_living(centre_id, now).limit(1)).first() is not None


def questions(session: Session, survey_id: int) -> Sequence[Question]:
    """In the order that they are asked."""
    return session.exec(
        select(Question).where(Question.survey_id == survey_id).order_by(col(Question.place))
    ).all()


def choose(session: Session, survey_id: int, chosen: Sequence[Question]) -> None:
    """These instead of those that a draft had."""
    session.exec(delete(Question).where(col(Question.survey_id) == survey_id))
    session.add_all(chosen)
    session.flush()


def residents(session: Session, centre_id: int, *, now: datetime) -> list[Resident]:
    """Who lives where now, by unit."""
    bound = select(Contact.owner_id).where(
        Contact.centre_id == centre_id, col(Contact.owner_id).is_not(None), col(Contact.unreachable).is_(None)
    )
    reached = set(session.exec(bound))
    return [Resident(unit, owner, owner in reached) for unit, owner in session.exec(_living(centre_id, now))]


def invite(session: Session, invitations: Sequence[dict[str, object]]) -> None:
    if invitations:
        session.connection().execute(insert(Invitation), invitations)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Invitations that are to be asked or reminded."""
    chosen = select(Invitation.id).where(col(Invitation.next_at).is_not(None), col(Invitation.next_at) <= now)
    ordered = chosen.order_by(col(Invitation.next_at), col(Invitation.id))
    return [each for each in session.exec(ordered.limit(most)) if each]


def hold(session: Session, invitations: Sequence[int]) -> None:
    """Lock the conversations of whoever is invited before the invitations themselves, as a turn does."""
    if session.is_sqlite:
        return
    owners = select(Invitation.owner_id).where(col(Invitation.id).in_(invitations))
    contacts = select(Contact.id).where(col(Contact.owner_id).in_(owners))
    chosen = select(Conversation.contact_id).where(col(Conversation.contact_id).in_(contacts))
    session.exec(chosen.order_by(col(Conversation.contact_id)).with_for_update()).all()


def to_close(session: Session, now: datetime, most: int) -> Sequence[int]:
    chosen = select(Survey.id).where(col(Survey.next_at).is_not(None), col(Survey.next_at) <= now)
    return [each for each in session.exec(chosen.order_by(col(Survey.next_at)).limit(most)) if each]


def end_open(session: Session, survey_id: int) -> None:
    """Every invitation without an end ends as silent, and why."""
    for state in OPEN:
        mine = col(Invitation.survey_id) == survey_id, col(Invitation.state) == state
        silent = {"state": InvitationState.SILENT, "why": WHY_SILENT[state], "next_at": None}
        session.exec(update(Invitation).where(*mine).values(silent))


def units_of(session: Session, survey_id: int) -> list[tuple[Invitation, Unit, Owner]]:
    """All invitations with the places and the people, by building and room."""
    chosen = (
        select(Invitation, Unit, Owner)
        .join(Unit, col(Unit.id) == col(Invitation.unit_id))
        .join(Owner, col(Owner.id) == col(Invitation.owner_id))
        .where(Invitation.survey_id == survey_id)
    )
    return list(session.exec(chosen.order_by(col(Unit.building), col(Unit.room), col(Invitation.id))))


def _living(centre_id: int, now: datetime) -> Any:
    still = or_(col(Tenancy.until).is_(None), col(Tenancy.until) > now)
    return (
        select(Tenancy.unit_id, Tenancy.owner_id)
        .where(Tenancy.centre_id == centre_id, col(Tenancy.since) <= now, still)
        .order_by(col(Tenancy.unit_id), col(Tenancy.owner_id))
        .distinct()
    )
