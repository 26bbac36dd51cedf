"""Storms of a centre: measured by its sources or declared by a person, one row each, one campaign each."""

from datetime import datetime, timedelta

import msgspec

from desk.actor import THE_BOT, Actor
from desk.centres import Working, working
from desk.noting import note
from desk.plain import plain
from procedures import life
from procedures.life import Act
from procedures.rain import HOUR, Scheme, storms
from procedures.rain_days import Seen, dry_from, together
from procedures.rain_rules import RainRules
from procedures.refused import Refused
from storage import Session, events, rain
from storage import storms as stored
from storage.tables import Storm

ASKING, TAKING_BACK = "asking", "taking_back"
REVISED = "revised"
LONGEST, OLDEST = timedelta(days=10), timedelta(days=30)


def look(session: Session, centre_id: int, *, now: datetime) -> None:
    """Find storms in what fell; the same hours find the same storms, however often this is called."""
    desk = working(session, centre_id, now=now)
    rules = desk.procedure.rain
    if rules is None:
        return
    events.hold(session, centre_id)
    for seen in _seen(session, desk, rules, now):
        _notice(session, desk, rules, seen, now)


def declare(
    session: Session, *, began_at: datetime, ended_at: datetime, reason: str, by: Actor, now: datetime
) -> Storm:
    """A person says that there was a heavy rainstorm, and how they know (B4.1.2.3-C). Raises Refused."""
    said, desk = _allowed(reason, by), working(session, by.centre_id, now=now)
    rules = _rules(desk)
    if not began_at < ended_at <= now or ended_at - began_at > LONGEST or now - ended_at > OLDEST:
        raise Refused("refused.rain_times")
    events.hold(session, by.centre_id)
    over_at = dry_from(ended_at, dry_hours=rules.dry_hours)
    known = stored.same(session, by.centre_id, started_at=began_at, over_at=over_at)
    if any(storm.withdrawn_at is None for storm in known):
        raise Refused("refused.rain_known")
    storm = Storm(
        centre_id=by.centre_id,
        started_at=began_at,
        ended_at=ended_at,
        over_at=min(now, over_at),
        noticed_at=now,
        declared_by=by.staff_id,
        reason=said,
    )
    session.add(storm)
    _record(session, storm, "storm_declared", str(by), rules, now, reason=said)
    _release(session, storm, desk, rules, now)
    return storm


def end(session: Session, storm_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """A person says that the rain is over, where a source cannot. Raises Refused, Missing."""
    said, desk = _allowed(reason, by), working(session, by.centre_id, now=now)
    rules = _rules(desk)
    events.hold(session, by.centre_id)
    storm = stored.get(session, storm_id, by.centre_id)
    if storm.over_at is not None or storm.withdrawn_at is not None:
        raise Refused("refused.rain_is_over")
    storm.over_at, storm.ended_by, storm.reason = now, by.staff_id, said
    _record(session, storm, "storm_ended", str(by), rules, now, reason=said)
    _release(session, storm, desk, rules, now)


def withdraw(session: Session, storm_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """There was no storm: what is still open of its questions is taken back. Raises Refused, Missing."""
    said, desk = _allowed(reason, by), working(session, by.centre_id, now=now)
    events.hold(session, by.centre_id)
    storm = stored.get(session, storm_id, by.centre_id)
    if storm.withdrawn_at is not None:
        raise Refused("refused.rain_is_over")
    storm.withdrawn_at, storm.withdrawn_by, storm.reason = now, by.staff_id, said
    storm.over_at = storm.over_at or now
    campaign = stored.campaign_of(session, storm_id)
    if campaign is not None:
        campaign.phase, campaign.next_at = TAKING_BACK, now
    _record(session, storm, "storm_withdrawn", str(by), _rules(desk), now, reason=said)


def _seen(session: Session, desk: Working, rules: RainRules, now: datetime) -> list[Seen]:
    centre_id, since = desk.centre.id, stored.oldest_kept(now)
    under_way = stored.under_way(session, centre_id)
    if under_way is not None:
        since = min(since, under_way.started_at - rules.longest * HOUR)
    scheme = Scheme(rules.thresholds(desk.region), rules.dry_hours, rules.dry_mm)
    found = [
        (source, storm)
        for source in rain.sources(session, centre_id, since=since)
        for storm in storms(rain.hours(session, centre_id, source, since=since, until=now), scheme)
    ]
    seen = together(found)
    if under_way is not None and under_way.declared_by is None:
        _revised_away(session, under_way, seen, rules, now)
    return seen


def _revised_away(session: Session, storm: Storm, seen: list[Seen], rules: RainRules, now: datetime) -> None:
    """A source took its figures back before the rain was over: nobody was asked yet, nobody will be."""
    if any(each.storm.over_at is None or each.storm.over_at > storm.started_at for each in seen):
        return
    storm.withdrawn_at, storm.over_at, storm.reason = now, now, REVISED
    _record(session, storm, "storm_withdrawn", THE_BOT, rules, now, reason=REVISED)


def _notice(session: Session, desk: Working, rules: RainRules, seen: Seen, now: datetime) -> None:
    """A storm is new, goes on, is over, is confirmed by another source, or was withdrawn by a person."""
    storm = seen.storm
    known = stored.same(session, desk.centre.id, started_at=storm.started_at, over_at=storm.over_at)
    alive = [each for each in known if each.withdrawn_at is None]
    if not alive and any(each.withdrawn_by for each in known):
        return
    row = (
        alive[-1]
        if alive
        else Storm(
            centre_id=desk.centre.id, started_at=storm.started_at, ended_at=storm.ended_at, noticed_at=now
        )
    )
    if row.over_at is None:
        _measure(row, seen, after=max((each.over_at for each in alive if each.over_at), default=None))
        session.add(row)
        if not alive:
            _record(session, row, "storm_noticed", THE_BOT, rules, now, mm=storm.mm, sources=row.sources)
        if storm.over_at is not None:
            row.over_at = storm.over_at
            _record(session, row, "storm_over", THE_BOT, rules, now, mm=row.mm, gaps=row.gaps)
            _release(session, row, desk, rules, now)
        return
    # It is over and its campaign is on its way: a later figure is the better one, another source confirms.
    row.mm = max(row.mm or 0.0, storm.mm)
    if new := seen.sources - set(row.sources.split()):
        row.sources = " ".join(sorted({*row.sources.split(), *new}))
        _record(session, row, "storm_confirmed", THE_BOT, rules, now, sources=row.sources, mm=storm.mm)


def _measure(row: Storm, seen: Seen, *, after: datetime | None) -> None:
    """What fell, as it is known now; `after` is when the storm before was over."""
    storm = seen.storm
    row.ended_at = max(row.ended_at, storm.ended_at)
    row.sources = " ".join(sorted({*row.sources.split(), *seen.sources}))
    if after is not None and storm.started_at < after:
        return  # sources differ about the hours between the two: these figures are of both together
    row.started_at = min(row.started_at, storm.started_at)
    row.mm, row.gaps = storm.mm, storm.gaps
    row.met_mm, row.met_hours = storm.met.mm, storm.met.hours
    row.peaks = msgspec.json.encode({str(hours): mm for hours, mm in storm.peaks}).decode()


def _release(session: Session, storm: Storm, desk: Working, rules: RainRules, now: datetime) -> None:
    opens = desk.calendar.next_open(now)
    if stored.open_campaign(session, storm, phase=ASKING, next_at=opens, now=now):
        _record(session, storm, "storm_released", THE_BOT, rules, now, asks_at=opens.isoformat())


def _allowed(reason: str, by: Actor) -> str:
    """The reason, stripped. Raises Refused for a role that has no part in it, and without a reason."""
    if not life.may(by.role, Act.TAKE):
        raise Refused("refused.rain_not_yours", role=by.role)
    said = plain(reason).strip()
    if not said:
        raise Refused("refused.rain_reason")
    return said


def _rules(desk: Working) -> RainRules:
    if desk.procedure.rain is None:
        raise Refused("refused.rain_without_rules")
    return desk.procedure.rain


def _record(
    session: Session, storm: Storm, what: str, actor: str, rules: RainRules, now: datetime, **data: object
) -> None:
    session.flush()  # a new row has its number from here on
    note(
        session,
        what,
        centre_id=storm.centre_id,
        case_id=None,
        by=actor,
        now=now,
        clause=rules.clause,
        storm=storm.id,
        **data,
    )
