"""The question after rain, which runs on no screen: its three buttons, and the words that answer it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dialogs.around import Around
from dialogs.facts import CaseFact
from dialogs.guess import guess
from dialogs.pausing import begin
from dialogs.speech import Text
from dialogs.state import State
from dialogs.turned import Asked, Tap, Turned
from dialogs.verdicts import verdict
from procedures.kinds import Category, Kind, Outcome, StormAnswer

PREFIX = "storm."
LONGEST = 40
# Longest first: "沒漏" must not be read as "漏". Whole messages only, but for polite words around them.
WORDS: tuple[tuple[StormAnswer, re.Pattern[str]], ...] = (
    (
        StormAnswer.UNSURE,
        re.compile(
            r"不(太)?(清楚|確定|确定|知道)|唔知|唔清楚|說不準|说不准|過?來看|过?来看|上門|上门|嚟睇"
            r"|\bnot sure\b|\bdon'?t know\b|\bplease come\b|\bunsure\b",
            re.IGNORECASE,
        ),
    ),
    (
        StormAnswer.DRY,
        re.compile(
            r"(?<!不是)(不|沒有?|没有?|未|冇|無|无)(再|見|见|有)?(漏|滲|渗)"
            r"|(?<![不沒没未冇唔有])(乾|干(的|了|爽)|好了|正常)|(?<!不是)(沒事|没事|冇事|沒問題|没问题)"
            r"|(?<!\bnot )(?<!n't )\bdry\b|\bno(t)? (more )?leak(s|ing)?\b"
            r"|\bdoes(n't| not) leak\b|\bisn't leaking\b"
            r"|^no[.!]?$",
            re.IGNORECASE,
        ),
    ),
    (
        StormAnswer.LEAKS,
        re.compile(
            r"漏|滲|渗|濕|湿|滴水|入水|\bleak(s|ing|y)?\b|\bwet\b|\bdripping\b|^yes[.!]?$", re.IGNORECASE
        ),
    ),
)
# What rain wets; words about another place are another matter.
BY_RAIN = (
    Category.CEILING_LEAK,
    Category.WINDOW_LEAK,
    Category.WALL_LEAK,
    Category.ROOF_LEAK,
    Category.OTHER,
)


def taps(revisit: str) -> tuple[Tap, ...]:
    """The buttons under the question; they name the revisit, so that they count whatever is on screen."""
    return tuple(Tap(f"0:{PREFIX}{each}:{revisit}", Text(f"storm.{each}")) for each in StormAnswer)


def pressed(key: str) -> StormAnswer | None:
    """The answer that a button's key names."""
    named = key.removeprefix(PREFIX)
    return StormAnswer(named) if key.startswith(PREFIX) and named in list(StormAnswer) else None


def meant(words: str) -> StormAnswer | None:
    """What short words say about a repair after rain; None for words about something else."""
    said = words.strip()
    if not said or len(said) > LONGEST:
        return None
    found = _FROM.get(clear.result) if (clear := verdict(said)) else None
    if found is None and not _doubts(said):
        found = next((answer for answer, pattern in WORDS if pattern.search(said)), None)
    about = guess(said).category
    return found if about is None or about in BY_RAIN else None


_FROM = {
    Outcome.SOLVED: StormAnswer.DRY,
    Outcome.PARTLY: StormAnswer.LEAKS,
    Outcome.NOT: StormAnswer.LEAKS,
}


def _doubts(words: str) -> bool:
    """A question answers nothing."""
    return words.rstrip(" ~～。.!！").endswith(("?", "？", "嗎", "吗", "呢"))


class OpenQuestion(NamedTuple):
    """A question after rain without an answer yet."""

    revisit_id: int
    number: str
    category: str


def which(answer: StormAnswer, asked: Sequence[OpenQuestion]) -> Turned:
    """One answer in words, several repairs asked about: a button for each, which gives it that answer."""
    taps = (Tap(f"0:{PREFIX}{answer}:{each.revisit_id}", _named(each)) for each in asked)
    return Turned(asked=Asked(Text("storm.which"), tuple(taps)))


def _named(question: OpenQuestion) -> Text:
    place = question.category if question.category in BY_RAIN else Category.OTHER
    return Text("storm.which_one", {"what": Text(f"storm.place_{place}"), "number": question.number})


def answered(state: State, around: Around, revisit_id: int, answer: StormAnswer, words: str = "") -> Turned:
    """Go on from the answer; a flow that runs is paused, and offered again afterwards."""
    case = CaseFact(0, "", Kind.REPAIR, Category.OTHER, revisit_id=revisit_id)
    facts = msgspec.structs.replace(around.facts(), case=case)
    answers: dict[str, object] = {"result": str(answer)}
    if words and answer is StormAnswer.LEAKS:
        answers["where"] = words
    return begin(state, "storm", facts, answers)
