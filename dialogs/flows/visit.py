"""When somebody may come (A4.3.1, B4.2.2, B4.2.3), and whether they came (B5.1)."""

from enum import StrEnum

from dialogs.asking_when import TimeCheck, When
from dialogs.facts import Facts, VisitFact
from dialogs.flows.common import matter
from dialogs.outcomes import (
    VisitAnswer,
    VisitBooked,
    VisitByPhone,
    VisitChecked,
    VisitDeclined,
    VisitKept,
    VisitPutOff,
    VisitRemark,
)
from dialogs.questions import Option
from dialogs.script import Keep, Script, choice, pick, when, words
from dialogs.speech import Period, Text
from procedures.kinds import Category, Kind, WasHere

NOBODY = VisitFact(0, "assistant")
ANOTHER = "another"


class Way(StrEnum):
    """What an owner can answer besides a time."""

    ANOTHER = ANOTHER
    NOT_NOW = "not_now"
    KEEP = "keep"
    NO = "no"


def visit(facts: Facts) -> Script[VisitAnswer]:
    fact = facts.visit or NOBODY
    chosen = yield from _which_time(facts, fact)
    if isinstance(chosen, Period):
        return VisitBooked(fact.revisit_id, chosen)
    if chosen is Way.ANOTHER:
        wish = yield from when("when", "visit.which_time", any_label="visit.any_time")
        return VisitBooked(fact.revisit_id, wish, is_wish=True)
    if chosen is Way.NOT_NOW:
        return VisitPutOff(fact.revisit_id)
    if chosen is Way.KEEP:
        return VisitKept(fact.revisit_id)
    return (yield from _rather_not(fact))


def _which_time(facts: Facts, fact: VisitFact) -> Script[Period | Way]:
    """One tap books; a time in words is taken as another time, and said back."""
    offered = (
        Option[Period | Way](f"s{place}", Period(*slot), Period(*slot))
        for place, slot in enumerate(facts.slots)
    )
    ways = (Way.ANOTHER, Way.KEEP if fact.booked_from else Way.NOT_NOW, Way.NO)
    words_of = "visit.booked_" if fact.booked_from else "visit."
    others = (Option[Period | Way](way, way, Text(f"{words_of}{way}")) for way in ways)
    following = When(key="when", text=Text("visit.which_time"), any_label="visit.any_time")
    question = TimeCheck(
        key="slot",
        text=may_we_come(facts),
        among=(*offered, *others),
        following=following,
        otherwise=ANOTHER,
    )
    return (yield question)


def _rather_not(fact: VisitFact) -> Script[VisitAnswer]:
    options = tuple(Option(name, name, Text(f"visit.instead_{name}")) for name in ("phone", "none"))
    if (yield from pick("instead", "visit.instead", options)) == "phone":
        return VisitByPhone(fact.revisit_id)
    reason = yield from words("reason", "visit.why_not", optional=True)
    return VisitDeclined(fact.revisit_id, reason)


def visit_check(facts: Facts) -> Script[VisitRemark]:
    """The owner's own tap; without it a visit stays unconfirmed."""
    fact = facts.visit or NOBODY
    was = yield from choice(
        "was",
        "visit_check.was_here",
        WasHere,
        words="visit_check",
        who=who(fact),
        time=fact.visited_at or "",
    )
    yield Keep(VisitChecked(fact.revisit_id, was))
    if was is WasHere.YES:
        return VisitRemark(fact.revisit_id, "")
    return VisitRemark(fact.revisit_id, (yield from words("told", "visit_check.tell_us", optional=True)))


def may_we_come(facts: Facts) -> Text:
    """Who wants to come, and why, as an owner understands it."""
    fact = facts.visit or NOBODY
    if fact.booked_from:
        return Text("visit.change", {"time": Period(fact.booked_from, fact.booked_until), "who": who(fact)})
    args: dict[str, object] = {"who": who(fact)}
    if facts.case:
        about = matter(Kind(facts.case.kind), Category(facts.case.category))
        args |= {"number": facts.case.number, "matter": about}
    return Text(f"visit.ask_{fact.why}", args)


def who(fact: VisitFact) -> Text:
    role = Text(f"visit.role_{fact.role}")
    return Text("visit.who", {"role": role, "name": fact.name}) if fact.name else role
