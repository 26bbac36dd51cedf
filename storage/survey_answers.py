"""Answers of a survey: kept one by one, read back, counted (A4.1.5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.dialects import postgresql
from sqlmodel import col, func, select

from procedures.surveying import InvitationState
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Answer, Invitation, Question, Survey, Unit


class Told(NamedTuple):
    """Words of an owner, with what they were asked, how they rated it, and where they live."""

    key: str
    category: str
    value: str
    words: str
    place: str


class InBuilding(NamedTuple):
    """How far a building is."""

    building: str
    invited: int
    answered: int
    begun: int
    declined: int
    reminders: int


def invitation(session: Session, invitation_id: int) -> tuple[Invitation, Survey]:
    """Locked where rows can be, with its survey. Raises Missing."""
    chosen = select(Invitation).where(Invitation.id == row_id(invitation_id))
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found, session.get_one(Survey, found.survey_id, populate_existing=True)


def look(session: Session, invitation_id: int) -> tuple[Invitation, Survey]:
    """Only to be looked at. Raises Missing."""
    found = session.get(Invitation, row_id(invitation_id))
    if found is None:
        raise Missing
    return found, session.get_one(Survey, found.survey_id)


def of_invitation(session: Session, invitation_id: int) -> dict[str, Answer]:
    """By the question's key."""
    chosen = select(Question.key, Answer).join(Question, col(Question.id) == col(Answer.question_id))
    mine = chosen.where(Answer.invitation_id == invitation_id).execution_options(populate_existing=True)
    return dict(session.exec(mine).all())


def keep(
    session: Session, invitation_id: int, question_id: int, *, value: str, words: str, how: str, at: datetime
) -> None:
    """The newest answer to a question stands; an equal one changes nothing."""
    new = {"value": value, "words": words, "how": how, "at": at}
    added = postgresql.insert(Answer).values(invitation_id=invitation_id, question_id=question_id, **new)
    session.exec(added.on_conflict_do_update(index_elements=["invitation_id", "question_id"], set_=new))


def counts(session: Session, survey_id: int) -> dict[str, dict[str, int]]:
    """How often each value was given, by the question's key."""
    chosen = (
        select(Question.key, Answer.value, func.count())
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(Question.survey_id == survey_id)
        .group_by(col(Question.key), col(Answer.value))
    )
    found: dict[str, dict[str, int]] = {}
    for key, value, many in session.exec(chosen):
        found.setdefault(key, {})[value] = many
    return found


def told(session: Session, survey_id: int, *, most: int = 2000) -> Sequence[Told]:
    """What owners wrote."""
    chosen: Any = (
        select(Question.key, Question.category, Answer.value, Answer.words)
        .add_columns(col(Unit.building), col(Unit.room))
        .join(Question, col(Question.id) == col(Answer.question_id))
        .join(Invitation, col(Invitation.id) == col(Answer.invitation_id))
        .join(Unit, col(Unit.id) == col(Invitation.unit_id))
        .where(col(Question.survey_id) == survey_id, col(Answer.words) != "")
        .order_by(col(Question.place), col(Answer.id))
    )
    return [
        Told(key, category, value, words, f"{building} {room}")
        for key, category, value, words, building, room in session.exec(chosen.limit(most))
    ]


def by_building(session: Session, survey_id: int) -> list[InBuilding]:
    chosen: Any = (
        select(Unit.building, Invitation.state, Invitation.why)
        .add_columns(func.count(), func.sum(Invitation.reminded))
        .join(Unit, col(Unit.id) == col(Invitation.unit_id))
        .where(col(Invitation.survey_id) == survey_id)
        .group_by(col(Unit.building), col(Invitation.state), col(Invitation.why))
        .order_by(col(Unit.building))
    )
    found: dict[str, InBuilding] = {}
    for building, state, why, many, reminders in session.exec(chosen):
        was = found.get(building, InBuilding(building, 0, 0, 0, 0, 0))
        found[building] = InBuilding(
            building,
            was.invited + many,
            was.answered + many * (state == InvitationState.ANSWERED),
            was.begun + many * (state == InvitationState.BEGUN or why == "unfinished"),
            was.declined + many * (state == InvitationState.DECLINED),
            was.reminders + int(reminders or 0),
        )
    return list(found.values())


def ways(session: Session, survey_id: int) -> dict[str, int]:
    """How many were answered to the end, by the way the answers came."""
    chosen = select(Invitation.how, func.count()).where(
        Invitation.survey_id == survey_id, Invitation.state == InvitationState.ANSWERED
    )
    return dict(session.exec(chosen.group_by(col(Invitation.how))).all())


def cases_opened(session: Session, survey_id: int) -> int:
    chosen = select(func.count()).where(
        Invitation.survey_id == survey_id, col(Invitation.case_id).is_not(None)
    )
    return session.exec(chosen).one()
