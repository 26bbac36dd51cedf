"""The doctor looks at staff groups and at WeCom, live."""

from collections.abc import Iterator

import pytest

from desk import staff_groups
from desk.staff_groups import APP, ROBOT, GroupKind, Wanted
from storage import Store
from storage.sealing import seal
from tests.bot.test_doctor import fake, found, settings
from tests.desk.cast import MORNING, Town, seed
from tests.fakes.telegram import FakeTelegram
from tests.fakes.wecom import AGENT, CORP, SECRET, FakeWeCom
from tests.groups.room import opened

__all__ = ["fake"]


@pytest.fixture
def town(sqlite_store: Store) -> Town:
    return seed(sqlite_store)


@pytest.fixture
def wecom() -> Iterator[FakeWeCom]:
    with FakeWeCom(lambda: MORNING) as fake:
        yield fake


def add(town: Town, kind: GroupKind, account: str, address: str = "") -> None:
    wanted, by = Wanted("客服群"), town.staff["wang"]
    town.do(staff_groups.add, wanted, kind, account=account, address=address, by=by)


async def test_a_telegram_group_is_looked_at(town: Town, fake: FakeTelegram) -> None:
    async with opened(town, fake, Wanted("工程部"), topics=True) as room:
        sound = (await found(settings(fake), town.store))[-1]
        fake.bot.rights[room.chat.chat_id] = "member"
        (*_, no_topics) = await found(settings(fake), town.store)
        room.chat.removes_bot()
        (*_, kicked) = await found(settings(fake), town.store)
    assert str(sound) == "telegram group 工程部: ok (administrator, reads commands and replies)"
    assert "may not make topics" in no_topics.fault
    assert "kicked" in kicked.fault


async def test_a_group_that_is_not_connected_is_said(town: Town, fake: FakeTelegram) -> None:
    add(town, GroupKind.TELEGRAM, "telegram:main")
    (*_, last) = await found(settings(fake), town.store)
    assert last.fault.startswith("not connected")


async def test_wecom_is_asked_for_the_application(town: Town, fake: FakeTelegram, wecom: FakeWeCom) -> None:
    ours = {"wecom_corp_id": CORP, "wecom_agent_id": AGENT, "wecom_secret": SECRET, "wecom_api": wecom.url}
    *_, sound, callback = await found(settings(fake, **ours), town.store)
    assert (sound.note, callback.note) == ("回訪", "not set: members cannot write to the application")
    *_, wrong, _ = await found(settings(fake, **{**ours, "wecom_secret": "wrong"}), town.store)
    assert "40001" in wrong.fault
    assert "wrong" not in wrong.fault


async def test_a_robots_key_that_does_not_open_is_said(town: Town, fake: FakeTelegram) -> None:
    add(town, GroupKind.WECOM_ROBOT, ROBOT, seal("another", "k" * 36))
    add(town, GroupKind.WECOM_APP, APP, "@all")
    (*_, last) = await found(settings(fake), town.store)
    assert "enter it again" in last.fault
