"""The channel as the assembly opens it: its forms are those of the file, and it speaks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.channel import SendFailed
from bot.channels.wechat.forms import read_forms
from bot.channels.wechat.outward import speaking
from dialogs.speech import Spoken
from procedures.reaching import Means, Way
from storage import Store
from storage import reaching as windows
from tests.bot.test_wechat_setting_up import GOOD, SETTINGS
from tests.bot.wechat_post import ACCOUNT
from tests.fakes.wechat.fake import FakeWeChat
from tests.storage.outgoing import NOW


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        fake.lives_by(lambda: NOW)
        yield fake


def forms(store: Store) -> list[str]:
    return [form.template_id for form in store.read(lambda session: windows.forms(session, ACCOUNT))]


async def test_the_forms_of_the_file_are_in_use_and_no_others(
    store: Store, fake: FakeWeChat, tmp_path: Path
) -> None:
    file = tmp_path / "forms.toml"
    file.write_text(GOOD, encoding="utf-8")
    settings = replace(SETTINGS, api=fake.url, forms=read_forms(file))
    async with speaking(settings, store, lambda: NOW):
        assert forms(store) == ["sub"]
    async with speaking(replace(settings, forms=()), store, lambda: NOW):
        assert forms(store) == []


async def test_a_picture_is_uploaded_and_shown_before_the_words(
    sqlite_store: Store, fake: FakeWeChat, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8picture")
    lin = fake.follower("oLin")
    lin.writes(NOW)
    way = Way(Means.SERVICE, most=2)
    async with speaking(replace(SETTINGS, api=fake.url), sqlite_store, lambda: NOW) as channel:
        for part in (0, 1):
            sent = await channel.send(
                "oLin", Spoken("請看"), [picture], locale="zh-Hant", repeat=False, part=part, way=way
            )
    assert not sent.more
    assert [one.words for one in lin.received] == ["[image media-2]", "請看"]
    assert fake.world.media["media-2"] == b"\xff\xd8picture"


async def test_pictures_that_do_not_fit_are_said_to_be_left_out(
    sqlite_store: Store, fake: FakeWeChat, tmp_path: Path
) -> None:
    lin = fake.follower("oLin")
    lin.writes(NOW)
    pictures = [tmp_path / f"{n}.jpg" for n in range(3)]
    way = Way(Means.SERVICE, most=1)
    async with speaking(replace(SETTINGS, api=fake.url), sqlite_store, lambda: NOW) as channel:
        await channel.send("oLin", Spoken("請看"), pictures, locale="zh-Hant", repeat=False, part=0, way=way)
        with pytest.raises(SendFailed):
            await channel.send("oNobody", Spoken("請看"), (), locale="zh-Hant", repeat=False, part=0, way=way)
    assert [one.words for one in lin.received] == ["請看\n\n另有 3 張圖片無法在此顯示，請向服務中心索取。"]
