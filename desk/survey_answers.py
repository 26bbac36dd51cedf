"""Answers of a survey, whichever way they come: kept at once, sent, low ratings followed up (A4.1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.centres import Working, working
from desk.opening import From, Opened, open_case
from desk.plain import plain
from desk.survey_words import dissatisfied, half_words, story
from desk.surveys import record
from dialogs.guess import guess
from dialogs.outcomes import OpenCase
from procedures.kinds import Category, Kind
from procedures.refused import Refused
from procedures.survey_rules import Answering
from procedures.surveying import InvitationState, SurveyState, Way, is_answer
from storage import Session, survey_answers, surveys
from storage.tables import Invitation, Survey

LONGEST = 2000


@dataclass(frozen=True)
class Given:
    """One answer as it comes in: a value and words beside it."""

    value: str
    words: str = ""


def is_open(survey: Survey, invitation: Invitation, now: datetime, *, way: Way = Way.CHAT) -> bool:
    """Whether answers still count: once only, in time; a sheet counts until the result is signed."""
    if invitation.state == InvitationState.ANSWERED:
        return False
    if way is Way.PAPER:
        return survey.state in (SurveyState.RUNNING, SurveyState.CLOSED)
    return survey.state == SurveyState.RUNNING and survey.ends_at is not None and now < survey.ends_at


def why_closed(invitation: Invitation) -> Refused:
    is_sent = invitation.state == InvitationState.ANSWERED
    return Refused("refused.survey_answered" if is_sent else "refused.survey_over")


def keep(
    session: Session,
    survey: Survey,
    invitation: Invitation,
    given: Mapping[str, Given],
    *,
    way: Way,
    now: datetime,
) -> None:
    """Keep answers by the key of their question; the invitation is begun. Raises Refused.

    `survey` and `invitation` are locked by whoever calls.
    """
    if not is_open(survey, invitation, now, way=way):
        raise why_closed(invitation)
    asked = {one.key: one for one in surveys.questions(session, invitation.survey_id)}
    for key, answer in given.items():
        if key not in asked or not is_answer(Answering(asked[key].kind), answer.value):
            raise Refused("refused.survey_no_such_answer")
        survey_answers.keep(
            session,
            invitation.id or 0,
            asked[key].id or 0,
            value=answer.value,
            words=plain(answer.words).strip()[:LONGEST],
            how=way,
            at=now,
        )
    if given and invitation.state != InvitationState.BEGUN:
        invitation.state, invitation.why = InvitationState.BEGUN, ""
    session.signals.add(f"centre:{survey.centre_id}")


def send(
    session: Session,
    survey: Survey,
    invitation: Invitation,
    *,
    way: Way,
    by: From,
    locale: str,
    now: datetime,
) -> Opened | None:
    """These are all: nobody reminds any more; the case that low ratings open. Raises Refused for none."""
    if not is_open(survey, invitation, now, way=way):
        raise why_closed(invitation)
    if not survey_answers.of_invitation(session, invitation.id or 0):
        raise Refused("refused.survey_empty")
    desk = working(session, survey.centre_id, now=now)
    invitation.state, invitation.why, invitation.next_at = InvitationState.ANSWERED, "", None
    invitation.answered_at, invitation.how = now, way
    opened = _follow_up(session, survey, invitation, desk, by=by, locale=locale, now=now)
    if opened:
        invitation.case_id = opened.id
    record(session, survey, "survey_answered", by.actor, now, invitation=invitation.id, how=way)
    return opened


def decline(session: Session, survey: Survey, invitation: Invitation, *, by: str, now: datetime) -> bool:
    """The owner does not want to be asked; what was answered stays. Whether it was still open."""
    if not is_open(survey, invitation, now) or invitation.state == InvitationState.DECLINED:
        return False
    invitation.state, invitation.why, invitation.next_at = InvitationState.DECLINED, "declined_by_owner", None
    record(session, survey, "survey_declined", by, now, invitation=invitation.id)
    return True


def _follow_up(
    session: Session,
    survey: Survey,
    invitation: Invitation,
    desk: Working,
    *,
    by: From,
    locale: str,
    now: datetime,
) -> Opened | None:
    """One matter for all low ratings of an owner; they were told so beforehand, and are told again."""
    rules = desk.procedure.survey
    asked = surveys.questions(session, invitation.survey_id)
    answers = survey_answers.of_invitation(session, invitation.id or 0)
    low = dissatisfied(asked, answers, at_most=rules.dissatisfied if rules else 0)
    if not low:
        return None
    about = {question.category for question, _ in low} - {Category.OTHER}
    wanted = OpenCase(
        kind=Kind.COMPLAINT,
        category=Category(about.pop()) if len(about) == 1 else Category.OTHER,
        story=story(half_words(survey.half), low, locale=locale, zone=desk.calendar.zone),
        unit_id=invitation.unit_id,
        urgent=any(guess(answer.words).urgent for _, answer in low),
    )
    return open_case(session, wanted, desk, by, now=now)
