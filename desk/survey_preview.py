"""What an owner will see of a survey, made by what makes it then (A4.1.5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from desk.centres import Working
from desk.facts import facts_for
from desk.saying import spoken
from desk.survey_asking import question as invitation
from desk.survey_words import facts as asked_facts
from dialogs import running, showing
from dialogs.facts import SurveyFact
from dialogs.script import Waiting
from dialogs.speech import Spoken
from dialogs.state import Run
from procedures.survey_rules import Answering
from procedures.surveying import YES
from storage import Session
from storage.tables import Question, Survey

ANSWERS = {Answering.RATING: "5", Answering.YES_NO: YES, Answering.WORDS: ""}


def preview(
    session: Session, survey: Survey, asked: Sequence[Question], desk: Working, *, locale: str, now: datetime
) -> list[Spoken]:
    """The invitation and each question with its buttons, in order."""
    zone, rules = desk.calendar.zone, desk.procedure.survey
    until = survey.ends_at or now + (rules.open_for if rules else timedelta())
    named: dict[str, Any] = {
        "many": len(asked),
        "invitation_id": 0,
        "centre": desk.centre.name,
        "is_reminder": False,
    }
    first = invitation(survey.half, until, **named)
    shown = [spoken([], first, locale=locale, zone=zone)]
    low = rules.dissatisfied if rules else 0
    fact = SurveyFact(0, low, asked_facts(asked, locale))
    run = Run(0, "survey", facts_for(session, desk, None, now=now, survey=fact))
    for one in asked:
        waiting = running.at(run)
        if isinstance(waiting, Waiting):
            shown.append(spoken([], showing.question(run, waiting), locale=locale, zone=zone))
        run.answers[one.key] = ANSWERS[Answering(one.kind)]
    return shown
