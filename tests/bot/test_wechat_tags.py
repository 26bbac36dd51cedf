"""Owners whose flat is known see a menu of their own, by a tag that WeChat keeps."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.channels.wechat.client import Account, WeChatClient
from bot.channels.wechat.menus import set_menus
from bot.channels.wechat.tags import NAME, Tagging
from desk.reach import reach
from storage import Session, Store
from storage.tables import Contact, MenuTag, Owner
from tests.bot.wechat_post import ACCOUNT
from tests.fakes.wechat.fake import APPID, SECRET, FakeWeChat
from tests.storage.outgoing import NOW, add_contact

PUT_ON = "/cgi-bin/tags/members/batchtagging"


@dataclass
class House:
    """A service account with its tagging, at a time that tests move."""

    store: Store
    fake: FakeWeChat
    client: WeChatClient
    tagging: Tagging
    now: datetime = NOW

    def adds(self, openid: str, *, bound: bool = True, follows: bool = True) -> None:
        contact_id = add_contact(self.store, openid, account=ACCOUNT)
        self.fake.follower(openid).following = follows
        if bound:
            self.store.write(lambda session: bind(session, contact_id))

    def menu(self, openid: str) -> list[str]:
        shown = self.fake.world.menu_of(openid) or {"button": []}
        return [one["key"] for group in shown["button"] for one in group["sub_button"] if "key" in one]

    async def settle(self) -> None:
        while await self.tagging.step():
            pass

    def calls(self) -> int:
        return self.fake.world.paths().count(PUT_ON)

    def states(self) -> list[str]:
        return self.store.read(lambda session: [row.state for row in session.exec(select(MenuTag))])


def bind(session: Session, contact_id: int) -> None:
    contact = session.get_one(Contact, contact_id)
    owner = Owner(centre_id=contact.centre_id, name="林")
    session.add(owner)
    session.flush()
    contact.owner_id = owner.id


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        yield fake


@pytest.fixture
async def house(store: Store, fake: FakeWeChat) -> AsyncIterator[House]:
    client = WeChatClient(Account("main", APPID, SECRET, fake.url), store, lambda: made.now)
    made = House(store, fake, client, Tagging(client, store, lambda: made.now))
    fake.lives_by(lambda: made.now)
    yield made
    await client.close()


async def test_whoever_is_bound_sees_visits_where_others_see_how_to_be_bound(house: House) -> None:
    for openid, bound in (("oLin", True), ("oWu", False)):
        house.adds(openid, bound=bound)
    await set_menus(house.client, "zh-Hans", "")
    await house.settle()
    assert "0:menu:visits" in house.menu("oLin")
    assert "0:menu:bind" not in house.menu("oLin")
    assert "0:menu:bind" in house.menu("oWu")


async def test_menus_that_are_set_again_replace_the_old_ones(house: House) -> None:
    for _ in range(2):
        await set_menus(house.client, "zh-Hans", "")
    assert len(house.fake.world.conditional) == 1
    assert list(house.fake.world.tags) == [NAME]


async def test_nobody_is_tagged_twice_and_whoever_comes_back_is_again(house: House) -> None:
    house.adds("oLin")
    await house.settle()
    await house.settle()
    assert house.calls() == 1
    for reachable in (False, True):
        house.store.write(
            lambda session, reachable=reachable: reach(
                session, ACCOUNT, "oLin", reachable=reachable, now=house.now
            )
        )
    await house.settle()
    assert house.calls() == 2


async def test_one_who_is_no_follower_keeps_nobody_else_from_the_menu(house: House) -> None:
    for openid, follows in (("oLin", True), ("oGone", False), ("oHe", True)):
        house.adds(openid, follows=follows)
    await house.settle()
    assert [bool(house.fake.world.tagged.get(one)) for one in ("oLin", "oGone", "oHe")] == [True, False, True]
    assert sorted(house.states()) == ["on", "on", "refused"]


@pytest.mark.parametrize("code", [-1, 45009, 45011, 48001, 40013])
async def test_an_account_that_is_refused_rests_and_goes_on_later(house: House, code: int) -> None:
    house.adds("oLin")
    rule = house.fake.answers(code, PUT_ON)
    for _ in range(5):
        await house.tagging.step()
    assert (house.calls(), house.states()) == (1, [])
    rule.times = 0
    house.now += timedelta(days=1)
    await house.settle()
    assert house.states() == ["on"]


async def test_a_tag_that_somebody_took_away_is_made_again(house: House) -> None:
    house.adds("oLin")
    await house.settle()
    house.fake.world.tags.clear()
    house.adds("oHe")
    await house.settle()
    house.now += timedelta(hours=2)
    await house.settle()
    assert house.states() == ["on", "on"]


async def test_while_wechat_is_away_nothing_is_lost(house: House) -> None:
    house.adds("oLin")
    house.fake.goes_away()
    await house.settle()
    house.fake.comes_back()
    house.now += timedelta(minutes=2)
    await house.settle()
    assert house.states() == ["on"]
