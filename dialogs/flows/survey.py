"""The half-yearly survey in steps: one tap each, kept at once, so that it may stop anywhere (A4.1.5)."""

from typing import Any

from dialogs.facts import Facts, SurveyFact, SurveyQuestion
from dialogs.outcomes import SurveyAnswered, SurveySent
from dialogs.questions import Option
from dialogs.script import Keep, Script, pick, rating, words
from dialogs.speech import Text
from procedures.survey_rules import Answering
from procedures.surveying import NO, SKIPPED, YES, is_dissatisfied


def survey(facts: Facts) -> Script[SurveySent]:
    about = facts.survey or SurveyFact(0, 0, ())
    for nth, question in enumerate(about.questions, 1):
        step: dict[str, Any] = {
            "nth": str(nth),
            "of": str(len(about.questions)),
            "question": wording(question),
        }
        match question.kind:
            case Answering.RATING:
                yield from _rated(about, question, step)
            case Answering.YES_NO:
                value = yield from pick(question.key, "survey.step_yes_no", YES_OR_NO, **step)
                yield Keep(SurveyAnswered(about.invitation_id, question.key, value))
            case _:
                said = yield from words(question.key, "survey.step_words", optional=True, **step)
                value = "words" if said else SKIPPED
                yield Keep(SurveyAnswered(about.invitation_id, question.key, value, said))
    return SurveySent(about.invitation_id)


def wording(question: SurveyQuestion) -> Text | str:
    return Text(question.text_id) if question.text_id else question.words


YES_OR_NO = (
    Option(YES, YES, Text("dialog.is_yes")),
    Option(NO, NO, Text("dialog.is_no")),
    Option(SKIPPED, SKIPPED, Text("dialog.skip")),
)


def _rated(about: SurveyFact, question: SurveyQuestion, step: dict[str, Any]) -> Script[None]:
    """Whoever is not satisfied is asked why; the rating stands whether or not they say it."""
    stars = yield from rating(question.key, "survey.step_rating", **step)
    value = str(stars) if stars else SKIPPED
    yield Keep(SurveyAnswered(about.invitation_id, question.key, value))
    if not is_dissatisfied(Answering.RATING, value, at_most=about.dissatisfied):
        return
    why = yield from words(
        f"{question.key}/why", "survey.what_is_wrong", optional=True, question=wording(question)
    )
    if why:
        yield Keep(SurveyAnswered(about.invitation_id, question.key, value, why))
