"""The revisit (A4.1.3, B4.1.2, B4.1.3): is it solved, how was the work, and is there anything else?"""

from dialogs.answers import Again, Reply, Taken
from dialogs.clients import fitting
from dialogs.facts import CaseFact, Facts
from dialogs.flows.common import matter
from dialogs.guess import guess
from dialogs.outcomes import OpenCase, RevisitAnswered, RevisitDetails, ReworkTold
from dialogs.questions import Choice, Option
from dialogs.script import Keep, Script, photos, rating, words
from dialogs.speech import Text
from dialogs.verdicts import verdict
from procedures.kinds import Category, Kind
from procedures.kinds import Outcome as Result


def revisit(facts: Facts) -> Script[RevisitDetails]:
    case = facts.case or CaseFact(0, "", Kind.REPAIR, Category.OTHER)
    result = yield _is_it_solved(case)
    yield Keep(RevisitAnswered(case.revisit_id, result))
    solved = result is Result.SOLVED
    missing, pictures = ("", ()) if solved else (yield from _what_is_missing(case.revisit_id))
    speed = yield from _rated("speed", case)
    workmanship = yield from _rated("workmanship", case)
    manner = yield from _rated("manner", case)
    satisfaction = yield from _rated("satisfaction", case)
    if case.group == ENGAGEMENT:
        praise, more = yield from _opinion(facts, case)
    else:
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
        satisfaction=satisfaction,
    )


class Solved(Choice[Result], frozen=True, kw_only=True):
    """Owners answer in words as well; what they tell of a failure need not be asked again."""

    def read(self, reply: Reply) -> Taken | Again:
        said = None if reply.option else verdict(reply.words)
        if said is None:
            return super().read(reply)
        tells = said.tells and said.result is not Result.SOLVED
        return Taken(str(said.result), aside=(("missing", reply.words.strip()),) if tells else ())


def _is_it_solved(case: CaseFact) -> Solved:
    about = matter(Kind(case.kind), Category(case.category))
    options = tuple(Option(each.value, each, Text(f"revisit.{each.value}")) for each in Result)
    text = Text("revisit.is_it_solved", {"number": case.number, "matter": about})
    return Solved(key="result", text=text, among=options)


ENGAGEMENT = "engagement"
# Ratings that a group asks for in words of its own (A4.3.2, C5).
IN_WORDS_OF = {
    ("workmanship", "cleaning"): "revisit.workmanship_cleaning",
    ("workmanship", "safety"): "revisit.workmanship_safety",
    ("workmanship", "roads"): "revisit.workmanship_roads",
    ("workmanship", "engagement"): "revisit.workmanship_engagement",
    ("manner", "engagement"): "revisit.manner_engagement",
}


def _rated(key: str, case: CaseFact) -> Script[int | None]:
    """A rating, if the group of the case asks for it; its key is the same for all of them."""
    if key not in case.asks:
        return None
    return (yield from rating(key, IN_WORDS_OF.get((key, case.group), f"revisit.{key}")))


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


def _opinion(facts: Facts, case: CaseFact) -> Script[tuple[str, OpenCase | None]]:
    """The fourth part of C5: opinions and suggestions. They go to the supervisor as a case (C6)."""
    opinion = yield from words("opinion", "revisit.opinion", optional=True)
    if not opinion or _more_or_thanks(opinion) == "no":
        return opinion, None
    found = fitting(facts, guess(opinion))
    opened = OpenCase(
        kind=Kind.COMPLAINT if found.kind is Kind.COMPLAINT else Kind.SUGGESTION,
        category=found.category or Category.OTHER,
        story=opinion,
        parent_id=case.id,
        relation="opinion",
    )
    return opinion, opened


def _more_or_thanks(written: str) -> str:
    return "no" if written.strip(" 。.!！～~").lower() in THANKS else "yes"


def _anything_else(facts: Facts, case: CaseFact) -> Script[OpenCase | None]:
    """A new matter raised in a revisit gets a case of its own, linked, with its own promise (B4.1.3)."""
    if not (yield from _has_more()):
        return None
    story = yield from words("another", "revisit.tell_us")
    found = fitting(facts, guess(story))
    return OpenCase(
        kind=found.kind or Kind.SUGGESTION,
        category=found.category or Category.OTHER,
        story=story,
        unit_id=facts.units[0].id if len(facts.units) == 1 else None,
        urgent=found.urgent,
        parent_id=case.id,
        relation="more",
    )
