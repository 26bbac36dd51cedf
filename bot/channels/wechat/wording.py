"""A message as WeChat shows it: text, whose choices are numbered lines that can be tapped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import quote

from dialogs.numbering import numbered
from dialogs.speech import Button, Spoken
from locales import say

MOST_BYTES = 1900
# a label in a link is there twice, as words to tap and as words to send
MOST_LABEL = 300
LINK = '<a href="weixin://bizmsgmenu?msgmenucontent={sends}&msgmenuid={id}">{label}</a>'
# what answers these is written or shown, never tapped
WRITTEN = frozenset({"words", "phone", "photos"})
A_WORD, A_SENTENCE = "reaching.type_a_word", "reaching.type_a_sentence"
# choices that ask nothing: of the menu, and those that stand below what was told about a matter
ASIDE, OF_A_MATTER = ("0:menu:", "0:language:"), ("0:case:", "0:add:", "0:visit:")
# where a reader pauses, best first; what stands there goes with the part before
BREAKS = (("\n",), ("。", "！", "？", "；", ". ", "! ", "? ", "; "), ("，", "、", ", ", " "))
JOINED = re.compile("[\u200d\ufe00-\ufe0f\u0300-\u036f\u20d0-\u20ff\U0001f3fb-\U0001f3ff]")
LONGEST_CLUSTER = 32
# WeChat's text is markup: a link of an owner's or of staff would work, and so would its menu ids
TAG = str.maketrans({"<": "＜", ">": "＞"})
ENTITY = re.compile(r"&(?=#|[A-Za-z]+;)")
SCHEME = re.compile(r"(weixin)://", re.IGNORECASE)
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
SUSPECT = re.compile("[<>&\0-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]|://")
# in an address these have a meaning of their own, and not every client decodes them
IN_ADDRESS = str.maketrans({'"': "＂", "&": "＆", "#": "＃", "%": "％", "+": "＋", "=": "＝", "?": "？"})


@lru_cache(1024)
def pieces(
    spoken: Spoken, *, locale: str, most_bytes: int = MOST_BYTES, links: bool = True
) -> tuple[str, ...]:
    """The message in texts of at most `most_bytes` of UTF-8, at least one; the same message is cut the same.

    Cut between paragraphs if it can be, never within a character, a link or a choice. Messages are few:
    what needs fewer of them without `links` has none, and is answered by number or words. Many owners are
    asked the same: what was cut lately is kept.
    """
    words = plain(f"👤 {spoken.by}\n{spoken.text}" if spoken.by else spoken.text)
    said = (*_paragraphs(words, most_bytes),)
    linked = _packed((*said, *_choices(spoken, locale, most_bytes, links=links)), most_bytes)
    if links and len(linked) > 1:
        bare = _packed((*said, *_choices(spoken, locale, most_bytes, links=False)), most_bytes)
        linked = bare if len(bare) < len(linked) else linked
    return linked or (words or "…",)


def words_wanted(spoken: Spoken) -> str | None:
    """The text by which a message asks to be answered by typing, which opens a window; a tap opens none.

    None where that would be in the way: words or pictures open one anyway, and of a menu nothing follows.
    """
    if not spoken.buttons or spoken.ask in WRITTEN or any(b.token.startswith(ASIDE) for b in spoken.buttons):
        return None
    of_a_matter = all(button.token.startswith(OF_A_MATTER) for button in spoken.buttons)
    return A_WORD if of_a_matter else A_SENTENCE


def plain(words: str) -> str:
    """Somebody's words without markup, links of WeChat's and characters that XML cannot hold."""
    if not SUSPECT.search(words):
        return words
    words = CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return SCHEME.sub(r"\1：//", ENTITY.sub("＆", words.translate(TAG)))


@lru_cache(2048)
def link(button: Button) -> str:
    """Tapped, it sends the label as the owner's words, with the button's token beside."""
    label = plain(" ".join(button.label.split()))
    sends = label.translate(IN_ADDRESS).replace(" ", "%20")
    return LINK.format(sends=sends, id=quote(button.token, safe=":~/-_."), label=label)


def _choices(spoken: Spoken, locale: str, most: int, *, links: bool) -> Iterator[tuple[str, str]]:
    """Each with what stands before it: the first a paragraph's distance, the others a line's."""
    if not spoken.buttons:
        return
    numbers = {button.token: f"{number}. " for number, button in enumerate(numbered(spoken), 1)}
    taps, counts = ("tap_or_number", "number") if numbers else ("tap", "write")
    yield "\n\n", say(locale, f"wechat.{taps if links else counts}")
    for button in spoken.buttons:
        number = numbers.get(button.token, "")
        whole = number + link(button)
        if not links or _size(button.label) > MOST_LABEL or _size(whole) > most:
            whole = number + _head(plain(button.label), min(MOST_LABEL, most - len(number) * 3))
        yield "\n", whole


def _paragraphs(words: str, most: int) -> Iterator[tuple[str, str]]:
    for number, paragraph in enumerate(words.strip("\n").split("\n\n")):
        before = "\n\n" if number else ""
        for part in _lines(paragraph, most):
            yield before, part
            before = ""


def _lines(paragraph: str, most: int) -> Iterator[str]:
    while _size(paragraph) > most:
        head = _head(paragraph, most)
        head = next((cut for marks in BREAKS if (cut := _until(head, marks))), head)
        yield head
        paragraph = paragraph[len(head) :]
    yield paragraph


def _packed(blocks: Sequence[tuple[str, str]], most: int) -> tuple[str, ...]:
    whole = "".join([part for block in blocks for part in block]).strip("\n")
    if _size(whole) <= most:
        return (whole,) if whole.strip() else ()
    packed = [""]
    for before, block in blocks:
        longer = f"{packed[-1]}{before}{block}" if packed[-1] else block
        if packed[-1] and _size(longer) > most:
            packed.append(block)
        else:
            packed[-1] = longer
    return tuple(text for text in packed if text.strip())


def _until(head: str, marks: Iterable[str]) -> str:
    """Up to the last of these marks; nothing when only a few words would be left."""
    at = max(head.rfind(mark) + len(mark) if mark in head else 0 for mark in marks)
    return head[:at] if at > len(head) // 3 else ""


def _head(text: str, most: int) -> str:
    """As many whole characters as fit, at least one; nothing is cut from what is joined to it."""
    head = text.encode()[: max(most, 4)].decode(errors="ignore")
    for at in range(len(head), max(len(head) - LONGEST_CLUSTER, 1), -1):
        if not JOINED.match(text[at : at + 1]) and text[at - 1] != "\u200d":
            return head[:at]
    return head


def _size(text: str) -> int:
    return len(text.encode())
