"""The figures of a report, each with the ids behind it, beside those of the span before (A4.4.1, A6.3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.centres import Working
from desk.quotas import made_ids_in
from procedures.coverage import COUNTING_RULE, Line, count
from procedures.kinds import Kind, Outcome, Validity
from procedures.months import Month
from procedures.report_rules import ReportRule
from procedures.reports import Figure, Figures, Of, Section
from storage import Session, coverage, promises, quotas, report_figures
from storage.report_figures import Counted, Rated

RATINGS = ("speed", "workmanship", "manner", "satisfaction")
MOMENT = timedelta(microseconds=1)
Ids = tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """A centre between two moments, looked at `now`."""

    session: Session
    desk: Working
    since: datetime
    until: datetime
    now: datetime

    @property
    def centre(self) -> int:
        return self.desk.centre.id

    @property
    def span(self) -> dict[str, datetime]:
        return {"since": self.since, "until": self.until}

    @property
    def kinds(self) -> Sequence[Kind]:
        """Kinds that the procedure promises a reply for, in the order of the words."""
        promised = {kind for rule in self.desk.procedure.replies for kind in rule.kinds}
        return [kind for kind in Kind if kind in promised]


def figures(
    session: Session,
    rule: ReportRule,
    desk: Working,
    *,
    since: datetime,
    until: datetime,
    was_since: datetime,
    now: datetime,
) -> Figures:
    """All sections that the procedure wants, in its order."""
    new, old = Window(session, desk, since, until, now), Window(session, desk, was_since, since, now)
    found = tuple(figure for section in rule.contents for figure in SECTIONS[section](section, new, old))
    return Figures(since, until, was_since, COUNTING_RULE, found)


def _taken(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    return _by_kind(section, new, report_figures.taken, old)


def _closed(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    return _by_kind(section, new, report_figures.closed, old)


def _open(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    now = report_figures.still_open(new.session, new.centre, at=new.until)
    before = report_figures.still_open(old.session, old.centre, at=old.until)
    for kind in new.kinds:
        yield Figure(section, kind, Of.CASE, _of_kind(now, kind), _of_kind(before, kind))


def _by_kind(
    section: Section, new: Window, of: Callable[..., Sequence[Counted]], old: Window
) -> Iterable[Figure]:
    now, before = (of(one.session, one.centre, **one.span) for one in (new, old))
    for kind in new.kinds:
        yield Figure(section, kind, Of.CASE, _of_kind(now, kind), _of_kind(before, kind))


def _categories(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """What there was of each kind, the most frequent first."""
    now, before = (_grouped(report_figures.taken(one.session, one.centre, **one.span)) for one in (new, old))
    kinds = list(new.kinds)
    names = [name for name in {**now, **before} if Kind(name[0]) in kinds]
    names.sort(key=lambda name: (kinds.index(Kind(name[0])), -len(now.get(name, ())), name[1]))
    for kind, category in names:
        ids, was = now.get((kind, category), ()), before.get((kind, category), ())
        yield Figure(section, f"{kind}.{category}", Of.CASE, ids, was)


def _validity(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """Of the complaints that were taken in (A4.2.3)."""
    now, before = (report_figures.taken(one.session, one.centre, **one.span) for one in (new, old))
    for validity in (Validity.VALID, Validity.INVALID, Validity.UNDECIDED):
        ids, was = (
            tuple(one.id for one in cases if one.kind == Kind.COMPLAINT and one.validity == validity)
            for cases in (now, before)
        )
        yield Figure(section, validity, Of.CASE, ids, was)


def _promises(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """Reply times (A4.2.3.2.1) and close-by times (A3.1-b) that ran out, kept and broken."""
    for name, of in (("reply", promises.reply_ids), ("close", promises.closing_ids)):
        now, before = (of(one.session, one.centre, **one.span, now=one.now) for one in (new, old))
        for nth, kept in enumerate(("kept", "broken")):
            yield Figure(section, f"{name}_{kept}", Of.CASE, tuple(now[nth]), tuple(before[nth]))


def _coverage(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """Revisits due in the span, made of all that are owed, against the target (A4.3.3.2)."""
    now, before = _lines(new), _lines(old)
    for rule in new.desk.procedure.revisiting.coverage:
        line, was = now[rule.name], before[rule.name]
        yield Figure(
            section,
            rule.name,
            Of.REVISIT,
            tuple(line.made),
            tuple(was.made),
            value=line.rate or 0,
            value_was=was.rate,
            owed=line.owed,
            target=rule.rate,
        )
        if line.missing or was.missing:
            name = f"{rule.name}.missing"
            yield Figure(section, name, Of.REVISIT, tuple(line.missing), tuple(was.missing))


def _lines(one: Window) -> Mapping[str, Line]:
    asked = coverage.of_month(one.session, **one.span, centre_id=one.centre)
    late = one.desk.procedure.revisiting.late
    return {
        rule.name: count(
            asked, rule.rules, any_form=rule.any_form, month_ends=one.until, late=late, now=one.now
        )
        for rule in one.desk.procedure.revisiting.coverage
    }


def _directors(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """The directors' own revisits in the month that the span ends in (A3.1-a)."""
    calendar = new.desk.calendar
    month = Month.of(new.until - MOMENT, calendar)
    before = {
        quota.staff_id: quota for quota, _ in quotas.of_month(new.session, str(month.moved(-1)), new.centre)
    }
    for quota, name in quotas.of_month(new.session, str(month), new.centre):
        ids = tuple(made_ids_in(new.session, quota, new.desk))
        earlier = before.get(quota.staff_id)
        was = tuple(made_ids_in(old.session, earlier, old.desk)) if earlier else ()
        staff = str(quota.staff_id)
        yield Figure(section, staff, Of.REVISIT, ids, was, owed=quota.wanted, target=1.0, label=name)


def _repeats(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """Matters that came again (A4.3.3.3.1), and what was put up for discussion (A4.4.4)."""
    rules = frozenset(rule.name for rule in new.desk.procedure.revisits if rule.applies_to.repeated)
    if rules:
        ids, was = (_again(one, rules) for one in (new, old))
        yield Figure(section, "again", Of.CASE, ids, was)
    if new.desk.procedure.control_limits is not None:
        ids, was = (tuple(report_figures.reviews(one.session, one.centre, **one.span)) for one in (new, old))
        yield Figure(section, "reviews", Of.REVIEW, ids, was)


def _again(one: Window, rules: frozenset[str]) -> Ids:
    cases = [case.id for case in report_figures.taken(one.session, one.centre, **one.span)]
    return tuple(report_figures.owed_by(one.session, rules, cases, one.centre))


def _ratings(section: Section, new: Window, old: Window) -> Iterable[Figure]:
    """What owners said when they were asked: solved or not, and their ratings from 1 to 5."""
    now, before = (report_figures.rated(one.session, one.centre, **one.span) for one in (new, old))
    for outcome in Outcome:
        ids, was = (tuple(one.id for one in made if one.outcome == outcome) for made in (now, before))
        yield Figure(section, outcome, Of.REVISIT, ids, was)
    for name in RATINGS:
        ids, value = _average(now, name)
        was, value_was = _average(before, name)
        if ids or was:
            yield Figure(section, name, Of.REVISIT, ids, was, value=value or 0, value_was=value_was)


def _average(made: Sequence[Rated], name: str) -> tuple[Ids, float | None]:
    given = [(one.id, getattr(one, name)) for one in made if getattr(one, name) is not None]
    marks = [mark for _, mark in given]
    return tuple(number for number, _ in given), round(sum(marks) / len(marks), 2) if marks else None


def _of_kind(cases: Iterable[Counted], kind: str) -> Ids:
    return tuple(case.id for case in cases if case.kind == kind)


def _grouped(cases: Iterable[Counted]) -> dict[tuple[str, str], Ids]:
    found: dict[tuple[str, str], list[int]] = {}
    for case in cases:
        found.setdefault((case.kind, case.category), []).append(case.id)
    return {name: tuple(ids) for name, ids in found.items()}


SECTIONS: Mapping[Section, Callable[[Section, Window, Window], Iterable[Figure]]] = {
    Section.TAKEN: _taken,
    Section.CLOSED: _closed,
    Section.OPEN: _open,
    Section.CATEGORIES: _categories,
    Section.VALIDITY: _validity,
    Section.PROMISES: _promises,
    Section.COVERAGE: _coverage,
    Section.DIRECTORS: _directors,
    Section.REPEATS: _repeats,
    Section.RATINGS: _ratings,
}
