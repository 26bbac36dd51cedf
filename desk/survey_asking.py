"""Invitations as the clock follows them: asked in line, reminded, at most once each (A4.1.5)."""

from datetime import datetime, timedelta

from desk.centres import Working, working
from desk.reach_asking import UNREACHABLE, whom_to_ask
from desk.survey_words import half_words
from desk.telling import Delivery, Listener, listener, tell
from dialogs import survey_taps
from dialogs.speech import Text
from dialogs.turned import Asked
from procedures.survey_rules import SurveyRules
from procedures.surveying import InvitationState, SurveyState
from storage import Session, conversations, surveys
from storage.tables import Invitation, Survey

# As after a storm (desk/campaigns.py): owners who write meanwhile are answered at once.
SPACING = timedelta(milliseconds=100)
WAIT_FOR_THE_OWNER = timedelta(minutes=30)
TO_BE_ASKED = (InvitationState.WAITING, InvitationState.ASKED, InvitationState.BEGUN)


def follow(session: Session, invitation_id: int, now: datetime) -> None:
    """Ask or remind, in contact hours, unless the owner is in the middle of something else."""
    invitation = session.get_one(Invitation, invitation_id)
    # the survey first, as its end locks them
    survey = session.get_one(Survey, invitation.survey_id, with_for_update=True, populate_existing=True)
    session.refresh(invitation, with_for_update=True)
    if invitation.next_at is None or invitation.next_at > now:
        return
    desk = working(session, survey.centre_id, now=now)
    rules = desk.procedure.survey
    if rules is None or not _is_open(survey, invitation, now):
        invitation.next_at = None
        return
    opens = desk.calendar.next_open(now)
    if opens > now:
        invitation.next_at = opens
        return
    to, why = _reach(session, invitation, now)
    if to is None:
        _leave_to_paper(invitation, why)
    elif _is_busy(session, to.contact_id, now):
        invitation.next_at = now + WAIT_FOR_THE_OWNER
    else:
        _say(session, survey, invitation, desk, rules, to, now)


def put_off(session: Session, invitation_id: int, now: datetime) -> int:
    """It failed: later; its centre."""
    invitation = session.get_one(Invitation, invitation_id)
    invitation.next_at = now + timedelta(minutes=10)
    return invitation.centre_id


def question(
    half: str, until: datetime, *, many: int, invitation_id: int, centre: str, is_reminder: bool
) -> Asked:
    """The invitation or the reminder, as its owner reads it."""
    args = {"half": half_words(half), "until": until}
    if is_reminder:
        return survey_taps.invitation(invitation_id, Text("survey.reminder", args))
    whole = {**args, "centre": centre, "many": str(many)}
    return survey_taps.invitation(invitation_id, Text("survey.invitation", whole))


def _is_open(survey: Survey, invitation: Invitation, now: datetime) -> bool:
    in_time = survey.ends_at is not None and now < survey.ends_at
    return survey.state == SurveyState.RUNNING and in_time and invitation.state in TO_BE_ASKED


def _reach(session: Session, invitation: Invitation, now: datetime) -> tuple[Listener | None, str]:
    """The chat that was asked is reminded; before that, the one the owner was heard in last."""
    is_reminder = invitation.contact_id is not None
    contact = invitation.contact_id or conversations.contact_of(
        session, invitation.owner_id, invitation.centre_id
    )
    if contact is None:
        return None, UNREACHABLE
    asking = whom_to_ask(session, contact, is_reminder=is_reminder, now=now)
    return (listener(session, asking.contact_id) if asking.contact_id else None), asking.why


def _leave_to_paper(invitation: Invitation, why: str) -> None:
    """No chat reaches its owner now: there are a link and a sheet; what was begun stays begun."""
    invitation.next_at, invitation.why = None, why
    if invitation.state == InvitationState.WAITING:
        invitation.state = InvitationState.PAPER


def _is_busy(session: Session, contact_id: int, now: datetime) -> bool:
    found = conversations.locked(session, contact_id, now=now)
    if found is None:
        return False
    row, state = found
    return bool(state.run and row.heard_at and now - row.heard_at < WAIT_FOR_THE_OWNER)


def _say(
    session: Session,
    survey: Survey,
    invitation: Invitation,
    desk: Working,
    rules: SurveyRules,
    to: Listener,
    now: datetime,
) -> None:
    is_reminder = invitation.asked_at is not None
    leave_at = desk.calendar.next_open(max(now, survey.spread_until or now))
    asked = question(
        survey.half,
        survey.ends_at or now,
        many=len(surveys.questions(session, invitation.survey_id)),
        invitation_id=invitation.id or 0,
        centre=desk.centre.name,
        is_reminder=is_reminder,
    )
    tell(session, to, [], now=now, asked=asked, klass=Delivery.B, leave_at=leave_at)
    survey.spread_until, invitation.contact_id = leave_at + SPACING, to.contact_id
    if is_reminder:
        invitation.reminded, invitation.reminded_at = invitation.reminded + 1, now
    else:
        invitation.asked_at = now
    if invitation.state == InvitationState.WAITING:
        invitation.state = InvitationState.ASKED
    again = invitation.reminded < rules.reminders
    invitation.next_at = desk.calendar.next_open(now + rules.remind_every) if again else None
