from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.times import HalfUnclear, Past, Span, understand

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
MONDAY_11 = datetime(2026, 11, 23, 11, 0, tzinfo=HONG_KONG)


def at(text: str) -> datetime | None:
    """ "24 15:00" in November 2026, "12-03 15:00", or "" for open."""
    if not text:
        return None
    day, clock = text.split()
    return datetime.fromisoformat(f"{'2026-' if '-' in day else '2026-11-'}{day} {clock}").replace(
        tzinfo=HONG_KONG
    )


def span(text: str) -> Span:
    """ "24 15:00 > 24 18:00"; a single moment stands for both ends; "24" for the whole day."""
    if ">" not in text:
        text = f"{text} > {text}" if ":" in text else f"{text} 00:00 > {text} 23:59"
    first, last = text.split(">")
    return Span(at(first.strip()), at(last.strip()))


MUST = [
    ("明天下午三點前", "> 24 15:00"),
    ("後日朝早十點", "25 10:00"),
    ("下星期一下午2點", "30 14:00"),
    ("週六上午", "28 08:00 > 28 12:00"),
    ("明早九點", "24 09:00"),
    ("2小時後", "23 13:00"),
    ("三天後", "26"),
    ("下個月五號", "12-05"),
    ("禮拜五朝早九點半", "27 09:30"),
    ("月底前", "> 30 23:59"),
    ("聽日得唔得", "24"),
    ("明天下午三點後", "24 15:00 > 24 18:00"),
    ("后天上午", "25 08:00 > 25 12:00"),
    ("週六 9點半", "28 09:30"),
    ("tomorrow after 3pm", "24 15:00 > 24 18:00"),
]
MORE = [
    ("最好明天下午三點後來，謝謝", "24 15:00 > 24 18:00"),
    ("３-５pm", "23 15:00 > 23 17:00"),
    ("下午三點到五點", "23 15:00 > 23 17:00"),
    ("上午十點到兩點", "23 10:00 > 23 14:00"),
    ("晚上8點到10點", "23 20:00 > 23 22:00"),
    ("tomorrow 10:30-12:00", "24 10:30 > 24 12:00"),
    ("明天下午到後天上午", "24 12:00 > 25 12:00"),
    ("半小時後", "23 11:30"),
    ("個半鐘後", "23 12:30"),
    ("两个半小时后", "23 13:30"),
    ("兩粒鐘後", "23 13:00"),
    ("45分鐘內", "23 11:00 > 23 11:45"),
    ("in 2 hours", "23 13:00"),
    ("half an hour later", "23 11:30"),
    ("within 2 hours", "23 11:00 > 23 13:00"),
    ("兩小時內", "23 11:00 > 23 13:00"),
    ("三天內", "23 11:00 > 26 23:59"),
    ("一週後下午三點前", "> 30 15:00"),
    ("過兩日", "25"),
    ("一個月後", "12-23"),
    ("本週內", "23 11:00 > 29 23:59"),
    ("今日內", "23 11:00 > 23 23:59"),
    ("12月3號", "12-03"),
    ("十二月三日前", "> 12-03 23:59"),
    ("12月3日(星期四)下午3時", "12-03 15:00"),
    ("3號", "12-03"),
    ("廿八號朝早", "28 08:00 > 28 12:00"),
    ("3到5號", "12-03 00:00 > 12-05 23:59"),
    ("下下週三", "12-09"),
    ("這週五", "27"),
    ("本週五", "27"),
    ("週一", "23"),
    ("週一至五", "23 00:00 > 27 23:59"),
    ("下週", "30 00:00 > 12-06 23:59"),
    ("周末", "28 00:00 > 29 23:59"),
    ("周五前", "> 27 23:59"),
    ("before Friday", "> 27 00:00"),
    ("by Friday", "> 27 23:59"),
    ("by tomorrow noon", "> 24 12:00"),
    ("next Monday", "30"),
    ("this weekend", "28 00:00 > 29 23:59"),
    ("on 3 Dec", "12-03"),
    ("Dec 3, 2026", "12-03"),
    ("5th of December at 10am", "12-05 10:00"),
    ("the 5th of next month", "12-05"),
    ("2026-12-03", "12-03"),
    ("2026年12月3日下午", "12-03 12:00 > 12-03 18:00"),
    ("the day after tomorrow at noon", "25 12:00 > 25 14:00"),
    ("今晚", "23 18:00 > 23 22:00"),
    ("tonight", "23 18:00 > 23 22:00"),
    ("今晚12點前", "> 24 00:00"),
    ("聽日下晝四點三個字", "24 16:15"),
    ("明天下午三點一刻", "24 15:15"),
    ("明天中午十二點", "24 12:00"),
    ("明天15:00", "24 15:00"),
    ("at 3 in the afternoon", "23 15:00"),
    ("tomorrow till 5pm", "> 24 17:00"),
    ("明天起", "24 00:00 >"),
    ("最遲後天", "> 25 23:59"),
    ("我個廁所漏水，聽晚七點後先有人", "24 19:00 > 24 22:00"),
    ("明天我不在家，後天可以", "25"),
    ("明天上午不行，下午可以", "24 12:00 > 24 18:00"),
    ("tomorrow is not ok, Friday please", "27"),
    ("昨天晚上开始漏水，明天下午来", "24 12:00 > 24 18:00"),
    ("今天兩點", "23 14:00"),
    ("今天9點半", "23 21:30"),
    ("早上9點", "24 09:00"),
    ("this Saturday 10-12", "28 10:00 > 28 12:00"),
    ("週六 3-5樓", "28"),
    ("禮拜六日都得", "28 00:00 > 29 23:59"),
    ("週五下班前", "> 27 18:00"),
    ("下周一到周三上午", "30 00:00 > 12-02 12:00"),
    ("明早前", "> 24 08:00"),
    ("any day after Wednesday", "26 00:00 >"),
    ("年底前", "> 12-31 23:59"),
]


@pytest.mark.parametrize(("words", "expected"), MUST + MORE, ids=[words for words, _ in MUST + MORE])
def test_a_time_is_understood(words: str, expected: str) -> None:
    assert understand(words, now=MONDAY_11) == span(expected)


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("兩點半", "23 14:30", "24 02:30"),
        ("明天兩點半", "24 02:30", "24 14:30"),
        ("三點至五點", "23 15:00 > 23 17:00", "24 03:00 > 24 05:00"),
        ("tomorrow at 3 o'clock", "24 03:00", "24 15:00"),
        ("between 3 and 5 tomorrow", "24 03:00 > 24 05:00", "24 15:00 > 24 17:00"),
        ("half past two on Friday", "27 02:30", "27 14:30"),
        ("后天三点前", "> 25 03:00", "> 25 15:00"),
    ],
)
def test_an_unclear_half_of_the_day_is_asked_for(words: str, first: str, second: str) -> None:
    assert understand(words, now=MONDAY_11) == HalfUnclear((span(first), span(second)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("昨天下午", "22 12:00 > 22 18:00"),
        ("今天上午十點", "23 10:00"),
        ("last Friday", "20"),
        ("上週五", "20"),
        ("三天前", "20"),
        ("2 hours ago", "23 09:00"),
        ("11月3號", "03"),
    ],
)
def test_a_time_that_went_by_is_past(words: str, expected: str) -> None:
    assert understand(words, now=MONDAY_11) == Past(span(expected))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "漏水",
            "3號樓漏水",
            "12樓三座",
            "一點都不好",
            "快一點",
            "有一點漏水",
            "我有兩點建議",
            "the 12th floor",
        ),
        *(
            "25點",
            "12:75",
            "11月31號",
            "31號",
            "2月30號",
            "2月29號",
            "2026-13-01",
            "12月3日星期五",
            "三個工作天內",
        ),
        *("等了三天", "after the leak", "may I ask", "明天不行", "not tomorrow", "9999天後", "A座 3-5 單位"),
    ],
)
def test_no_time_or_no_such_time_is_nothing(words: str) -> None:
    assert understand(words, now=MONDAY_11) is None


@pytest.mark.parametrize(
    ("now", "words", "day"),
    [
        ("2026-12-31", "明天", "2027-01-01"),
        ("2026-12-28", "1月3號", "2027-01-03"),
        ("2026-12-28", "下個月五號", "2027-01-05"),
        ("2026-12-30", "下週三", "2027-01-06"),
        ("2028-02-28", "明天", "2028-02-29"),
        ("2028-02-01", "29號", "2028-02-29"),
        ("2027-12-30", "2月29號", "2028-02-29"),
        ("2026-01-31", "一個月後", "2026-02-28"),
        ("2026-12-31", "31號", "2026-12-31"),
        ("2026-12-29", "星期日", "2027-01-03"),
    ],
)
def test_months_and_years_end_where_they_end(now: str, words: str, day: str) -> None:
    morning = datetime.fromisoformat(f"{now} 09:00").replace(tzinfo=HONG_KONG)
    start = datetime.fromisoformat(day).replace(tzinfo=HONG_KONG)
    assert understand(words, now=morning) == Span(start, start + timedelta(hours=23, minutes=59))


def test_an_hour_that_went_by_today_means_tomorrow() -> None:
    evening = MONDAY_11.replace(hour=20)
    assert understand("下午三點前", now=evening) == span("> 24 15:00")


def test_the_same_weekday_is_today_until_its_hour_went_by() -> None:
    assert understand("週一下午", now=MONDAY_11) == span("23 12:00 > 23 18:00")
    assert understand("週一上午十點", now=MONDAY_11) == span("30 10:00")


def test_only_the_first_two_hundred_characters_are_read() -> None:
    assert understand("水" * 200 + "明天", now=MONDAY_11) is None
