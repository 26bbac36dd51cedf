"""What WeChat pushes, as its documents show it: messages and events of a follower."""

from itertools import count

_ids = count(23_000_000_000)
HEAD = (
    "<ToUserName><![CDATA[gh_centre]]></ToUserName><FromUserName><![CDATA[{who}]]></FromUserName>"
    "<CreateTime>{at}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>"
)
LIN = "oLin"


def message(kind: str, fields: str, *, who: str = LIN, at: int = 1, msg_id: int | None = None) -> str:
    number = msg_id if msg_id is not None else next(_ids)
    return f"<xml>{HEAD.format(who=who, at=at, kind=kind)}{fields}<MsgId>{number}</MsgId></xml>"


def words(text: str, *, who: str = LIN, at: int = 1, msg_id: int | None = None, more: str = "") -> str:
    content = text.replace("]]>", "]]]]><![CDATA[>")
    return message("text", f"<Content><![CDATA[{content}]]></Content>{more}", who=who, at=at, msg_id=msg_id)


def tapped(text: str, menu_id: str, *, who: str = LIN, at: int = 1) -> str:
    return words(text, who=who, at=at, more=f"<bizmsgmenuid>{menu_id}</bizmsgmenuid>")


def event(name: str, fields: str = "", *, key: str | None = None, who: str = LIN, at: int = 1) -> str:
    keyed = "" if key is None else f"<EventKey><![CDATA[{key}]]></EventKey>"
    head = HEAD.format(who=who, at=at, kind="event")
    return f"<xml>{head}<Event><![CDATA[{name}]]></Event>{keyed}{fields}</xml>"


MEDIA = "<MediaId><![CDATA[media-1]]></MediaId>"
PICTURE = f"<PicUrl><![CDATA[http://mmbiz.qpic.cn/1]]></PicUrl>{MEDIA}"
VOICE = f"<Format><![CDATA[amr]]></Format>{MEDIA}"
VIDEO = f"{MEDIA}<ThumbMediaId><![CDATA[thumb]]></ThumbMediaId>"
PLACE = (
    "<Location_X>30.246</Location_X><Location_Y>120.21</Location_Y><Scale>15</Scale>"
    "<Label><![CDATA[三座門口]]></Label>"
)
LINK = (
    "<Title><![CDATA[停水通知]]></Title><Description><![CDATA[明早]]></Description>"
    "<Url><![CDATA[https://example.com/a]]></Url>"
)
FILE = "<Title><![CDATA[a.pdf]]></Title><FileMd5><![CDATA[0]]></FileMd5><FileTotalLen>1</FileTotalLen>"
SENT = "<MsgID>{number}</MsgID><Status><![CDATA[{status}]]></Status>"
CHOICE = (
    "<List><TemplateId><![CDATA[{template}]]></TemplateId>"
    "<SubscribeStatusString><![CDATA[{status}]]></SubscribeStatusString><PopupScene>2</PopupScene></List>"
)
