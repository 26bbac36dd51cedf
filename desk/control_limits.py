"""Once a day: what repeats, and which figure has moved, opens a review (A4.4.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import msgspec

from desk.actor import THE_BOT
from desk.centres import Working, working
from desk.noting import note
from procedures import control_charts as rules
from procedures.control_charts import Counted, Limit, Share, Subject
from procedures.control_rules import RepeatRules
from procedures.improving import ReviewState
from storage import Session, control_limits, improving
from storage.cases import NewTask, add_task
from storage.tables import Review


@dataclass(frozen=True)
class Count:
    """One daily count of a centre: its rules, and since when the window and its past are counted."""

    session: Session
    desk: Working
    rule: RepeatRules
    stretches: int
    now: datetime

    @property
    def centre_id(self) -> int:
        return self.desk.centre.id

    @property
    def since(self) -> datetime:
        return self.now - self.rule.window

    @property
    def before(self) -> datetime:
        return self.since - self.rule.window * self.stretches

    @property
    def period(self) -> str:
        return f"{self.now.astimezone(self.desk.calendar.zone):%Y-%m}"

    @cached_property
    def past(self) -> dict[tuple[str, str], int]:
        """Cases of the stretches before the window, by category and building."""
        return control_limits.counts(
            self.session, self.centre_id, self.rule.kinds, since=self.before, until=self.since
        )

    @cached_property
    def units(self) -> dict[str, int]:
        return control_limits.units(self.session, self.centre_id)


def count_daily(session: Session, centre_id: int, now: datetime) -> None:
    """Count, and open what is above its limit: once per matter and month, and not over an open one."""
    day = control_limits.take_day(session, centre_id, now)
    if day is None:
        return
    desk = working(session, centre_id, now=now)
    day.next_at = desk.calendar.next_day_open(now)
    rule, first = desk.procedure.control_limits, control_limits.first_opened(session, centre_id)
    if rule is None or first is None:
        return
    stretches = min(rule.stretches, max((now - rule.window - first) // rule.window, 0))
    count = Count(session, desk, rule, stretches, now)
    _matters(count)
    _figure(count, Subject.PROMISE_KEPT)
    _figure(count, Subject.SATISFACTION)


def counted(count: Count, category: str, building: str, many: int) -> Counted:
    """The numbers of one category and building."""
    return Counted(
        count=many,
        past=count.past.get((category, building), 0),
        stretches=count.stretches,
        units=count.units.get(building, 0),
        centre_past=sum(n for (of, _), n in count.past.items() if of == category),
        centre_units=sum(count.units.values()),
    )


def _matters(count: Count) -> None:
    rule = count.rule
    now = control_limits.counts(
        count.session, count.centre_id, rule.kinds, since=count.since, until=count.now
    )
    for (category, building), many in sorted(now.items()):
        if many < rule.least:
            continue
        numbers = counted(count, category, building, many)
        limit = rules.upper(numbers, rule.chart, rule.sigmas)
        if rules.is_repeated(numbers, limit, least=rule.least):
            figures = {"count": many, "stretches": count.stretches, "chart": rule.chart, "past": numbers.past}
            _open(count, Subject.REPEATS, limit, figures, category, building)


def _figure(count: Count, subject: Subject) -> None:
    share = control_limits.kept if subject is Subject.PROMISE_KEPT else control_limits.solved
    now = share(count.session, count.centre_id, since=count.since, until=count.now)
    past = share(count.session, count.centre_id, since=count.before, until=count.since)
    limit = rules.lower(past, now.of, count.rule.sigmas)
    if rules.has_fallen(now, past, limit, least=count.rule.least_answers):
        _open(count, subject, limit, _shares(now, past))


def _shares(now: Share, past: Share) -> dict[str, object]:
    return {"good": now.good, "of": now.of, "rate": now.rate, "past_good": past.good, "past_of": past.of}


def _open(
    count: Count,
    subject: Subject,
    limit: Limit,
    figures: Mapping[str, object],
    category: str = "",
    building: str = "",
) -> None:
    session, rule = count.session, count.rule
    if improving.has_review(session, count.centre_id, subject, category, building, count.period):
        return
    cases = (
        control_limits.behind(
            session,
            count.centre_id,
            rule.kinds,
            category=category,
            building=building,
            since=count.since,
            until=count.now,
        )
        if subject is Subject.REPEATS
        else []
    )
    numbers = {**figures, "mean": round(limit.mean, 4), "limit": round(limit.bound, 4)}
    review = Review(
        centre_id=count.centre_id,
        subject=subject,
        category=category,
        building=building,
        period=count.period,
        clause=rule.clause,
        state=ReviewState.OPEN,
        figures=msgspec.json.encode(numbers).decode(),
        case_ids=msgspec.json.encode(cases).decode(),
        opened_at=count.now,
        look_at=count.desk.calendar.end_of_nth_day(count.now, rule.measure_days),
    )
    session.add(review)
    _announce(count, review)


def _announce(count: Count, review: Review) -> None:
    about = {"subject": review.subject, "category": review.category, "building": review.building}
    note(
        count.session,
        "review_opened",
        centre_id=count.centre_id,
        case_id=None,
        by=THE_BOT,
        now=count.now,
        clause=review.clause,
        review=review.id,
        figures=msgspec.json.decode(review.figures),
        **about,
    )
    task = NewTask(
        centre_id=count.centre_id,
        kind="review_opened",
        key=f"review:{review.id}",
        due_at=review.look_at or count.now,
        clause=review.clause,
        for_role=count.rule.discussed_by,
    )
    add_task(count.session, task)
