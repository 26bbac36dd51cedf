"""What WeChat pushes, as the desk hears it."""

import pytest

from bot.channels.channel import Consent, Reach, Receipt
from bot.channels.wechat.reading import Push, read
from dialogs.heard import Heard
from tests.fakes.wechat import pushes
from tests.fakes.wechat.pushes import event, message

ACCOUNT = "wechat:main"


def heard(xml: str) -> Heard:
    inbound = push(xml).inbound
    assert isinstance(inbound, Heard)
    return inbound


def push(xml: str) -> Push:
    return read(xml.encode(), ACCOUNT)


def test_words_are_heard_with_their_number() -> None:
    found = heard(pushes.words("漏水了", msg_id=77))
    assert (found.account, found.address, found.text) == (ACCOUNT, "oLin", "漏水了")
    assert (found.external_id, found.lists, found.opens) == ("m:77", True, "words")


@pytest.mark.parametrize(
    ("xml", "field", "value"),
    [
        (message("image", pushes.PICTURE), "pictures", ("wechat:media-1",)),
        (message("voice", pushes.VOICE), "voices", ("wechat:media-1",)),
        (message("location", pushes.PLACE), "text", "📍 三座門口 (30.246, 120.21)"),
        (message("link", pushes.LINK), "text", "🔗 停水通知\n明早\nhttps://example.com/a"),
        (message("video", pushes.VIDEO), "other", "video"),
        (message("shortvideo", pushes.VIDEO), "other", "video"),
        (message("file", pushes.FILE), "other", "file"),
        (message("hologram", ""), "other", "thing"),
        (pushes.tapped("報修", "0:menu:repair"), "token", "0:menu:repair"),
        (pushes.tapped("是", "3:flowing/bathroom_leak:yes"), "token", "3:flowing/bathroom_leak:yes"),
        (pushes.tapped("報修", "0"), "text", "報修"),
        (pushes.tapped("滿意", "101"), "text", "滿意"),
        (event("subscribe"), "token", "0:menu:menu"),
        (event("subscribe", key="qrscene_gate3"), "token", "0:menu:menu"),
        (event("subscribe", key="qrscene_BINDk3y-_"), "text", "/start k3y-_"),
        (event("SCAN", key="BINDk3y-_"), "text", "/start k3y-_"),
        (event("SCAN", key="gate3"), "token", "0:menu:menu"),
        (event("CLICK", key="0:menu:repair"), "token", "0:menu:repair"),
    ],
)
def test_every_kind_is_heard(xml: str, field: str, value: object) -> None:
    assert getattr(heard(xml), field) == value


@pytest.mark.parametrize(
    "xml", [pushes.tapped("報修", "0:menu:repair"), event("subscribe"), event("SCAN", key="x")]
)
def test_a_tap_or_an_event_opens_but_a_short_window(xml: str) -> None:
    assert heard(xml).opens == "short"


@pytest.mark.parametrize(
    "xml",
    [
        event("VIEW", key="https://desk.example"),
        event("LOCATION", "<Latitude>23.1</Latitude><Longitude>113.3</Longitude>"),
        event("CLICK", key="V1001_TODAY_MUSIC"),
        event("CLICK", key="3:confirm:file"),
        event("user_authorize_invite"),
        event("debut_of_something"),
    ],
)
def test_other_events_are_counted_and_no_more(xml: str) -> None:
    found = push(xml)
    assert (found.inbound, found.news) == (None, ())
    assert found.kind


def test_somebody_who_leaves_cannot_be_reached() -> None:
    assert push(event("unsubscribe")).inbound == Reach(ACCOUNT, "oLin", reachable=False)


@pytest.mark.parametrize("status", ["success", "failed:user block", "failed: system failed"])
def test_what_became_of_a_template_is_told(status: str) -> None:
    found = push(event("TEMPLATESENDJOBFINISH", pushes.SENT.format(number=163, status=status)))
    assert found.news == (Receipt(ACCOUNT, "oLin", "163", status),)


@pytest.mark.parametrize(("name", "tag"), [("popup", "Popup"), ("change", "Change")])
@pytest.mark.parametrize("several", [1, 2])
def test_opt_ins_come_one_or_several(name: str, tag: str, several: int) -> None:
    ids = [f"template-{number}" for number in range(several)]
    listed = "".join(pushes.CHOICE.format(template=each, status="accept") for each in ids)
    within = f"<SubscribeMsg{tag}Event>{listed}</SubscribeMsg{tag}Event>"
    found = push(event(f"subscribe_msg_{name}_event", within))
    assert found.news == tuple(Consent(ACCOUNT, "oLin", each, agreed=True) for each in ids)


def test_a_refused_opt_in_is_none() -> None:
    listed = pushes.CHOICE.format(template="a", status="reject")
    xml = event("subscribe_msg_popup_event", f"<SubscribeMsgPopupEvent>{listed}</SubscribeMsgPopupEvent>")
    assert push(xml).news == (Consent(ACCOUNT, "oLin", "a", agreed=False),)


def test_what_became_of_a_subscribed_message_is_told() -> None:
    listed = "<List><TemplateId>a</TemplateId><MsgID>9</MsgID><ErrorStatus>success</ErrorStatus></List>"
    xml = event("subscribe_msg_sent_event", f"<SubscribeMsgSentEvent>{listed}</SubscribeMsgSentEvent>")
    assert push(xml).news == (Receipt(ACCOUNT, "oLin", "9", "success"),)


def test_events_are_told_apart_by_time_name_and_key() -> None:
    keys = [
        push(xml).key
        for xml in (
            event("CLICK", key="a"),
            event("CLICK", key="b"),
            event("SCAN", key="a"),
            event("CLICK", key="a", at=2),
            event("SCAN", key="x" * 200),
        )
    ]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 128


def test_without_a_number_the_content_tells_messages_apart() -> None:
    same = [push(pushes.words(text, msg_id=0)).key for text in ("a", "b", "a")]
    assert same[0] == same[2] != same[1]


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "nonsense",
        "<xml></xml>",
        "<xml><MsgType>text</MsgType></xml>",
        "<other/>",
        pushes.words("a").replace("<CreateTime>", "<MsgType>event</MsgType><CreateTime>"),
        pushes.words("a").replace("<Content>", "<Content>b</Content><Content>"),
        pushes.words("a").replace("<MsgId>", "<FromUserName>oZhao</FromUserName><MsgId>"),
        pushes.words("a\x01b"),
        pushes.words("a").replace("<![CDATA[a]]>", "a]]>b"),
        message("image", ""),
        event("subscribe_msg_popup_event", "<SubscribeMsgPopupEvent>x</SubscribeMsgPopupEvent>"),
        message("text", "<a>" * 2000 + "</a>" * 2000),
    ],
)
def test_what_cannot_be_read_says_so(xml: str) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011  whatever the library raises
        push(xml)


def test_the_end_of_a_section_in_an_owner_s_words_stays_theirs() -> None:
    text = "a]]><MsgType>event</MsgType><![CDATA[b<!DOCTYPE x>"
    assert heard(pushes.words(text)).text == text
