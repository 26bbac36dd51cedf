"""Which minutes of the day a clock time means, in minutes after midnight.

Without a part of the day, 7 to 11 read as morning and 12 as noon: contact hours lie there, and the evening
reading lies outside them. 1 to 6 could be either and are asked about. 13 to 23 and 0 say it themselves.
"""

from dialogs.times.values import Clock, Part

DAY = 24 * 60
_NOON, _SIX = 12, 6
_MINUTES = 60
# "After three" ends with the working day, or with the evening, or with the day.
_ENDS = (18 * 60, 22 * 60, DAY - 1)


def readings(clock: Clock, part: Part | None) -> tuple[int, ...]:
    """All readings, earliest first; the first is the likelier. Empty when there is no such time."""
    hour, minute, is_pm = clock
    if minute >= _MINUTES or hour > 24 or (hour == 24 and minute):
        return ()
    if is_pm is not None and hour <= _NOON:
        hour = hour % _NOON + (_NOON if is_pm else 0)
    elif part is not None and hour <= _NOON:
        hour = _in_part(hour, part)
    elif 0 < hour < _NOON:
        return (hour * 60 + minute, (hour + _NOON) * 60 + minute)
    return (hour * 60 + minute,)


def is_asked(clock: Clock, part: Part | None) -> bool:
    """Whether the half of the day must be asked for."""
    return len(readings(clock, part)) > 1 and clock.hour <= _SIX


def pairs(starts: tuple[int, ...], ends: tuple[int, ...], *, asked: bool) -> list[tuple[int, int]]:
    """From when until when: an end that is sure decides the other; else each start takes the next end."""
    if len(starts) > 1 and len(ends) == 1:
        starts = tuple(start for start in starts if start <= ends[0])[-1:]
    elif not asked:
        starts = starts[:1]
    followed = [(start, min((end for end in ends if end >= start), default=None)) for start in starts]
    return [(start, end) for start, end in followed if end is not None]


def closes(minute: int, part: Part | None) -> int:
    """When "after this minute" ends: with the named part of the day, else at 18:00, 22:00 or 23:59."""
    if part is not None and minute < part.ends:
        return part.ends
    return next((end for end in _ENDS if minute < end), minute)


def _in_part(hour: int, part: Part) -> int:
    if part is Part.SMALL_HOURS:
        return hour % _NOON
    if part is Part.MORNING:
        return hour
    if part is Part.NOON:
        return hour if hour >= 10 else hour + _NOON
    if part is Part.EVENING and (hour == _NOON or hour <= 4):
        return hour % _NOON + 24
    return hour % _NOON + _NOON
