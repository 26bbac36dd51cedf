"""The answer inside the answer: a turn's words as one encrypted reply (PLATFORMS 2.1)."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.channels.wechat.guard import BLOCK, LENGTH, RANDOM, cipher, signature
from bot.channels.wechat.wording import A_WORD, MOST_BYTES, pieces, words_wanted
from desk.passive import Said, Shaped, Taken
from locales import say

TEXT = (
    "<xml><ToUserName><![CDATA[{to}]]></ToUserName><FromUserName><![CDATA[{us}]]></FromUserName>"
    "<CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[{text}]]></Content></xml>"
)
SEALED = (
    "<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
    "<TimeStamp>{at}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
)
BETWEEN = "\n\n"
OPEN = "<xml>"
Random = Callable[[int], bytes]


@dataclass(frozen=True)
class Letter:
    """Who writes to whom; `random` gives the bytes that closing it needs, None for one that stays open."""

    to: str
    us: str
    random: Random | None

    def shape(self, said: Sequence[Said], now: datetime, *, ask_for_words: bool = False) -> Shaped | None:
        """As much as one reply holds, in order; None when there is nothing to say.

        It is not closed yet, but has all that makes closing it come out the same, byte for byte.
        """
        text, taken = together(said, ask_for_words=ask_for_words)
        if not text:
            return None
        at = str(int(now.timestamp()))
        xml = TEXT.format(to=cdata(self.to), us=cdata(self.us), at=at, text=cdata(text))
        if self.random is not None:
            xml = f"{at} {self.random(8).hex()} {self.random(RANDOM).hex()}\n{xml}"
        return Shaped(xml, taken)


def closed(letter: str, key: bytes | None, *, appid: str, token: str) -> str:
    """The letter as it goes to WeChat; one without a key is open already."""
    if key is None or letter.startswith(OPEN):
        return letter
    made, _, xml = letter.partition("\n")
    at, nonce, random = made.split()
    encrypted = seal(xml.encode(), key, appid.encode(), random=bytes.fromhex(random))
    signed = signature(token, at, nonce, encrypted)
    return SEALED.format(encrypted=encrypted, signature=signed, at=at, nonce=nonce)


def together(said: Sequence[Said], *, ask_for_words: bool = False) -> tuple[str, tuple[Taken, ...]]:
    """The pieces that fit into one text, and what of each message is in it; pictures must wait."""
    text, taken = "", list[Taken]()
    for each in said:
        if ask_for_words and each is said[-1] and (asking := _asking(text, each)):
            return asking, (*taken, Taken(1, whole=True))
        fitting = () if each.spoken.pictures else pieces(each.spoken, locale=each.locale)
        text, count = _filled(text, fitting)
        if count:
            taken.append(Taken(count, whole=count == len(fitting)))
        if not count or count < len(fitting):
            break
    return text, tuple(taken)


def _asking(text: str, each: Said) -> str | None:
    """The text with the last message, to be answered by typing; None where it is not, or is too long."""
    wanted = words_wanted(each.spoken)
    if wanted is None or each.spoken.pictures:
        return None
    before = [text] if text else []
    typed = pieces(each.spoken, locale=each.locale, links=wanted == A_WORD)
    whole = BETWEEN.join([*before, *typed, say(each.locale, wanted)])
    return whole if len(typed) == 1 and len(whole.encode()) <= MOST_BYTES else None


def _filled(text: str, fitting: Sequence[str]) -> tuple[str, int]:
    """The text with as many pieces after it as fit, and how many they are."""
    for count, piece in enumerate(fitting):
        longer = f"{text}{BETWEEN}{piece}" if text else piece
        if len(longer.encode()) > MOST_BYTES:
            return text, count
        text = longer
    return text, len(fitting)


def seal(xml: bytes, key: bytes, appid: bytes, *, random: bytes) -> str:
    """16 random bytes, length, message and AppID, padded to 32 and encrypted, in base64."""
    content = random + len(xml).to_bytes(LENGTH) + xml + appid
    padding = BLOCK - len(content) % BLOCK
    encryptor = cipher(key).encryptor()
    sealed = encryptor.update(content + bytes([padding]) * padding) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def cdata(text: str) -> str:
    """Words as they may stand in CDATA: its end is cut in two."""
    return text.replace("]]>", "]]]]><![CDATA[>")
