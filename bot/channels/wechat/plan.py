"""A message in the messages that WeChat counts: as few as possible, never more than may be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.channels.wechat.wording import A_SENTENCE, pieces
from dialogs.speech import Spoken
from locales import say

MOST = 5


@dataclass(frozen=True)
class Part:
    """One message: a picture, or words."""

    words: str = ""
    picture: Path | None = None


def count(spoken: Spoken, locale: str, pictures: int) -> int:
    """How many messages it would be, if as many may be sent as it takes."""
    return min(len(_texts(spoken, locale, pictures)) + pictures, MOST)


def plan(
    spoken: Spoken, pictures: Sequence[Path], *, locale: str, most: int, ask_for_words: bool
) -> list[Part]:
    """Pictures, then words, the question last; what does not fit is left out and said to be."""
    whole = _texts(spoken, locale, len(pictures))
    if not whole and len(pictures) <= most:
        return [Part(picture=picture) for picture in pictures]
    if ask_for_words and len(whole) == 1:
        whole = pieces(spoken, locale=locale, links=False)
    texts = _fewer(whole or ("…",), most)
    room = max(most - len(texts), 0)
    shown = list(pictures)[:room]
    more = (
        [say(locale, "reaching.pictures_left", many=str(len(pictures) - room))]
        if len(pictures) > room
        else []
    )
    asked = [say(locale, A_SENTENCE)] if ask_for_words else []
    texts[-1] = "\n\n".join([texts[-1], *more, *asked])
    return [*(Part(picture=picture) for picture in shown), *(Part(text) for text in texts)]


def _texts(spoken: Spoken, locale: str, pictures: int) -> tuple[str, ...]:
    """Pictures without a word are pictures alone: each text is one of the messages that are counted."""
    return pieces(spoken, locale=locale) if spoken.text or not pictures else ()


def _fewer(texts: Sequence[str], most: int) -> list[str]:
    """The beginning, and the last piece, which has the choices."""
    if len(texts) <= most:
        return list(texts)
    if most == 1:
        return ["…\n" + texts[-1]]
    kept = list(texts[: most - 1])
    kept[-1] += "\n…"
    return [*kept, texts[-1]]
