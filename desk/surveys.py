"""The half-yearly survey: drafted, chosen for and started by the director, closed by the clock (A4.1.5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from desk.actor import THE_BOT, Actor
from desk.centres import Working, working
from desk.noting import note
from procedures.half_years import HalfYear
from procedures.kinds import Role
from procedures.refused import Refused
from procedures.survey_rules import BankQuestion, SurveyRules
from procedures.surveying import InvitationState, Per, SurveyState
from storage import Session, cases, events, improving, surveys
from storage.cases import NewTask
from storage.surveys import Resident
from storage.tables import Question, Survey

DRAFT_TASK, SIGN_TASK = "survey_draft", "sign_survey"
SIGN_WITHIN = timedelta(days=7)


def rules_of(desk: Working) -> SurveyRules:
    """Raises Refused where the procedure asks for no survey."""
    if desk.procedure.survey is None:
        raise Refused("refused.survey_without_rules")
    return desk.procedure.survey


def draft(session: Session, desk: Working, *, by: str = THE_BOT, now: datetime) -> Survey:
    """This half-year's survey with the usual questions, once; the director has it on the list."""
    rules, half = rules_of(desk), HalfYear.of(now, desk.calendar)
    events.hold(session, desk.centre.id)
    if surveys.of_half(session, desk.centre.id, str(half)):
        raise Refused("refused.survey_is_there", half=str(half))
    survey = Survey(centre_id=desk.centre.id, half=str(half), clause=rules.clause, drafted_at=now)
    session.add(survey)
    session.flush()
    _put(session, survey, rules.chosen(frozenset(rules.usual)))
    record(session, survey, "survey_drafted", by, now)
    _tell_director(session, survey, DRAFT_TASK, due_at=half.ends(desk.calendar) - rules.open_for)
    return survey


def draft_now(session: Session, *, by: Actor, now: datetime) -> Survey:
    """The director does not wait for the clock. Raises Refused."""
    desk = working(session, by.centre_id, now=now)
    rules_of(desk).allow_leading(by.role)
    return draft(session, desk, by=str(by), now=now)


def choose(
    session: Session, survey_id: int, *, keys: frozenset[str], per: Per, by: Actor, now: datetime
) -> None:
    """Which questions of the bank, and who answers once. Raises Refused, Missing."""
    survey = surveys.get(session, survey_id, by.centre_id)
    rules = rules_of(working(session, by.centre_id, now=now))
    rules.allow_leading(by.role)
    _allow_changing(survey)
    survey.per = per
    _put(session, survey, rules.chosen(keys))
    record(session, survey, "survey_chosen", str(by), now, questions=sorted(keys), per=per)


def start(session: Session, survey_id: int, *, seed: str, by: Actor, now: datetime) -> int:
    """Invite everybody who lives here now, once; how many. `seed` is random, of 32 letters or more.

    Raises Refused, Missing.
    """
    survey = surveys.get(session, survey_id, by.centre_id)
    desk = working(session, by.centre_id, now=now)
    rules = rules_of(desk)
    rules.allow_leading(by.role)
    _allow_changing(survey)
    invited = _invited(surveys.residents(session, by.centre_id, now=now), Per(survey.per))
    if not invited:
        raise Refused("refused.survey_nobody")
    survey.state, survey.seed = SurveyState.RUNNING, seed
    survey.started_at, survey.started_by = now, by.staff_id
    last_day = desk.calendar.local_day(now + rules.open_for)
    survey.ends_at = survey.next_at = desk.calendar.closes_on(last_day) or now + rules.open_for
    first = desk.calendar.next_open(now)
    surveys.invite(session, [_row(survey, key, one, first) for key, one in invited.items()])
    improving.end_task(session, DRAFT_TASK, key_of(survey), by_id=by.staff_id, at=now)
    record(session, survey, "survey_started", str(by), now, invited=len(invited), per=survey.per)
    return len(invited)


def close(session: Session, survey_id: int, now: datetime) -> None:
    """Its time is over: whoever did not answer ends as silent, and why; the director has it to sign."""
    survey = session.get_one(Survey, survey_id, with_for_update=True)
    if survey.state != SurveyState.RUNNING or survey.next_at is None or survey.next_at > now:
        return
    session.flush()
    surveys.end_open(session, survey_id)
    survey.state, survey.next_at, survey.closed_at = SurveyState.CLOSED, None, now
    record(session, survey, "survey_closed", THE_BOT, now)
    _tell_director(session, survey, SIGN_TASK, due_at=now + SIGN_WITHIN)


def key_of(survey: Survey) -> str:
    return f"survey:{survey.id}"


def record(session: Session, survey: Survey, what: str, by: str, now: datetime, **data: object) -> None:
    about: dict[str, Any] = {"survey": survey.half, **data}
    note(session, what, centre_id=survey.centre_id, by=by, now=now, clause=survey.clause, **about)
    session.signals.add(f"centre:{survey.centre_id}")


def as_rows(survey_id: int, chosen: Sequence[BankQuestion]) -> list[Question]:
    """Questions of the bank as a survey keeps them."""
    return [
        Question(
            survey_id=survey_id,
            place=place,
            key=one.key,
            kind=one.kind,
            category=one.category,
            text_id=one.text_id,
            words=msgspec.json.encode(dict(one.words)).decode(),
        )
        for place, one in enumerate(chosen)
    ]


def _put(session: Session, survey: Survey, chosen: Sequence[BankQuestion]) -> None:
    assert survey.id is not None
    surveys.choose(session, survey.id, as_rows(survey.id, chosen))


def _allow_changing(survey: Survey) -> None:
    if survey.state != SurveyState.DRAFT:
        raise Refused("refused.survey_started")


def _invited(living: Sequence[Resident], per: Per) -> dict[str, Resident]:
    """One for each unit or owner; for a unit, whoever can be reached in a chat before others."""
    found: dict[str, Resident] = {}
    for one in living:
        key = f"unit:{one.unit_id}" if per is Per.UNIT else f"owner:{one.owner_id}"
        known = found.get(key)
        if known is None or (one.reached and not known.reached):
            found[key] = one
    return found


def _row(survey: Survey, key: str, one: Resident, first: datetime) -> dict[str, object]:
    state = InvitationState.WAITING if one.reached else InvitationState.PAPER
    return {
        "centre_id": survey.centre_id,
        "survey_id": survey.id,
        "key": key,
        "unit_id": one.unit_id,
        "owner_id": one.owner_id,
        "state": state,
        "reminded": 0,
        "how": "",
        "why": "" if one.reached else "no_chat",
        "next_at": first if one.reached else None,
    }


def _tell_director(session: Session, survey: Survey, kind: str, *, due_at: datetime) -> None:
    task = NewTask(
        centre_id=survey.centre_id,
        kind=kind,
        key=key_of(survey),
        due_at=due_at,
        clause=survey.clause,
        for_role=Role.DIRECTOR,
    )
    cases.add_task(session, task)
