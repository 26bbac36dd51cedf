"""The revisit (A4.1.3, B4.1.2, B4.1.3): is it solved, how was the work, and is there anything else?"""

from dialogs.facts import CaseFact, Facts
from dialogs.flows.common import matter
from dialogs.guess import guess
from dialogs.outcomes import OpenCase, RevisitAnswered, RevisitDetails, ReworkTold
from dialogs.questions import Choice, Option
from dialogs.script import Keep, Script, choice, photos, rating, words
from dialogs.speech import Text
from procedures.kinds import Category, Kind
from procedures.kinds import Outcome as Result


def revisit(facts: Facts) -> Script[RevisitDetails]:
    case = facts.case or CaseFact(0, "", Kind.REPAIR, Category.OTHER)
    result = yield from choice(
        "result",
        "revisit.is_it_solved",
        Result,
        words="revisit",
        number=case.number,
        matter=matter(Kind(case.kind), Category(case.category)),
    )
    yield Keep(RevisitAnswered(case.revisit_id, result))
    solved = result is Result.SOLVED
    missing, pictures = ("", ()) if solved else (yield from _what_is_missing(case.revisit_id))
    speed = yield from rating("speed", "revisit.speed")
    workmanship = yield from rating("workmanship", "revisit.workmanship")
    manner = yield from rating("manner", "revisit.manner")
    praise = "" if missing else (yield from words("words", "revisit.any_words", optional=True))
    more = yield from _anything_else(facts, case)
    return RevisitDetails(
        revisit_id=case.revisit_id,
        speed=speed,
        workmanship=workmanship,
        manner=manner,
        words=missing or praise,
        pictures=pictures,
        more=more,
    )


def _what_is_missing(revisit_id: int) -> Script[tuple[str, tuple[str, ...]]]:
    """Each answer goes to the rework as soon as it is given, like the first tap."""
    missing = yield from words("missing", "revisit.what_is_missing", optional=True)
    if missing:
        yield Keep(ReworkTold(revisit_id, missing))
    pictures = yield from photos("pictures", "revisit.show_us")
    if pictures:
        yield Keep(ReworkTold(revisit_id, pictures=pictures))
    return missing, pictures


THANKS = frozenset({"謝謝", "谢谢", "多謝", "多谢", "唔該", "thanks", "thank you"})


def _has_more() -> Script[bool]:
    """Words in place of a tap are the new matter itself, unless they are thanks."""
    options = (
        Option("yes", True, Text("revisit.more_yes")),
        Option("no", False, Text("revisit.more_no")),
    )
    asked = Choice(
        key="more", text=Text("revisit.anything_else"), among=options, guess=_more_or_thanks, keeps="another"
    )
    return (yield asked)


def _more_or_thanks(written: str) -> str:
    return "no" if written.strip(" 。.!！～~").lower() in THANKS else "yes"


def _anything_else(facts: Facts, case: CaseFact) -> Script[OpenCase | None]:
    """A new matter raised in a revisit gets a case of its own, linked, with its own promise (B4.1.3)."""
    if not (yield from _has_more()):
        return None
    story = yield from words("another", "revisit.tell_us")
    found = guess(story)
    return OpenCase(
        kind=found.kind or Kind.SUGGESTION,
        category=found.category or Category.OTHER,
        story=story,
        unit_id=facts.units[0].id if len(facts.units) == 1 else None,
        urgent=found.urgent,
        parent_id=case.id,
        relation="more",
    )
