"""A survey's questions as they are read: by an owner in a chat, in the analysis, in a case."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec

from desk.saying import words
from dialogs.facts import SurveyQuestion
from dialogs.speech import Text
from locales import LOCALES, say
from procedures.half_years import HalfYear
from procedures.survey_rules import Answering
from procedures.surveying import is_dissatisfied
from storage.tables import Answer, Question

_READ = msgspec.json.Decoder(dict[str, str])


def half_words(half: str) -> Text:
    """A half-year as owners read it: "2026-H2" is the second half of 2026."""
    found = HalfYear.read(half)
    args = {"year": str(found.year)}
    return Text("survey.half_1", args) if found.nth == 1 else Text("survey.half_2", args)


def title(question: Question, locale: str) -> str:
    """What is asked about: a rating's question is its subject ("the gardens"), others are whole sentences."""
    return say(locale, question.text_id) if question.text_id else _READ.decode(question.words)[locale]


def titles(question: Question) -> dict[str, str]:
    """In every language."""
    return {locale: title(question, locale) for locale in LOCALES}


def facts(questions: Sequence[Question], locale: str) -> tuple[SurveyQuestion, ...]:
    """As a dialog asks them; a company's own in the language that its owner speaks now."""
    return tuple(
        SurveyQuestion(one.key, one.kind, one.text_id, "" if one.text_id else title(one, locale))
        for one in questions
    )


def dissatisfied(
    questions: Sequence[Question], answers: Mapping[str, Answer], *, at_most: int
) -> list[tuple[Question, Answer]]:
    """The ratings that a case is opened for."""
    given = ((one, answers[one.key]) for one in questions if one.key in answers)
    return [
        (one, answer)
        for one, answer in given
        if is_dissatisfied(Answering(one.kind), answer.value, at_most=at_most)
    ]


def story(half: Text, low: Sequence[tuple[Question, Answer]], *, locale: str, zone: ZoneInfo) -> str:
    """What a case says of an owner's low ratings, in the owner's language."""
    lines = [Text("survey.story", {"half": half})]
    for question, answer in low:
        args = {"question": title(question, locale), "stars": answer.value}
        if answer.words:
            lines.append(Text("survey.mark_words", {**args, "words": answer.words}))
        else:
            lines.append(Text("survey.mark", args))
    return "\n".join(words(line, locale=locale, zone=zone) for line in lines)
