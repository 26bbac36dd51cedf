"""Moments and periods as people say them: one format per language (LIBRARIES 7, Babel's trap)."""

from datetime import datetime, timedelta

_WEEKDAYS = {"zh-Hant": "一二三四五六日", "zh-Hans": "一二三四五六日"}
_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (19, "下午"), (24, "晚上"))
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(locale: str, at: datetime) -> str:
    """11月24日（星期二）, Tue 24 Nov."""
    if locale == "en":
        return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}"
    return f"{at.month}月{at.day}日（星期{_WEEKDAYS[locale][at.weekday()]}）"


def clock(locale: str, at: datetime) -> str:
    """下午3:00, 3:00 pm."""
    hour = at.hour % 12 or 12
    if locale == "en":
        return f"{hour}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"
    return f"{_part(at)}{hour}:{at.minute:02}"


def _part(at: datetime) -> str:
    return next(name for until, name in _PARTS if at.hour < until)


def _until(locale: str, start: datetime, end: datetime) -> str:
    """The end of a stretch, without repeating its part of the day."""
    said = clock(locale, end)
    return said if locale == "en" or _part(start) != _part(end) else said.removeprefix(_part(end))


def moment(locale: str, at: datetime) -> str:
    """A moment already in the centre's zone."""
    joint = ", " if locale == "en" else ""
    return f"{day(locale, at)}{joint}{clock(locale, at)}"


def period(locale: str, start: datetime | None, end: datetime | None) -> str:
    """A stretch of time, open at either end; one whole day is said as the day."""
    if start and end:
        if start == end:
            return moment(locale, start)
        if start.date() == end.date():
            return f"{moment(locale, start)}–{_until(locale, start, end)}"
        if end - start == timedelta(days=1) and not (start.hour or start.minute):
            return day(locale, start)
        return f"{moment(locale, start)} – {moment(locale, end)}"
    if end:
        return f"by {moment(locale, end)}" if locale == "en" else f"{moment(locale, end)}前"
    if start:
        after = "後" if locale == "zh-Hant" else "后"
        return f"after {moment(locale, start)}" if locale == "en" else f"{moment(locale, start)}{after}"
    return ""
