"""Free words or a lone photo outside a flow: a guess, the words already filled in, two taps to a case."""

from enum import StrEnum

import msgspec

from dialogs.clients import fitting
from dialogs.facts import CaseFact, Facts
from dialogs.flows.common import end_of, matter
from dialogs.guess import guess
from dialogs.outcomes import AddToCase, AskForPerson, EmergencyHeard, Nothing, OpenCase, StartFlow
from dialogs.prefill import likely
from dialogs.questions import Choice, Option, in_short
from dialogs.script import Keep, Script, choice, pick, say, words, yes_no
from dialogs.speech import Period, Text
from procedures.kinds import WATER, Category, Kind


class Meant(StrEnum):
    """What an unguessed beginning may be."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    SUGGESTION = "suggestion"
    PERSON = "person"


Begun = OpenCase | AddToCase | StartFlow | AskForPerson | Nothing


def beginning(facts: Facts) -> Script[Begun]:
    if not facts.story:
        first = "beginning.what_was_said" if facts.spoken else "beginning.what_is_on_the_photo"
        facts = _told(facts, (yield from words("story", first)))
    if facts.urgent:
        yield Keep(EmergencyHeard(facts.story))
        yield from say("beginning.urgent", phone=facts.phone_24h)
    if facts.talked_of and (yield from _is_of(facts.talked_of)):
        case_id = facts.talked_of.id
        return AddToCase(
            case_id, words=facts.story, pictures=facts.pictures, place=facts.place, urgent=facts.urgent
        )
    story = facts.story
    known = Kind(facts.kind) if facts.kind else None
    category = Category(facts.category) if facts.category else Category.OTHER
    if known:
        begun = yield from _offer("what", facts, story, known, category)
        if begun is not None:
            return begun
    among = (one for one in Meant if not (facts.client and one is Meant.REPAIR))
    meant = yield from choice("meant", "beginning.which_kind", among, words="beginning")
    if meant is Meant.PERSON:
        return AskForPerson()
    kind = Kind(meant.value)
    return (
        yield from _offer("so", facts, story, kind, category if kind == known else Category.OTHER)
    ) or Nothing()


def _is_of(case: CaseFact) -> Script[bool]:
    """Words that clearly speak of something else than the case being talked about: its owner says which."""
    options = (
        Option("this", True, Text("beginning.of_this_case", {"number": case.number})),
        Option("new", False, Text("beginning.another_matter")),
    )
    about = matter(Kind(case.kind), Category(case.category))
    return (yield from pick("whose", "beginning.whose", options, number=case.number, matter=about))


def _told(facts: Facts, story: str) -> Facts:
    """What a photo shows was told afterwards."""
    found = fitting(facts, guess(story))
    return msgspec.structs.replace(
        facts, story=story, kind=found.kind or "", category=found.category or "", urgent=found.urgent
    )


def _offer(key: str, facts: Facts, story: str, kind: Kind, category: Category) -> Script[Begun | None]:
    """File it now, say more first, or it was something else (None)."""
    options = (
        *_file_options(facts),
        *(Option[object](way, way, Text(f"beginning.{way}")) for way in ("details", "other")),
    )
    visit, wish = _times(facts, kind)
    asked = _asked(_matter(kind, category), in_short(story), visit, wish)
    chosen = yield Choice[object](key=key, text=asked, among=options)
    if chosen == "other":
        return None
    if chosen == "details":
        return StartFlow(str(kind), _filled_in(facts, story, kind, category))
    flowing = False
    if kind is Kind.REPAIR and category in WATER and not facts.urgent:
        flowing = yield from yes_no(f"flowing/{category}", "repair.is_water_running")
        if flowing:
            yield from say("repair.close_the_valve", phone=facts.phone_24h)
    return OpenCase(
        kind=kind,
        category=category,
        story=story,
        unit_id=chosen if isinstance(chosen, int) else None,
        place=facts.place,
        pictures=facts.pictures,
        visit=visit,
        wished_by=end_of(wish),
        urgent=flowing or facts.urgent,
    )


def _asked(matter: Text, story: str, visit: Period | None, wish: Period | None) -> Text:
    """What would be filed, with a time that was understood: filing it is saying yes to that, too."""
    args: dict[str, object] = {"matter": matter, "story": story}
    if visit:
        return Text("beginning.offer_visit", {**args, "time": visit})
    return Text("beginning.offer_wish", {**args, "time": wish}) if wish else Text("beginning.offer", args)


def _times(facts: Facts, kind: Kind) -> tuple[Period | None, Period | None]:
    """The visit of a repair and the wish of what is answered, as far as the words named them."""
    visit = likely(facts.coming) if kind is Kind.REPAIR else None
    return visit, None if visit or kind is Kind.SUGGESTION else likely(facts.wish)


def _matter(kind: Kind, category: Category) -> Text:
    named = Text(f"kind.{kind}")
    if category is Category.OTHER:
        return named
    return Text("beginning.matter", {"kind": named, "category": Text(f"category.{category}")})


def _file_options(facts: Facts) -> tuple[Option[object], ...]:
    if len(facts.units) > 1:
        file_for = "beginning.file_for"
        return tuple(
            Option[object](f"unit{unit.id}", unit.id, Text(file_for, {"unit": unit.label}))
            for unit in facts.units
        )
    unit = facts.units[0].id if facts.units else "file"
    return (Option[object]("file", unit, Text("beginning.file")),)


def _filled_in(facts: Facts, story: str, kind: Kind, category: Category) -> tuple[tuple[str, object], ...]:
    answers: list[tuple[str, object]] = [("story", story)]
    if kind is not Kind.ENQUIRY and category is not Category.OTHER:
        answers.append(("category", str(category)))
    if facts.place and kind in (Kind.REPAIR, Kind.COMPLAINT):
        answers.append(("place", facts.place))
    if kind is Kind.REPAIR and facts.coming:
        answers.append(("visit", facts.coming))
    if kind in (Kind.COMPLAINT, Kind.ENQUIRY) and facts.wish:
        answers.append(("wish", facts.wish))
    if facts.pictures:
        answers.append(("pictures", {"refs": list(facts.pictures), "done": False}))
    return tuple(answers)
