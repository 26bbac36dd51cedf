from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.saying import words
from dialogs import charts, showing
from dialogs.flows import FLOWS, MENU
from dialogs.outcomes import (
    AddToCase,
    AskForPerson,
    BindByCode,
    ConsentGiven,
    MeetingAnswered,
    Nothing,
    OpenCase,
    PostponementAnswered,
    RevisitAnswered,
    RevisitDetails,
    ReworkTold,
    StartFlow,
    StormAnswered,
    VisitAnswer,
    VisitRemark,
)
from dialogs.paths import Path, every_path, situations
from dialogs.questions import Question
from dialogs.script import Ended, Keep, Say, play
from dialogs.speech import Text
from dialogs.state import Run
from locales import LOCALES

OUTCOMES = (
    *(
        OpenCase,
        AddToCase,
        RevisitDetails,
        PostponementAnswered,
        ConsentGiven,
        MeetingAnswered,
        BindByCode,
        AskForPerson,
        StartFlow,
        Nothing,
    ),
    *(VisitAnswer, VisitRemark, StormAnswered, ReworkTold),
)
WALKS = [(flow, situation) for flow in FLOWS for situation in situations(flow)]
every_walk = pytest.mark.parametrize(("flow", "situation"), WALKS)
ZONE = ZoneInfo(situations("repair")["one flat"].zone)


@cache
def walked(flow: str, situation: str) -> list[Path]:
    return every_path(flow, situations(flow)[situation])


def labels_of(path: Path) -> list[Any]:
    answers = dict(path.answers)
    found: list[Any] = []
    for step in path.steps:
        if isinstance(step, Question):
            found += [step.text, *(option.label for option in step.options()), step.shown(answers[step.key])]
            found += [Text(step.label)] if step.label else []
        elif isinstance(step, Say):
            found.append(step.text)
    return found


@every_walk
def test_every_path_ends_in_an_outcome(flow: str, situation: str) -> None:
    assert all(isinstance(path.outcome, OUTCOMES) for path in walked(flow, situation))


@every_walk
def test_a_second_walk_is_the_same(flow: str, situation: str) -> None:
    assert every_path(flow, situations(flow)[situation]) == walked(flow, situation)


@every_walk
def test_the_player_comes_to_the_same_outcome(flow: str, situation: str) -> None:
    for path in walked(flow, situation)[::17]:
        ended = play(FLOWS[flow](situations(flow)[situation]), dict(path.answers))
        assert isinstance(ended, Ended)
        assert ended.outcome == path.outcome


@every_walk
def test_every_text_of_every_path_is_there_in_all_languages(flow: str, situation: str) -> None:
    seen = {repr(label): label for path in walked(flow, situation) for label in labels_of(path)}
    for label in seen.values():
        said = [words(label, locale=locale, zone=ZONE) for locale in LOCALES]
        assert all(each.strip() for each in said), label


@every_walk
def test_every_token_fits_into_a_telegram_button(flow: str, situation: str) -> None:
    run = Run(99_999, flow, situations(flow)[situation])
    questions = {
        step.key: step
        for path in walked(flow, situation)
        for step in path.steps
        if isinstance(step, Question)
    }
    for key, question in questions.items():
        for name in ("change", *(option.name for option in question.options())):
            assert len(showing.token(run, key, name).encode()) <= 64


@every_walk
def test_no_path_asks_more_than_a_person_bears(flow: str, situation: str) -> None:
    longest = max(len(path.answers) for path in walked(flow, situation))
    assert longest <= 14


def test_a_revisit_keeps_its_first_tap_on_every_path() -> None:
    for path in walked("revisit", "one flat"):
        kept = [step.what for step in path.steps if isinstance(step, Keep)]
        assert [type(what) for what in kept[:1]] == [RevisitAnswered]


def test_what_the_menu_offers_are_flows() -> None:
    assert set(MENU) <= set(FLOWS)


def test_the_charts_in_docs_are_current() -> None:
    assert charts.PAGE.read_text(encoding="utf-8") == charts.page(), "run python -m dialogs.charts"
