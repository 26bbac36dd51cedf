import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.times import HalfUnclear, Past, Span, understand
from dialogs.times.words import DAYS, FILLERS, PARTS, PREFIXES, REFUSALS, SUFFIXES, TO

NUMBERS = [*map(str, range(32)), *"一二兩三四五六七八九十半", "廿三", "十二", "29", "2026"]
UNITS = [
    "點",
    "点半",
    "號",
    "月",
    "日",
    "天",
    "小時",
    "個鐘",
    "週",
    "下週",
    "月底",
    ":30",
    "pm",
    " hours",
    " Dec",
    "th",
    "-",
]
WORDS = [*DAYS, *PARTS, *PREFIXES, *SUFFIXES, *TO, *FILLERS, *REFUSALS, *NUMBERS, *UNITS, " ", "。", "漏水"]
SOUP = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
ZONES = st.sampled_from(
    [UTC, ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/London"), ZoneInfo("Pacific/Apia")]
)
NOWS = st.builds(
    lambda minutes, zone: datetime(2020, 1, 1, tzinfo=zone) + timedelta(minutes=minutes),
    st.integers(0, 20 * 366 * 24 * 60),
    ZONES,
)


def spans(meaning: Span | HalfUnclear | Past | None) -> list[Span]:
    if isinstance(meaning, HalfUnclear):
        return list(meaning.readings)
    if isinstance(meaning, Past):
        return [meaning.span]
    return [meaning] if meaning else []


@settings(max_examples=400, deadline=None)
@given(words=st.one_of(st.text(max_size=300), SOUP), now=NOWS)
def test_any_words_give_an_answer_in_the_zone_of_now(words: str, now: datetime) -> None:
    meaning = understand(words, now=now)
    assert meaning == understand(words, now=now)
    for span in spans(meaning):
        moments = [moment for moment in (span.not_before, span.not_after) if moment is not None]
        assert moments
        assert moments == sorted(moments)
        assert {moment.tzinfo for moment in moments} == {now.tzinfo}


@settings(max_examples=400, deadline=None)
@given(words=SOUP, now=NOWS)
def test_past_is_what_ended_before_now_and_nothing_else(words: str, now: datetime) -> None:
    meaning = understand(words, now=now)
    ended = [span.not_after is not None and span.not_after < now for span in spans(meaning)]
    assert all(ended) if isinstance(meaning, Past) else not any(ended)


@settings(max_examples=400, deadline=None)
@given(words=SOUP, now=NOWS)
def test_two_readings_differ_and_stand_in_order(words: str, now: datetime) -> None:
    meaning = understand(words, now=now)
    if isinstance(meaning, HalfUnclear):
        ends = [span.not_before or span.not_after or now for span in meaning.readings]
        assert ends[0] < ends[1]


SCRIPTS = {
    "zh-Hant": (["今天", "明天", "後天", "大後天"], ["上午", "下午", "晚上"], "{day}{part}{hour}點"),
    "zh-Hans": (["今天", "明天", "后天", "大后天"], ["早上", "下午", "夜晚"], "{day}{part}{hour}点钟"),
    "cantonese": (["今日", "聽日", "後日", "大後日"], ["朝早", "下晝", "夜晚"], "{day}{part}{hour}點"),
    "en": (["today", "tomorrow", "the day after tomorrow"], ["am", "pm", "pm"], "{day} at {hour}{part}"),
}
CHINESE = dict(enumerate("零一二三四五六七八九十")) | {11: "十一", 12: "十二"}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("days", range(3))
@pytest.mark.parametrize(("part", "hour"), [(0, 8), (0, 11), (1, 1), (1, 3), (1, 5), (2, 7), (2, 9)])
def test_each_day_part_and_hour_is_read_back(script: str, days: int, part: int, hour: int) -> None:
    names, parts, form = SCRIPTS[script]
    now = datetime(2026, 12, 30, 0, 30, tzinfo=ZoneInfo("Asia/Hong_Kong"))
    start = now.replace(hour=hour + 12 * (part > 0), minute=0) + timedelta(days=days)
    for written in (str(hour), CHINESE[hour]) if script != "en" else (str(hour),):
        words = form.format(day=names[days], part=parts[part], hour=written)
        assert understand(words, now=now) == Span(start, start)


@pytest.mark.parametrize(
    "seed", ["1", "一", "下", "a ", "3-", "十二月", "in ", "the day after ", "過", "明天", "零", "(", "12:3"]
)
def test_twice_the_words_are_at_most_about_twice_the_work(seed: str) -> None:
    once, twice = calls(seed * 100), calls(seed * 200)
    assert twice < 2.5 * once + 100


def calls(words: str) -> int:
    """How many functions reading these words takes: the same on every machine."""
    counted: list[str] = []
    sys.setprofile(lambda _frame, event, _what: counted.append(event) if event == "call" else None)
    try:
        understand(words, now=datetime(2026, 11, 23, 11, tzinfo=UTC))
    finally:
        sys.setprofile(None)
    return len(counted)
