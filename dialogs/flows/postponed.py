"""A promise that cannot be kept: why, the new time, and whether it suits the owner (A4.2.3.1.4)."""

from dialogs.facts import Facts, PostponementFact
from dialogs.flows.common import end_of, matter
from dialogs.outcomes import Nothing, PostponementAnswered
from dialogs.questions import Option
from dialogs.script import Script, pick, when
from dialogs.speech import Text
from procedures.kinds import Category, Kind

ANSWERS = tuple(Option(name, name, Text(f"postponed.{name}")) for name in ("fine", "other", "person"))


def postponed(facts: Facts) -> Script[PostponementAnswered | Nothing]:
    case = facts.case
    new = case.postponement if case else None
    if case is None or new is None:
        return Nothing()
    answer = yield from pick(
        "answer",
        "postponed.tell" if new.old_by else "postponed.tell_first",
        ANSWERS,
        number=case.number,
        matter=matter(Kind(case.kind), Category(case.category)),
        old_by=new.old_by,
        until=new.until,
        reason=new.reason,
        **facts.phones,
    )
    if answer == "other":
        return (yield from _another_time(new))
    return PostponementAnswered(new.id, fine=answer == "fine")


def _another_time(new: PostponementFact) -> Script[PostponementAnswered]:
    wish = yield from when("wish", "postponed.when_then", any_label="postponed.fine_after_all")
    return PostponementAnswered(new.id, fine=wish is None, wanted_by=end_of(wish))
