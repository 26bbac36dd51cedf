"""What an owner's free words are about: a guess at kind and category, to be confirmed by a tap."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from dialogs.facts import CaseFact
from procedures.kinds import (
    COMPLAINT_CATEGORIES,
    ENQUIRY_CATEGORIES,
    REPAIR_CATEGORIES,
    SUGGESTION_CATEGORIES,
    WATER,
    Category,
    Kind,
)

# The matter stands in the first lines; a long story must not cost a turn.
MOST_CHARACTERS = 500
# A mere question mark proposes nothing.
_TOO_WEAK = 1
# Equal evidence: a complaint's word beats a repair's, and a fault beats the question it is put as.
_RANK = (Kind.COMPLAINT, Kind.REPAIR, Kind.SUGGESTION, Kind.ENQUIRY)
_OFFERED: dict[Kind, frozenset[Category]] = {
    Kind.COMPLAINT: frozenset(COMPLAINT_CATEGORIES),
    Kind.REPAIR: frozenset(REPAIR_CATEGORIES),
    Kind.ENQUIRY: frozenset(ENQUIRY_CATEGORIES),
    Kind.SUGGESTION: frozenset(SUGGESTION_CATEGORIES),
}
# Nobody writes of a lock but to have it repaired.
_ONLY_REPAIRED = _OFFERED[Kind.REPAIR] - _OFFERED[Kind.COMPLAINT] - _OFFERED[Kind.ENQUIRY]


@dataclass(frozen=True)
class Guess:
    """`kind` and `category` are None when there is nothing to go on; the category is one the kind offers."""

    kind: Kind | None
    category: Category | None
    urgent: bool


@dataclass(frozen=True)
class _Sign:
    """What one word speaks for."""

    kinds: tuple[tuple[Kind, int], ...] = ()
    categories: tuple[Category, ...] = ()
    place: Category | None = None
    is_leak: bool = False
    is_urgent: bool = False


@dataclass
class _Evidence:
    kinds: Counter[Kind] = field(default_factory=Counter)
    categories: Counter[Category] = field(default_factory=Counter)
    places: list[Category] = field(default_factory=list)
    is_leak: bool = False
    is_urgent: bool = False

    def add(self, word: str, sign: _Sign) -> None:
        for kind, strength in sign.kinds:
            self.kinds[kind] += strength
        for category in sign.categories:
            self.categories[category] += 2 + 2 * bool(sign.kinds) + (len(word) > 1)
        if sign.place is not None:
            self.places.append(sign.place)
        self.is_leak |= sign.is_leak
        self.is_urgent |= sign.is_urgent


@lru_cache(maxsize=64)  # a turn asks about the same words several times
def guess(words: str) -> Guess:
    """The likeliest kind and category; one pass over the words."""
    text = unicodedata.normalize("NFKC", words[:MOST_CHARACTERS]).lower().replace("’", "'")
    evidence = _Evidence()
    for word, sign in _matches(text):
        evidence.add(word, sign)
    kind = _kind(evidence)
    category = _category(evidence, kind)
    if kind is None and category in _ONLY_REPAIRED:
        kind = Kind.REPAIR
    return Guess(kind, category, evidence.is_urgent)


# Within such a group owners tell of one matter in several words.
_TOLD_TOGETHER: tuple[frozenset[Category], ...] = (
    WATER | {Category.HOUSE_QUALITY},
    frozenset({Category.POWER, Category.PUBLIC_AREA, Category.FIRE_SAFETY}),
    frozenset({Category.DOOR_LOCK, Category.INTERCOM, Category.PUBLIC_AREA}),
    frozenset({Category.CLEANING, Category.GREENING, Category.PUBLIC_AREA}),
    frozenset({Category.VEHICLES, Category.PUBLIC_ORDER, Category.PUBLIC_AREA}),
    frozenset({Category.PUBLIC_ORDER, Category.NOISE, Category.STAFF_MANNER}),
    frozenset({Category.FEES, Category.VEHICLES}),
    frozenset({Category.FEES, Category.SPECIAL_SERVICE}),
    frozenset({Category.FEES, Category.WATER_SUPPLY}),
    frozenset({Category.FEES, Category.POWER}),
)


def is_another(found: Guess, case: CaseFact) -> bool:
    """Whether words clearly speak of something else than the case that is being talked about."""
    if found.kind is None or found.category in (None, Category.OTHER, case.category):
        return False
    both = {found.category, case.category}
    return case.category != Category.OTHER and not any(both <= group for group in _TOLD_TOGETHER)


def tells_another(found: Guess, case: CaseFact | None) -> bool:
    """Whether words that name a place tell a matter, and none that the case may be about; None is over."""
    if found.kind is None or case is None:
        return found.kind is not None
    return found.kind != case.kind or case.category == Category.OTHER or is_another(found, case)


def _matches(text: str) -> Iterator[tuple[str, _Sign]]:
    """The known words, left to right, the longest first, none overlapping; Latin words only whole."""
    place, end = 0, len(text)
    while place < end:
        found = None
        if not (_is_latin(text, place) and _is_latin(text, place - 1)):
            found = _longest(text, place, text[place : place + 2]) or _longest(text, place, text[place])
        if found is not None:
            yield found, _SIGNS[found]
        place += len(found) if found else 1


def _longest(text: str, place: int, key: str) -> str | None:
    for word in _WORDS.get(key, ()):
        if text.startswith(word, place):
            after = place + len(word)
            if not (_is_latin(text, after - 1) and _is_latin(text, after)):
                return word
    return None


def _is_latin(text: str, place: int) -> bool:
    return 0 <= place < len(text) and "a" <= text[place] <= "z"


def _kind(evidence: _Evidence) -> Kind | None:
    likeliest = max(_RANK, key=lambda kind: evidence.kinds[kind])
    strength = evidence.kinds[likeliest]
    return likeliest if strength > _TOO_WEAK or (strength and evidence.categories) else None


def _category(evidence: _Evidence, kind: Kind | None) -> Category | None:
    if evidence.is_leak and evidence.places and kind in {None, Kind.REPAIR}:
        return min(evidence.places, key=_LEAK_ORDER.index)
    if not evidence.categories:
        return None
    ranked = [category for category, _ in evidence.categories.most_common()]
    if kind is None:
        return ranked[0]
    likeliest = next((category for category in ranked if category in _OFFERED[kind]), None)
    return likeliest or _INSTEAD.get((kind, ranked[0]), Category.OTHER)


# 廁所天花漏水 is the bathroom's ceiling, dripping from the flat above; 天台水管 is the roof.
_LEAK_ORDER = (
    Category.ROOF_LEAK,
    Category.CEILING_LEAK,
    Category.WINDOW_LEAK,
    Category.WATER_SUPPLY,
    Category.DRAIN,
    Category.BATHROOM_LEAK,
    Category.WALL_LEAK,
)


def _merged(one: _Sign, other: _Sign) -> _Sign:
    return _Sign(
        kinds=one.kinds + other.kinds,
        categories=one.categories + other.categories,
        place=one.place or other.place,
        is_leak=one.is_leak or other.is_leak,
        is_urgent=one.is_urgent or other.is_urgent,
    )


def _read() -> tuple[dict[str, _Sign], dict[tuple[Kind, Category], Category]]:
    lexicon = tomllib.loads(files("dialogs").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    signs: dict[str, _Sign] = {}
    for entry in lexicon["entry"]:
        sign = _Sign(
            kinds=((Kind(entry["kind"]), entry["strength"]),) if "kind" in entry else (),
            categories=(Category(entry["category"]),) if "category" in entry else (),
            place=Category(entry["place"]) if "place" in entry else None,
            is_leak=entry.get("leak", False),
            is_urgent=entry.get("urgent", False),
        )
        # A word may be the same in both scripts; it counts once.
        for word in {*entry.get("hant", ()), *entry.get("hans", ()), *entry.get("en", ())}:
            signs[word] = _merged(signs.get(word, _Sign()), sign)
    instead = {
        (Kind(kind), Category(category)): Category(other)
        for kind, others in lexicon["instead"].items()
        for category, other in others.items()
    }
    return signs, instead


def _by_beginning(signs: dict[str, _Sign]) -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for word in sorted(signs, key=len, reverse=True):
        words.setdefault(word[:2], []).append(word)
    return {beginning: tuple(group) for beginning, group in words.items()}


_SIGNS, _INSTEAD = _read()
_WORDS = _by_beginning(_SIGNS)
