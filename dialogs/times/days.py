"""Which day, or days, a phrase means."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.times.values import Length, Said, Third, Unit

_SATURDAY, _SUNDAY = 5, 6
# A date that went by this year means next year's only when that is the nearer one.
_HALF_A_YEAR = timedelta(days=183)
_OF_A_WEEK = {"weeks", "weekday", "weekend"}
_FARTHEST_DAYS, _FARTHEST_MONTHS = 400, 13


@dataclass(frozen=True)
class Days:
    """The first and last day meant; `again` is how many days later the same words would fit once more."""

    first: date
    last: date
    again: int = 0
    is_end: bool = False  # 月底: "before" it includes it

    @property
    def is_one(self) -> bool:
        return self.first == self.last


def pick(said: Said, *, today: date, base: date) -> Days | None:
    """The days meant, looking forward from `base`; None when there is no such day, or the words disagree."""
    if "weekday" in said and (said.keys() & {"date", "days"}):
        day = pick(_without_weekday(said), today=today, base=base)
        return day if day and day.is_one and day.first.weekday() == said["weekday"] else None
    if "length" in said:
        return _away(said["length"], today)
    if "days" in said:
        return _one(today + timedelta(days=said["days"]))
    if said.keys() & {"months", "month", "date", "third"}:
        return _in_month(said, today=today, base=base)
    return _in_week(said, today=today, base=base) if said.keys() & _OF_A_WEEK else _unnamed(said, today, base)


def away(day: date, length: Length) -> date | None:
    """The day so many days or months later (a month later than the 31st may be the 30th)."""
    if length.unit is Unit.DAY:
        return day + timedelta(days=length.count) if abs(length.count) <= _FARTHEST_DAYS else None
    if abs(length.count) > _FARTHEST_MONTHS:
        return None
    year, month = _month_away(day, length.count)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _unnamed(said: Said, today: date, base: date) -> Days | None:
    return None if said.keys() & {"year", "years"} else Days(base, base, again=1 if base == today else 0)


def _away(length: Length, today: date) -> Days | None:
    return _one(away(today, length))


def _one(day: date | None) -> Days | None:
    return Days(day, day) if day else None


def _without_weekday(said: Said) -> Said:
    rest = said.copy()
    del rest["weekday"]
    return rest


def _in_week(said: Said, *, today: date, base: date) -> Days:
    if "weeks" not in said and "weekday" in said:
        ahead = (said["weekday"] - base.weekday()) % 7
        day = base + timedelta(days=ahead)
        return Days(day, day, again=7)
    monday = today if "weeks" in said else base
    monday += timedelta(days=7 * said.get("weeks", 0) - monday.weekday())
    if "weekday" in said:
        day = monday + timedelta(days=said["weekday"])
        return Days(day, day)
    begins = _SATURDAY if "weekend" in said else 0
    return Days(monday + timedelta(days=begins), monday + timedelta(days=_SUNDAY))


def _in_month(said: Said, *, today: date, base: date) -> Days | None:
    if "year" in said or "years" in said:
        year = said.get("year", today.year + said.get("years", 0))
        return _of_month(said, year, said["month"]) if "month" in said else None
    if "month" in said:
        return _nearest_year(said, today)
    if "months" in said:
        return _of_month(said, *_month_away(today, said["months"]))
    this = _of_month(said, base.year, base.month)
    return this if this is None or this.last >= base else _of_month(said, *_month_away(base, 1))


def _nearest_year(said: Said, today: date) -> Days | None:
    this, following = (_of_month(said, year, said["month"]) for year in (today.year, today.year + 1))
    if this and this.last >= today:
        return this
    if following and following.first - today <= _HALF_A_YEAR:
        return following
    return this


def _of_month(said: Said, year: int, month: int) -> Days | None:
    if not 1 <= month <= 12:
        return None
    longest = calendar.monthrange(year, month)[1]
    if "date" in said:
        return _one(date(year, month, said["date"])) if 1 <= said["date"] <= longest else None
    third = said.get("third")
    begins = {Third.MIDDLE: 11, Third.LAST: 21}.get(third, 1) if third else 1
    ends = {Third.FIRST: 10, Third.MIDDLE: 20}.get(third, longest) if third else longest
    return Days(date(year, month, begins), date(year, month, ends), is_end=third is Third.LAST)


def _month_away(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1
