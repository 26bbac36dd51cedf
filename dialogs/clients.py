"""What fits a consultancy's client: no repairs, no flats, matters and words of its own (C3, C6)."""

from dialogs.facts import Facts
from dialogs.guess import Guess
from dialogs.speech import Text
from procedures.kinds import CLIENT_CATEGORIES, Category, Kind

KINDS = (Kind.ENQUIRY, Kind.COMPLAINT, Kind.SUGGESTION)
IN_OTHER_WORDS = frozenset(
    {
        "menu.welcome",
        "menu.bind",
        "bind.have_you_a_code",
        "bind.any_time",
        "suggestion.what",
        "enquiry.tell_us",
    }
)


def text_id(facts: Facts, named: str) -> str:
    """A text in the words of a consultancy, where its clients are spoken to in other words."""
    return f"{named}_client" if facts.client and named in IN_OTHER_WORDS else named


def text(facts: Facts, named: str, **args: object) -> Text:
    return Text(text_id(facts, named), args)


def categories(facts: Facts, usual: tuple[Category, ...]) -> tuple[Category, ...]:
    """What is chosen from: an estate's matters, or a consultancy's."""
    return CLIENT_CATEGORIES if facts.client else usual


def fitting(facts: Facts, found: Guess) -> Guess:
    """A guess as far as it can be filed here: a consultancy mends nothing, and no water runs there."""
    if not facts.client:
        return found
    kind = found.kind if found.kind in KINDS else None
    category = found.category if found.category in CLIENT_CATEGORIES else None
    return Guess(kind, category if kind else None, urgent=False)
