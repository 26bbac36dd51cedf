"""From words to a span of time.

- An exact time is a span of no length; a part of the day has its hours; a day runs from 00:00 to 23:59.
- 前 / by include the named day, English "before" does not; before a part of the day, a week or a month means
  before it begins. 後 ends with the named part of the day, else at 18:00, 22:00 or 23:59.
- Without a day, the next such time is meant. With one, a reading that is over is not offered.
- A weekday is the next one, today included; 下 / next counts weeks from Monday.
"""

from datetime import UTC, date, datetime, time, timedelta

from dialogs.times import days, hours
from dialogs.times.days import Days
from dialogs.times.limits import Grain, Stretch, limited
from dialogs.times.phrases import Phrase, phrases
from dialogs.times.script import fold
from dialogs.times.tokens import tokens
from dialogs.times.values import HalfUnclear, Limit, Past, Said, Span, Unit

_ONE_DAY = 1


def understand(words: str, *, now: datetime) -> Span | HalfUnclear | Past | None:
    """What the words say about time, or None when nothing; `now` is aware, in the centre's zone."""
    past: Past | None = None
    for phrase in phrases(tokens(fold(words))):
        meaning = _meaning(phrase, now)
        if isinstance(meaning, Past):
            past = past or meaning
        elif meaning is not None:
            return meaning
    return past


def _meaning(phrase: Phrase, now: datetime) -> Span | HalfUnclear | Past | None:
    said = phrase.said
    if "length" in said:
        if "away" not in said:
            return None
        if said["length"].unit is Unit.MINUTE or said["away"] not in {Limit.AFTER, Limit.IN}:
            return _length(said, now)
    today = now.date()
    meant = days.pick(said, today=today, base=today)
    if meant is None:
        return None
    if phrase.until is not None:
        return _range(said, phrase.until, meant, now)
    return _chosen(_spans(said, meant, now), meant, now, asked=_is_asked(said, meant))


def _length(said: Said, now: datetime) -> Span | Past | None:
    length, limit = said["length"], said["away"]
    sign = -1 if limit is Limit.BEFORE else 1
    if length.unit is Unit.MINUTE:
        elapsed = timedelta(minutes=sign * length.count)
        moment = (now.astimezone(UTC) + elapsed).astimezone(now.tzinfo)
        stretch = Span(moment, moment)
    else:
        day = days.away(now.date(), length._replace(count=sign * length.count))
        if day is None:
            return None
        stretch = Span(_at(day, 0, now), _at(day, hours.DAY - 1, now))
    if limit is Limit.BEFORE:
        return Past(stretch) if _is_over(stretch, now) else stretch
    if limit is Limit.WITHIN:
        return Span(now, stretch.not_after)
    return stretch if limit in {Limit.AFTER, Limit.IN} else None


def _is_asked(said: Said, meant: Days) -> bool:
    return meant.is_one and "clock" in said and hours.is_asked(said["clock"], said.get("part"))


def _spans(said: Said, meant: Days, now: datetime) -> list[Span]:
    return [limited(stretch, said.get("limit"), now=now) for stretch in _stretches(said, meant, now)]


def _stretches(said: Said, meant: Days, now: datetime) -> list[Stretch]:
    part = said.get("part")
    if not meant.is_one or not said.keys() & {"clock", "part"}:
        grain = Grain.DAY if meant.is_one or meant.is_end else Grain.LONGER
        return [Stretch(grain, _at(meant.first, 0, now), _at(meant.last, hours.DAY - 1, now))]
    if "clock" in said:
        return [
            Stretch(
                Grain.MOMENT,
                at := _at(meant.first, minute, now),
                at,
                _at(meant.first, hours.closes(minute, part), now),
            )
            for minute in hours.readings(said["clock"], part)
        ]
    if part is None:
        return []
    return [Stretch(Grain.PART, _at(meant.first, part.begins, now), _at(meant.first, part.ends, now))]


def _range(said: Said, until: Said, meant: Days, now: datetime) -> Span | HalfUnclear | Past | None:
    last = days.pick(until, today=now.date(), base=meant.first)
    if last is None:
        return None
    asked = _is_asked(said, meant)
    later = (last.last - meant.first).days * hours.DAY
    ends = tuple(later + end for end in _edges(until, is_start=False))
    found = hours.pairs(_edges(said, is_start=True), ends, asked=asked)
    spans = [Span(_at(meant.first, start, now), _at(meant.first, end, now)) for start, end in found]
    return _chosen(spans, meant, now, asked=asked)


def _edges(said: Said, *, is_start: bool) -> tuple[int, ...]:
    part = said.get("part")
    if "clock" in said:
        return hours.readings(said["clock"], part)
    if part is not None:
        return (part.begins if is_start else part.ends,)
    return (0 if is_start else hours.DAY - 1,)


def _chosen(
    spans: list[Span], meant: Days, now: datetime, *, asked: bool
) -> Span | HalfUnclear | Past | None:
    if not spans:
        return None
    if meant.again == _ONE_DAY:
        likely = spans if asked else spans[:1]
        open_spans = sorted((_later(span, 1) if _is_over(span, now) else span for span in likely), key=_order)
    else:
        open_spans = [span for span in spans if not _is_over(span, now)]
        if not open_spans and meant.again:
            open_spans = [_later(span, meant.again) for span in spans]
    if not open_spans:
        return Past(spans[-1])
    if asked and len(open_spans) > 1:
        return HalfUnclear((open_spans[0], open_spans[1]))
    return open_spans[0]


def _is_over(span: Span, now: datetime) -> bool:
    return span.not_after is not None and span.not_after < now


def _order(span: Span) -> datetime:
    moment = span.not_before or span.not_after
    assert moment is not None
    return moment


def _later(span: Span, count: int) -> Span:
    more = timedelta(days=count)
    return Span(span.not_before and span.not_before + more, span.not_after and span.not_after + more)


def _at(day: date, minute: int, now: datetime) -> datetime:
    past_midnight, minute = divmod(minute, hours.DAY)
    at = time(minute // 60, minute % 60, tzinfo=now.tzinfo)
    return datetime.combine(day + timedelta(days=past_midnight), at)
