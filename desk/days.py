"""A day that somebody named, as the moment by which something is due."""

from datetime import date, datetime, time

from procedures.calendar import Calendar, utc
from procedures.refused import Refused


def by_end_of(calendar: Calendar, day: date, *, now: datetime) -> datetime:
    """The day's last contact hour; its last minute if that is over. Raises Refused when past, or far."""
    if not calendar.local_day(now) <= day <= calendar.local_day(now).replace(year=now.year + 1, day=1):
        raise Refused("refused.day_is_past_or_far")
    end = calendar.closes_on(day) or utc(datetime.combine(day, time(23, 59), calendar.zone))
    if end <= now:
        end = utc(datetime.combine(day, time(23, 59), calendar.zone))
    return end
