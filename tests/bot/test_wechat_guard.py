"""Nothing is read that is not signed, of now and for us; wechatpy's crypto is the independent witness."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode

import pytest
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import check_signature

from bot.channels.wechat.guard import Guard, Keys, Refused
from bot.channels.wechat.passive import seal
from bot.channels.wechat.reading import read
from dialogs.heard import Heard
from tests.fakes.wechat import published, pushes
from tests.fakes.wechat.pusher import ENVELOPE, Account, signed

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
OURS, OTHER = Account(), Account(appid="wxanotheraccount0")
OLD = Account(aes=base64.b64encode(b"o" * 32).decode().rstrip("="))
XML = pushes.words("漏水", msg_id=7)
WITNESS = WeChatCrypto(OURS.token, OURS.aes, OURS.appid)


def a_guard(*aes: str, plaintext: bool = False) -> Guard:
    keys = Keys(OURS.appid, OURS.token, aes or (OURS.aes,), plaintext=plaintext)
    return Guard(keys, lambda: NOW)


GUARD = a_guard()


def opened(query: str, body: bytes, guard: Guard = GUARD) -> bytes:
    return guard.open(guard.admit(query.encode()), body).xml


def forged(xml: str, account: Account = OURS, *, at: int = AT, nonce: str = "n0") -> tuple[str, bytes]:
    """A push made by wechatpy, which shares no line with ours."""
    crypto = WeChatCrypto(account.token, account.aes, account.appid)
    reply = crypto.encrypt_message(xml, nonce, str(at))
    sealed = reply.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    signature = reply.partition("<MsgSignature><![CDATA[")[2].partition("]]>")[0]
    query = {
        "signature": signed(account.token, str(at), nonce),
        "timestamp": str(at),
        "nonce": nonce,
        "msg_signature": signature,
    }
    return urlencode(query), ENVELOPE.format(us=account.us, sealed=sealed).encode()


def test_a_push_made_by_another_library_is_opened() -> None:
    assert opened(*forged(XML)).decode() == XML


def test_the_fake_s_own_pushes_are_opened_by_both() -> None:
    query, body = OURS.push(XML, AT)
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    check_signature(OURS.token, asked["signature"], asked["timestamp"], asked["nonce"])
    witness = WITNESS.decrypt_message(body, asked["msg_signature"], asked["timestamp"], asked["nonce"])
    assert witness == opened(query, body).decode() == XML


@pytest.mark.parametrize("size", [0, 1, 11, 12, 31, 32, 33, 600, 5000])
def test_what_we_seal_another_library_opens(size: int) -> None:
    text = "水" * size
    sealed = seal(text.encode(), base64.b64decode(OURS.aes + "="), OURS.appid.encode(), random=b"r" * 16)
    signature = signed(OURS.token, "1", "n", sealed)
    assert WITNESS.decrypt_message({"Encrypt": sealed}, signature, "1", "n") == text


@pytest.mark.parametrize("minutes", [-10, -5, 0, 9.9, 10])
def test_a_push_of_now_is_taken(minutes: float) -> None:
    assert opened(*forged(XML, at=AT + int(minutes * 60)))


@pytest.mark.parametrize("change", [timedelta(minutes=-11), timedelta(seconds=601), timedelta(days=365)])
def test_an_old_or_a_future_push_is_refused(change: timedelta) -> None:
    with pytest.raises(Refused):
        opened(*forged(XML, at=AT + int(change.total_seconds())))


def test_each_key_in_use_opens_and_answers() -> None:
    guard = a_guard(OURS.aes, OLD.aes)
    for account in (OURS, OLD):
        query, body = forged(XML, account)
        assert guard.open(guard.admit(query.encode()), body).key == base64.b64decode(account.aes + "=")


@pytest.mark.parametrize("account", [OTHER, OLD, Account(token="other")], ids=["AppID", "key", "token"])
def test_what_is_for_somebody_else_is_refused(account: Account) -> None:
    with pytest.raises(Refused):
        opened(*forged(XML, account))


def test_another_body_under_the_same_signature_is_refused() -> None:
    query, _ = forged(XML)
    _, other = forged(pushes.words("別的"))
    with pytest.raises(Refused):
        opened(query, other)


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce", "msg_signature"])
@pytest.mark.parametrize("value", ["", "1", "x" * 40, "０" * 10, "-5", "1e9", None])
def test_every_parameter_counts(name: str, value: str | None) -> None:
    query, body = forged(XML)
    asked = {each: values[0] for each, values in parse_qs(query).items()}
    left = {**asked, name: value} if value is not None else {k: v for k, v in asked.items() if k != name}
    with pytest.raises(Refused):
        opened(urlencode(left), body)


@pytest.mark.parametrize("extra", ["&nonce=n0", "&msg_signature=", "&a=1" * 30, "&%ff=%zz&\xff=1"])
def test_parameters_that_come_twice_or_in_crowds_are_refused(extra: str) -> None:
    query, body = forged(XML)
    with pytest.raises(Refused):
        GUARD.open(GUARD.admit((query + extra).encode("latin-1")), body + b"<")


def test_no_prefix_of_a_push_is_taken() -> None:
    query, body = forged(XML)
    asked = GUARD.admit(query.encode())
    for size in range(len(body)):
        with pytest.raises(Refused):
            GUARD.open(asked, body[:size])


@pytest.mark.parametrize("flip", [1, 0x20, 0x80, 0xFF])
def test_no_byte_of_a_push_can_be_changed(flip: int) -> None:
    query, body = forged(XML)
    asked = GUARD.admit(query.encode())
    for at in range(len(body)):
        changed = body[:at] + bytes([body[at] ^ flip]) + body[at + 1 :]
        with pytest.raises(Refused):
            GUARD.open(asked, changed)


def test_noise_is_refused() -> None:
    query, _ = forged(XML)
    asked = GUARD.admit(query.encode())
    for size in range(0, 400, 7):
        with pytest.raises(Refused):
            GUARD.open(asked, secrets.token_bytes(size))


DOCTYPE = '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
# 21 KB that a parser makes 8 MB of
GROWS = f'<!DOCTYPE x [<!ENTITY a "{"x" * 20_000}"><!ENTITY b "{"&a;" * 400}">]>'


@pytest.mark.parametrize("markup", [DOCTYPE, GROWS, "<!-- a -->", "<!ELEMENT a>"])
def test_markup_is_refused_outside_and_inside(markup: str) -> None:
    query, body = forged(XML)
    with pytest.raises(Refused):
        opened(query, markup.encode() + body)
    with pytest.raises(Refused):
        opened(query, body.replace(b"<Encrypt>", markup.encode() + b"<Encrypt>"))
    with pytest.raises(Refused):
        opened(*forged(markup + XML))


def test_what_looks_like_markup_in_an_owner_s_words_is_theirs() -> None:
    xml = pushes.words("<!DOCTYPE x> ]]> <!-- a -->")
    assert opened(*forged(xml)).decode() == xml


def test_too_much_is_refused() -> None:
    query, body = forged(pushes.words("水" * 20_000))
    assert len(body) > 64 * 1024
    with pytest.raises(Refused):
        opened(query, body)


@pytest.mark.parametrize(
    "changed",
    [
        lambda body: body.replace(b"<Encrypt>", b"<Encrypt>x</Encrypt><Encrypt>"),
        lambda body: body.replace(b"</xml>", b"<Encrypt>x</Encrypt></xml>"),
        lambda body: body + body,
        lambda body: body.replace(b"gh_centre", b"gh_other"),
        lambda body: body.replace(b"<xml>", b"<xml><FromUserName>oZhao</FromUserName>"),
        lambda body: body.replace(b"]]></Encrypt>", b"\n]]></Encrypt>"),
    ],
    ids=["twice", "twice, later", "two bodies", "another account", "another sender", "white space"],
)
def test_an_envelope_must_say_what_its_message_says(changed: Callable[[bytes], bytes]) -> None:
    query, body = forged(XML)
    with pytest.raises(Refused):
        opened(query, changed(body))


def test_an_envelope_may_have_lines_and_fields_of_its_own() -> None:
    query, body = forged(XML)
    spaced = body.replace(b"><E", b">\n  <AgentID>3</AgentID>\n<E").replace(b"</xml>", b"\n</xml>\n")
    assert opened(query, spaced).decode() == XML


def test_plain_messages_are_taken_only_when_that_is_wished_for() -> None:
    query = urlencode({"signature": signed(OURS.token, str(AT), "n"), "timestamp": AT, "nonce": "n"})
    with pytest.raises(Refused):
        opened(query, XML.encode())
    assert opened(query, XML.encode(), a_guard("", plaintext=True)).decode() == XML


def test_without_a_key_there_is_no_guard() -> None:
    with pytest.raises(ValueError, match="EncodingAESKey"):
        a_guard("", "")


def test_the_address_is_echoed_to_wechat_alone() -> None:
    asked = {"signature": signed(OURS.token, str(AT), "n"), "timestamp": AT, "nonce": "n"}
    assert GUARD.echo(urlencode({**asked, "echostr": "5927110344"}).encode()) == b"5927110344"
    for wrong in ({"signature": "0" * 40}, {"echostr": "<script>"}, {"echostr": "1" * 300}, {}):
        with pytest.raises(Refused):
            GUARD.echo(urlencode({**asked, **wrong}).encode())


def test_keys_do_not_show() -> None:
    keys = Keys(OURS.appid, OURS.token, (OURS.aes,))
    assert OURS.token not in repr(keys)
    assert OURS.aes not in repr(keys)


def test_the_signature_is_sha1_over_what_is_sorted() -> None:
    """The layout of WeChat's document: token, timestamp and nonce in order, joined, SHA-1 in hex."""
    assert signed("b", "1", "a") == hashlib.sha1(b"1ab", usedforsecurity=False).hexdigest()


def test_the_published_text_is_sealed_as_published() -> None:
    key = base64.b64decode(published.KEY + "=")
    sealed = seal(published.TEXT.encode(), key, published.APPID.encode(), random=published.RANDOM)
    assert sealed == published.SEALED


def test_the_published_push_is_opened() -> None:
    at, nonce = str(published.PUSHED_AT), published.PUSH_NONCE
    keys = Keys(published.PUSHED_TO, published.PUSH_TOKEN, (published.KEY,))
    guard = Guard(keys, lambda: datetime.fromtimestamp(published.PUSHED_AT, UTC))
    asked = {
        "signature": signed(published.PUSH_TOKEN, at, nonce),
        "timestamp": at,
        "nonce": nonce,
        "msg_signature": published.PUSH_SIGNATURE,
    }
    body = ENVELOPE.format(us="gh_10f6c3c3ac5a", sealed=published.PUSH_SEALED).encode()
    xml = opened(urlencode(asked), body, guard)
    assert heard_text(xml) == ("oyORnuP8q7ou2gfYjqLzSIWZf0rs", "abcdteT")


def heard_text(xml: bytes) -> tuple[str, str]:
    inbound = read(xml, "wechat:main").inbound
    assert isinstance(inbound, Heard)
    return inbound.address, inbound.text
