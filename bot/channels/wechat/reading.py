"""What WeChat pushes, as the desk hears it; wechatpy reads the XML, behind our guard (PLATFORMS 2.1, 2.5)."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wechatpy.parser import parse_message

from bot.channels.channel import Consent, News, Reach, Receipt
from bot.channels.wechat.guard import CDATA
from dialogs.heard import Heard

MENU = "0:menu:menu"
BIND = "BIND"
LANGUAGE = "zh-cn"
LONGEST_KEY, LONGEST_TOKEN = 128, 64
MOST_TAGS = 1000
# run, key, option: what our own links and menus carry; a service account's other tools have other ids
TOKEN = re.compile(r"[0-9]{1,9}:[~A-Za-z0-9_/-]+:[^\s]*")
OUTSIDE = re.compile(r"0:[a-z_]+:[^\s]*")
# what people send beside words and pictures; our words for them
OTHERS = {"video": "video", "shortvideo": "video", "file": "file"}
Fields = dict[str, Any]


@dataclass(frozen=True)
class Push:
    """One push; `key` tells it from all others of its sender, `to` is the account's own name."""

    sender: str
    to: str
    key: str
    inbound: Heard | Reach | None
    news: tuple[News, ...] = ()
    kind: str = ""


def read(xml: bytes, account: str) -> Push:
    """Raises whatever a foreign body makes of it: ValueError, LookupError, ExpatError, AttributeError."""
    if xml.count(b"<") > MOST_TAGS and CDATA.sub(b"", xml).count(b"<") > MOST_TAGS:
        raise ValueError("more tags than a message has")
    fields: Fields = parse_message(xml.decode())._data  # noqa: SLF001  its classes know only half of them
    sender, to = text(fields, "FromUserName"), text(fields, "ToUserName")
    if not sender or not to:
        raise ValueError("a message from nobody")
    kind = text(fields, "MsgType").lower()
    about = About(fields, account, sender, _key(fields, kind))
    if kind == "event":
        return _event(about, to)
    heard = MESSAGES.get(kind, _other)(about)
    return Push(sender, to, about.key, heard, kind=kind)


@dataclass(frozen=True)
class About:
    """A push's fields, and what every message of it is known by."""

    fields: Fields
    account: str
    sender: str
    key: str

    def heard(self, *, opens: str = "words", **what: Any) -> Heard:
        return Heard(
            account=self.account,
            address=self.sender,
            external_id=self.key,
            locale=LANGUAGE,
            lists=True,
            opens=opens,
            **what,
        )


def text(fields: Fields, name: str) -> str:
    """Raises ValueError for a tag that is there twice, or has others in it."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"more than one {name}")  # noqa: TRY004  it is the message that is wrong
    return value


def _key(fields: Fields, kind: str) -> str:
    """MsgId; of events time, name and key; of what has neither a hash of sender, time and content."""
    if (number := text(fields, "MsgId")) and number != "0" and kind != "event":
        return _short(f"m:{number}")
    event = text(fields, "Event")
    if kind == "event" and event:
        return _short(f"e:{text(fields, 'CreateTime')}:{event}:{text(fields, 'EventKey')}{_of_news(fields)}")
    content = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    return f"h:{hashlib.sha256(content.encode()).hexdigest()}"


def _of_news(fields: Fields) -> str:
    """Two receipts of one second are about two messages."""
    return f":{number}" if (number := text(fields, "MsgID")) else ""


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:2]}{hashlib.sha256(key.encode()).hexdigest()}"


def _words(about: About) -> Heard:
    menu_id = text(about.fields, "bizmsgmenuid")
    if len(menu_id.encode()) <= LONGEST_TOKEN and TOKEN.fullmatch(menu_id):
        return about.heard(token=menu_id, opens="short")
    # a link that was tapped comes as words, too; test accounts send no id with it
    return about.heard(text=text(about.fields, "Content"), opens="short" if menu_id else "words")


def _picture(about: About) -> Heard:
    return about.heard(pictures=(f"wechat:{_needed(about.fields, 'MediaId')}",))


def _voice(about: About) -> Heard:
    return about.heard(voices=(f"wechat:{_needed(about.fields, 'MediaId')}",))


def _place(about: About) -> Heard:
    fields = about.fields
    where = f"({text(fields, 'Location_X')}, {text(fields, 'Location_Y')})"
    return about.heard(text=f"📍 {text(fields, 'Label')} {where}".replace("  ", " "))


def _link(about: About) -> Heard:
    parts = (text(about.fields, name) for name in ("Title", "Description", "Url"))
    return about.heard(text="🔗 " + "\n".join(filter(None, parts)))


def _other(about: About) -> Heard:
    return about.heard(other=OTHERS.get(text(about.fields, "MsgType").lower(), "thing"))


def _needed(fields: Fields, name: str) -> str:
    value = text(fields, name)
    if not value:
        raise ValueError(f"no {name}")
    return value


MESSAGES: dict[str, Callable[[About], Heard]] = {
    "text": _words,
    "image": _picture,
    "voice": _voice,
    "location": _place,
    "link": _link,
}


def _event(about: About, to: str) -> Push:
    fields = about.fields
    # wechatpy has taken "qrscene_" away and named the event anew where somebody follows by a code
    event, key = text(fields, "Event").lower(), text(fields, "EventKey").removeprefix("qrscene_")
    heard: Heard | Reach | None = None
    match event:
        case "subscribe" | "subscribe_scan" | "scan":
            heard = _arrived(about, key)
        case "unsubscribe":
            heard = Reach(about.account, about.sender, reachable=False)
        case "click" if OUTSIDE.fullmatch(key) and len(key.encode()) <= LONGEST_TOKEN:
            heard = about.heard(token=key, opens="short")
    return Push(about.sender, to, about.key, heard, tuple(_news(about, event)), kind=event or "event")


def _arrived(about: About, scene: str) -> Heard:
    """Somebody follows us or scans a code of ours: a one-time code binds, anything else is greeted."""
    if scene.startswith(BIND) and scene != BIND:
        return about.heard(text=f"/start {scene.removeprefix(BIND)}", opens="short")
    return about.heard(token=MENU, opens="short")


def _news(about: About, event: str) -> Iterator[News]:
    fields, account, sender = about.fields, about.account, about.sender
    match event:
        case "templatesendjobfinish":
            yield Receipt(account, sender, _needed(fields, "MsgID"), text(fields, "Status"))
        case "subscribe_msg_sent_event":
            for each in _listed(fields, "SubscribeMsgSentEvent"):
                yield Receipt(account, sender, _needed(each, "MsgID"), text(each, "ErrorStatus"))
        case "subscribe_msg_popup_event" | "subscribe_msg_change_event":
            name = "".join(part.title() for part in event.split("_"))
            for each in _listed(fields, name):
                agreed = text(each, "SubscribeStatusString") == "accept"
                yield Consent(account, sender, _needed(each, "TemplateId"), agreed=agreed)


def _listed(fields: Fields, name: str) -> list[Fields]:
    """`List` is one object or several."""
    within = fields.get(name) or {}
    found = within.get("List") or []
    return found if isinstance(found, list) else [found]
