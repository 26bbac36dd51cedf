"""After heavy rain: did the repair keep dry, and if not, where does it leak? (B4.1.2.3-C)."""

from dialogs.facts import CaseFact, Facts
from dialogs.outcomes import ReworkTold, StormAnswered
from dialogs.script import Keep, Script, choice, photos, say, words
from procedures.kinds import Category, Kind, StormAnswer


def storm(facts: Facts) -> Script[StormAnswered | ReworkTold]:
    """Begins with the tap already made: the question itself is on no conversation's screen."""
    case = facts.case or CaseFact(0, "", Kind.REPAIR, Category.OTHER)
    answer = yield from choice("result", "storm.does_it_leak", StormAnswer, words="storm")
    if answer is not StormAnswer.LEAKS:
        return StormAnswered(case.revisit_id, answer)
    yield Keep(StormAnswered(case.revisit_id, answer))
    where = yield from words("where", "storm.where", optional=True)
    if where:
        yield Keep(ReworkTold(case.revisit_id, where))
    pictures = yield from photos("pictures", "storm.show_us")
    yield from say("storm.noted")
    return ReworkTold(case.revisit_id, pictures=pictures)
