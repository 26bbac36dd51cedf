"""What a survey came to: figures, words by category, signed by the director, copied to quality (A4.1.5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from desk.actor import Actor
from desk.centres import working
from desk.plain import plain
from desk.survey_words import titles
from desk.surveys import SIGN_TASK, key_of, record, rules_of
from dialogs.guess import guess
from procedures.kinds import Category
from procedures.refused import Refused
from procedures.survey_marks import Spread, change, share
from procedures.surveying import SurveyState
from storage import Session, cases, improving, survey_answers, surveys
from storage.cases import NewTask
from storage.survey_answers import Told
from storage.tables import Question, Survey

COPY_TASK = "survey_copy"


def figures(session: Session, survey: Survey) -> dict[str, Any]:
    """As signed; before that as they stand now. Nothing in them says who answered what."""
    if survey.state == SurveyState.SIGNED:
        return msgspec.json.decode(survey.figures)
    assert survey.id is not None
    buildings = survey_answers.by_building(session, survey.id)
    last = surveys.before(session, survey)
    invited, answered = sum(one.invited for one in buildings), sum(one.answered for one in buildings)
    return {
        "invited": invited,
        "answered": answered,
        "rate": share(answered, invited),
        "begun": sum(one.begun for one in buildings),
        "declined": sum(one.declined for one in buildings),
        "reminders": sum(one.reminders for one in buildings),
        "cases": survey_answers.cases_opened(session, survey.id),
        "ways": survey_answers.ways(session, survey.id),
        "buildings": [{**one._asdict(), "rate": share(one.answered, one.invited)} for one in buildings],
        "before": last.half if last else None,
        "questions": _questions(session, survey, last),
    }


def by_category(told: Sequence[Told]) -> list[tuple[Category, list[Told]]]:
    """Owners' words by what they are about: what the lexicon hears in them, else what was asked."""
    found: dict[Category, list[Told]] = {}
    for one in told:
        about = guess(one.words).category or Category(one.category)
        found.setdefault(about, []).append(one)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def sign(session: Session, survey_id: int, *, conclusion: str, by: Actor, now: datetime) -> None:
    """The director's name under the result: it is kept as it stands, copied to quality and posted for all.

    Raises Refused, Missing.
    """
    survey = surveys.get(session, survey_id, by.centre_id)
    rules = rules_of(working(session, by.centre_id, now=now))
    rules.allow_leading(by.role)
    if survey.state != SurveyState.CLOSED:
        signed = survey.state == SurveyState.SIGNED
        raise Refused("refused.done_already" if signed else "refused.survey_not_closed")
    said = plain(conclusion).strip()
    if not said:
        raise Refused("refused.words_needed")
    survey.figures = msgspec.json.encode(figures(session, survey)).decode()
    survey.state, survey.conclusion = SurveyState.SIGNED, said
    survey.signed_at, survey.signed_by = now, by.staff_id
    improving.end_task(session, SIGN_TASK, key_of(survey), by_id=by.staff_id, at=now)
    copy = NewTask(
        centre_id=survey.centre_id,
        kind=COPY_TASK,
        key=key_of(survey),
        due_at=now,
        clause=survey.clause,
        for_role=rules.copy_to,
        data=msgspec.json.encode({"words": said}).decode(),
    )
    cases.add_task(session, copy)
    record(session, survey, "survey_signed", str(by), now, copy_to=rules.copy_to)


def _questions(session: Session, survey: Survey, last: Survey | None) -> list[dict[str, Any]]:
    now = survey_answers.counts(session, survey.id or 0)
    before = survey_answers.counts(session, last.id or 0) if last else {}
    asked = surveys.questions(session, survey.id or 0)
    return [_one(question, Spread(now.get(question.key, {})), before) for question in asked]


def _one(question: Question, spread: Spread, before: dict[str, dict[str, int]]) -> dict[str, Any]:
    was = Spread(before.get(question.key, {})).mean
    return {
        "key": question.key,
        "kind": question.kind,
        "category": question.category,
        "titles": titles(question),
        "counts": dict(spread.counts),
        "answered": spread.answered,
        "mean": spread.mean,
        "satisfied": spread.satisfied,
        "before": was,
        "change": change(spread.mean, was),
    }
