"""Deadlines as data: usual handling times, the escalation ladder, postponing, what the company passed on."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from procedures.day_limits import DaysAre
from procedures.kinds import Category, Kind, Role
from procedures.strict_table import Table

MOST_DAYS = 365


@dataclass(frozen=True)
class UsualRule:
    """Such cases are usually handled within that many days, or that much contact time (A4.2.3.2.1)."""

    kinds: frozenset[Kind]
    categories: frozenset[Category]
    days: int | None
    within: timedelta | None
    clause: str

    def covers(self, kind: Kind, category: Category) -> bool:
        return kind in self.kinds and category in self.categories


@dataclass(frozen=True)
class Rung:
    """Who is told next when a due time has passed by `after` of contact time; an urgent case by real time."""

    kinds: frozenset[Kind]
    role: Role
    after: timedelta
    urgent_after: timedelta
    clause: str


@dataclass(frozen=True)
class UnassignedRule:
    """A case that nobody has after so much contact time (an urgent one: real time) is an alarm of its own."""

    role: Role
    after: timedelta
    urgent_after: timedelta
    clause: str


@dataclass(frozen=True)
class PostponeRule:
    """Staff may agree a new time up to so many days ahead, so many times; beyond that it is `beyond`'s."""

    days: int
    times: int
    beyond: Role
    clause: str


@dataclass(frozen=True)
class SilentRule:
    """An owner who was asked and is silent until the end of that day is phoned by whoever asked."""

    days: int
    clause: str


@dataclass(frozen=True)
class ReturnRule:
    """A case that the company passed on goes back to its quality department within so much contact time."""

    within: timedelta
    clause: str


@dataclass(frozen=True)
class Deadlines:
    """What a procedure says of being in time; `again` is how often the last rung is told anew."""

    days_are: DaysAre = DaysAre.CALENDAR
    again: timedelta = timedelta(hours=8)
    usual: tuple[UsualRule, ...] = ()
    ladder: tuple[Rung, ...] = ()
    unassigned: UnassignedRule | None = None
    postpone: PostponeRule | None = None
    returned: ReturnRule | None = None
    silent: SilentRule | None = None

    def rungs(self, kind: Kind) -> tuple[Rung, ...]:
        """The ladder of a kind, from the bottom (A3.3; enquiries A3.6)."""
        return tuple(rung for rung in self.ladder if kind in rung.kinds)


def deadlines(table: Table) -> Deadlines:
    """Read strictly. Raises ProcedureError with the dotted place."""
    table.only("days_are", "again", "usual", "ladder", "unassigned", "postpone", "returned", "silent")
    return Deadlines(
        days_are=table.word("days_are", DaysAre),
        again=table.duration("again"),
        usual=tuple(_usual(usual) for usual in table.tables("usual")),
        ladder=_ladder(table),
        unassigned=_unassigned(table.table("unassigned")) if table.has("unassigned") else None,
        postpone=_postpone(table.table("postpone")) if table.has("postpone") else None,
        returned=_returned(table.table("returned")) if table.has("returned") else None,
        silent=_silent(table.table("silent")) if table.has("silent") else None,
    )


def _usual(table: Table) -> UsualRule:
    table.only("kinds", "categories", "days", "within", "clause")
    if table.has("days") == table.has("within"):
        table.fail("days", "say either days or within")
    return UsualRule(
        kinds=table.words("kinds", Kind),
        categories=table.words_or_all("categories", Category),
        days=table.whole("days", most=MOST_DAYS) if table.has("days") else None,
        within=table.duration("within") if table.has("within") else None,
        clause=table.clause(),
    )


def _ladder(table: Table) -> tuple[Rung, ...]:
    """Each rung of a kind comes later than the one below it, or nobody would have time to act."""
    rungs: list[Rung] = []
    for place in table.tables("ladder"):
        rung = _rung(place)
        below = [lower for lower in rungs if lower.kinds & rung.kinds]
        for lower, higher in pairwise((*below[-1:], rung)):
            if higher.after <= lower.after or higher.urgent_after <= lower.urgent_after:
                place.fail("after", "must be later than the rung below")
        if any(lower.role is rung.role for lower in below):
            place.fail("role", f"{rung.role} has a rung of these kinds already")
        rungs.append(rung)
    return tuple(rungs)


def _rung(table: Table) -> Rung:
    table.only("kinds", "role", "after", "urgent_after", "clause")
    return Rung(
        kinds=table.words("kinds", Kind),
        role=table.word("role", Role),
        after=table.duration("after"),
        urgent_after=table.duration("urgent_after"),
        clause=table.clause(),
    )


def _unassigned(table: Table) -> UnassignedRule:
    table.only("role", "after", "urgent_after", "clause")
    return UnassignedRule(
        role=table.word("role", Role),
        after=table.duration("after"),
        urgent_after=table.duration("urgent_after"),
        clause=table.clause(),
    )


def _postpone(table: Table) -> PostponeRule:
    table.only("days", "times", "beyond", "clause")
    return PostponeRule(
        days=table.whole("days", most=MOST_DAYS),
        times=table.whole("times", most=MOST_DAYS),
        beyond=table.word("beyond", Role),
        clause=table.clause(),
    )


def _returned(table: Table) -> ReturnRule:
    table.only("within", "clause")
    return ReturnRule(table.duration("within"), table.clause())


def _silent(table: Table) -> SilentRule:
    table.only("days", "clause")
    return SilentRule(table.whole("days", most=MOST_DAYS), table.clause())
