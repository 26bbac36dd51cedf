"""The question where a matter is; whoever tells the matter instead is heard, and asked again."""

import re

from dialogs.answers import Again, Reply, Taken
from dialogs.courtesies import courtesy
from dialogs.guess import Guess, guess
from dialogs.places import place_named
from dialogs.questions import Words
from procedures.kinds import Category

# "電梯口" tells of no lift that is broken
_NEXT_TO = re.compile("(?:口|旁|旁邊|旁边|附近|對面|对面|前面|後面|后面|樓下|楼下)$")


class Where(Words, frozen=True, kw_only=True):
    """The place, as typed. A matter told in its stead goes aside under `keeps`; the place is asked for again.

    `asks_again` is the text for that.
    """

    keeps: str
    asks_again: str

    def read(self, reply: Reply) -> Taken | Again:
        read = super().read(reply)
        if isinstance(read, Again) or not read.stored:
            return read
        words: str = read.stored
        if courtesy(words):
            return Again(self.text.id)
        found = guess(words)
        if found.kind is None or _NEXT_TO.search(words):
            return read
        aside = _aside(self.keeps, words, found)
        if place := place_named(words):
            return Taken(place, aside=aside)
        return Again(self.asks_again, aside=aside)


def _aside(keeps: str, words: str, found: Guess) -> tuple[tuple[str, str], ...]:
    """The story, and what it is about where that is clear: neither is asked for again."""
    about = found.category if found.category not in (None, Category.OTHER) else None
    return ((keeps, words), *((("category", str(about)),) if about else ()))
