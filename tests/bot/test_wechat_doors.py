"""Coming from WeChat to the web pages, and codes to be scanned."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from bot.channels.web_settings import WebChatSettings
from bot.channels.wechat.doors import Doors, doors
from bot.settings import WeChatSettings
from storage import Session, Store
from storage.tables import Contact, Owner
from tests.fakes.wechat.fake import APPID, SECRET, FakeWeChat
from tests.storage.outgoing import NOW, add_contact

HERE = "https://desk.example"


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        fake.lives_by(lambda: NOW)
        yield fake


@pytest.fixture
def house(store: Store, fake: FakeWeChat) -> Doors:
    settings = WeChatSettings(
        account="main",
        appid=APPID,
        secret=SECRET,
        token="t",
        aes_key="",
        aes_key_previous="",
        centre="",
        api=fake.url,
        plaintext=True,
        public_url=HERE,
    )
    return doors(settings, store, lambda: NOW, WebChatSettings(public_url=HERE))


@pytest.fixture
async def browser(house: Doors) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(house) as browser:
        yield browser


def browsing(house: Doors) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Starlette(routes=house.routes))
    return httpx.AsyncClient(transport=transport, base_url=HERE)


async def begin(browser: httpx.AsyncClient) -> str:
    """To WeChat; the state it shall bring back."""
    keyed = await browser.get("/wechat/main")
    asked = await browser.get(keyed.headers["location"])
    to = urlsplit(asked.headers["location"])
    assert to.netloc == "open.weixin.qq.com"
    query = parse_qs(to.query)
    assert query["redirect_uri"] == [f"{HERE}/wechat/main/back"]
    return query["state"][0]


def bind(store: Store, contact_id: int) -> int:
    """The contact is Lin's."""

    def unit(session: Session) -> int:
        contact = session.get_one(Contact, contact_id)
        owner = Owner(centre_id=contact.centre_id, name="林太")
        session.add(owner)
        session.flush()
        contact.owner_id = owner.id
        return owner.id or 0

    return store.write(unit)


async def back(browser: httpx.AsyncClient, state: str, code: str = "c1") -> httpx.Response:
    return await browser.get("/wechat/main/back", params={"code": code, "state": state})


async def test_whoever_comes_from_wechat_is_known_in_the_web_chat(
    browser: httpx.AsyncClient, store: Store, fake: FakeWeChat
) -> None:
    owner_id = bind(store, add_contact(store, "oLin", account="wechat:main"))
    fake.world.codes["c1"] = {"openid": "oLin", "access_token": "x"}
    arrived = await back(browser, await begin(browser))
    assert (arrived.status_code, arrived.headers["location"]) == (303, "/chat/A")
    chosen = select(Contact.owner_id).where(Contact.account == "web:A")
    assert store.read(lambda session: session.exec(chosen).all()) == [owner_id]


async def test_a_state_is_used_once(browser: httpx.AsyncClient, store: Store, fake: FakeWeChat) -> None:
    bind(store, add_contact(store, "oLin", account="wechat:main"))
    fake.world.codes |= {code: {"openid": "oLin"} for code in ("c1", "c2")}
    state = await begin(browser)
    assert (await back(browser, state)).status_code == 303
    assert (await back(browser, state, "c2")).status_code == 400


async def test_a_state_of_another_browser_is_refused(
    browser: httpx.AsyncClient, house: Doors, fake: FakeWeChat
) -> None:
    fake.world.codes["c1"] = {"openid": "oLin"}
    state = await begin(browser)
    async with browsing(house) as thief:
        await begin(thief)
        assert (await back(thief, state)).status_code == 400
    assert (await back(browser, state)).status_code == 400
    assert "c1" in fake.world.codes


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        ({"openid": "oVirtual", "is_snapshotuser": 1}, 403, "快照"),
        ({"openid": "oStranger"}, 403, "關注"),
        ({}, 502, "重新打開"),
        (None, 502, "重新打開"),
    ],
    ids=["snapshot", "not a follower", "no openid", "code used"],
)
async def test_who_is_not_known_is_told_what_to_do(
    browser: httpx.AsyncClient, fake: FakeWeChat, answer: dict[str, object] | None, status: int, says: str
) -> None:
    if answer is not None:
        fake.world.codes["c1"] = answer
    told = await back(browser, await begin(browser))
    assert told.status_code == status
    assert says in told.text


async def test_a_code_to_be_scanned_carries_the_binding_code(house: Doors, fake: FakeWeChat) -> None:
    assert (await house.invite("abcDEF123_-x")) == "http://weixin.example/q/BINDabcDEF123_-x"
    assert fake.world.scenes["BINDabcDEF123_-x"]["expire_seconds"] == 600
    fake.answers(45009, "/cgi-bin/qrcode")
    assert await house.invite("another") is None
