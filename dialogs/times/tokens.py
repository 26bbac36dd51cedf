"""Words become tokens: what each says about time, or how it joins its neighbours."""

from collections.abc import Callable
from enum import StrEnum
from re import Match
from typing import NamedTuple

from dialogs.times import words
from dialogs.times.patterns import TOKEN
from dialogs.times.script import number
from dialogs.times.values import Clock, Length, Limit, Part, Said, Unit


class Sort(StrEnum):
    SAYS = "says"
    BARE = "bare"  # a number without a unit: "from 3 to 5"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    TO = "to"
    AT = "at"
    REFUSAL = "refusal"
    STOP = "stop"
    FILLER = "filler"
    GAP = "gap"  # words that are not about time


class Token(NamedTuple):
    sort: Sort
    said: Said
    text: str


def _is_pm(half: str | None) -> bool | None:
    return None if half is None else half == "p"


def _clock_zh(m: Match[str]) -> Said:
    minute = 0
    if m["clock_half"]:
        minute = 30
    elif m["clock_quarters"]:
        minute = 15 * number(m["clock_quarters"])
    elif fives := m["clock_fives"] or m["clock_lap"]:
        minute = 5 * number(fives)
    elif text := m["clock_m"] or m["clock_mm"] or m["clock_min"]:
        minute = number(text)
    return Said(clock=Clock(number(m["clock_h"]), minute))


def _past_or_to(m: Match[str]) -> Said:
    minutes = 30 if m["past_m"] == "half" else 15
    hour, is_pm = number(m["past_h"]), _is_pm(m["past_half"])
    if m["past_or_to"] == "past":
        return Said(clock=Clock(hour, minutes, is_pm))
    return Said(clock=Clock((hour - 1) or 12, 60 - minutes, is_pm))


def _length(count: int, unit: str) -> Said:
    if unit in {"month", "月"}:
        return Said(length=Length(count, Unit.MONTH))
    if unit in words.DAYS_IN:
        return Said(length=Length(count * words.DAYS_IN[unit], Unit.DAY))
    return Said(length=Length(count * words.MINUTES[unit], Unit.MINUTE))


def _length_zh(m: Match[str]) -> Said:
    unit = m["length_unit"] or m["length_ge_unit"]
    count = number(m["length_n"])
    if not (m["length_half"] or m["length_ge_half"]):
        return _length(count, unit)
    halves = {"星期": 7, "礼拜": 7, "周": 7}
    if unit in words.MINUTES:
        return Said(length=Length(count * words.MINUTES[unit] + words.MINUTES[unit] // 2, Unit.MINUTE))
    return _length(count, unit) if unit not in halves else Said(length=Length(count * 7 + 4, Unit.DAY))


def _length_en(m: Match[str]) -> Said:
    if m["en_half_hour"]:
        return Said(length=Length(30, Unit.MINUTE))
    return _length(number(m["en_n"]), m["en_unit"])


def _month_date(m: Match[str]) -> Said:
    said = Said(month=number(m["month_m"]))
    if m["month_d"]:
        said["date"] = number(m["month_d"])
    if m["month_third"]:
        said["third"] = words.THIRDS[m["month_third"]]
    return said


def _months(m: Match[str]) -> Said:
    said = Said(months=words.SHIFTS[m["months_by"]]) if m["months_by"] else Said()
    if third := m["months_third"] or m["months_only"]:
        said["third"] = words.THIRDS[third]
    return said


def _week(m: Match[str]) -> Said:
    said = Said(weeks=words.SHIFTS[m["week_by"]]) if m["week_by"] else Said()
    day = m["week_day"] or m["week_only"]
    if day in {"末", "六日"}:
        said["weekend"] = True
    elif day:
        said["weekday"] = words.WEEKDAYS[day]
    return said


def _week_en(m: Match[str]) -> Said:
    shift = m["en_week_by"] or m["en_week_of"]
    said = Said(weeks=words.SHIFTS[shift]) if shift in words.SHIFTS else Said()
    if m["en_weekday"]:
        said["weekday"] = words.WEEKDAYS[m["en_weekday"][:3]]
    elif m["en_weekend"]:
        said["weekend"] = True
    return said


def _date_en(month: str, date: str, year: str | None) -> Said:
    said = Said(month=words.MONTHS[month[:3]], date=int(date))
    if year:
        said["year"] = int(year)
    return said


READERS: dict[str, Callable[[Match[str]], Said]] = {
    "iso": lambda m: Said(year=int(m["iso_y"]), month=number(m["iso_m"]), date=number(m["iso_d"])),
    "year": lambda m: Said(year=int(m["year_y"])),
    "length": _length_zh,
    "half": lambda m: Said(length=Length(90 if m["half"].startswith("个半") else 30, Unit.MINUTE)),
    "month_date": _month_date,
    "clock": _clock_zh,
    "date": lambda m: Said(date=number(m["date_d"])),
    "days": lambda m: _length(number(m["days_n"]), "日"),
    "months": _months,
    "week": _week,
    "early": lambda m: Said(part=Part.MORNING if m["early"] == "早" else Part.EVENING),
    "colon": lambda m: Said(clock=Clock(int(m["colon_h"]), int(m["colon_m"]), _is_pm(m["colon_half"]))),
    "part_zh": lambda m: Said(part=words.PARTS[m["part_zh"]]),
    "en_clock": lambda m: Said(clock=Clock(number(m["en_h"]), int(m["en_m"] or 0), _is_pm(m["en_half"]))),
    "past_to": _past_or_to,
    "en_length": _length_en,
    "en_date": lambda m: _date_en(m["en_month"], m["en_d"], m["en_y"]),
    "us_date": lambda m: _date_en(m["us_month"], m["us_d"], m["us_y"]),
    "nth": lambda m: Said(date=int(m["nth_d"])),
    "en_week": _week_en,
    "en_months": lambda m: Said(months=words.SHIFTS[m["en_months_by"]]),
    "whole_month": lambda m: Said(month=words.MONTHS[m["whole_month"][:3]]),
    "part_en": lambda m: Said(part=words.PARTS[m["part_en"]]),
    "midnight": lambda _: Said(clock=Clock(24, 0)),
    "day": lambda m: words.DAYS[m["day"]],
    "prefix": lambda m: Said(limit=words.PREFIXES[m["prefix"]]),
    "suffix": lambda m: Said(limit=words.SUFFIXES[m["suffix"]]),
    "pass": lambda _: Said(limit=Limit.AFTER),
}
_SORTS: dict[str, Sort] = {
    **{str(sort): sort for sort in (Sort.PREFIX, Sort.SUFFIX, Sort.TO, Sort.AT, Sort.REFUSAL, Sort.STOP)},
    "pass": Sort.PREFIX,
    "filler": Sort.FILLER,
    "bare": Sort.BARE,
    "bare_en": Sort.BARE,
    "void": Sort.STOP,
}


def tokens(folded: str) -> list[Token]:
    """The folded words as tokens; fillers are dropped, whatever is not about time is a gap."""
    found: list[Token] = []
    end = 0
    for m in TOKEN.finditer(folded):
        if gap := folded[end : m.start()].strip():
            found.append(Token(Sort.GAP, Said(), gap))
        end = m.end()
        name = m.lastgroup or "filler"
        sort = _SORTS.get(name, Sort.SAYS)
        if sort is not Sort.FILLER:
            reader = READERS.get(name)
            found.append(Token(sort, reader(m) if reader else Said(), m[0]))
    if gap := folded[end:].strip():
        found.append(Token(Sort.GAP, Said(), gap))
    return found
