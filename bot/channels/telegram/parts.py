"""A message in the parts that Telegram sends: albums, then words; the same message has the same parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.channels.telegram.splitting import LONGEST_CAPTION, LONGEST_TEXT, split, units
from dialogs.speech import Spoken

MOST_IN_ALBUM = 10
# for the mark of a repeat, which must not move the cuts
ROOM = 32


@dataclass(frozen=True)
class Part:
    """One call: pictures with a caption, or words. `is_last` carries the buttons."""

    words: str
    pictures: tuple[Path, ...] = ()
    is_last: bool = False


def parts(spoken: Spoken, pictures: Sequence[Path] = ()) -> list[Part]:
    """At least one part; buttons hang on the last, which can carry them."""
    words = sendable(f"👤 {spoken.by}\n{spoken.text}" if spoken.by else spoken.text)
    albums = [tuple(pictures[at : at + MOST_IN_ALBUM]) for at in range(0, len(pictures), MOST_IN_ALBUM)]
    is_caption = len(albums) == 1 and units(words) <= LONGEST_CAPTION - ROOM and not _has_keys(spoken)
    if is_caption:
        return [Part(words, albums[0], is_last=True)]
    # Telegram refuses a text of nothing but white space
    texts = [text for text in split(words, LONGEST_TEXT - ROOM) if text.strip()]
    if not texts and not albums:
        texts = [words]
    planned = [*(Part("", album) for album in albums), *(Part(text) for text in texts)]
    last = planned[-1]
    return [*planned[:-1], Part(last.words, last.pictures, is_last=True)]


def _has_keys(spoken: Spoken) -> bool:
    return bool(spoken.buttons) or spoken.ask == "phone"


def sendable(text: str) -> str:
    """Without half emojis, which cannot be sent as UTF-8."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
