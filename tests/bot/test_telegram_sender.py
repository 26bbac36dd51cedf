"""What owners see of a message, sent over real HTTP to the fake Bot API."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.channels.channel import FetchFailed, SendFailed
from bot.channels.telegram.account import ALLOWED, Account
from bot.channels.telegram.sender import TelegramChannel
from bot.channels.telegram.setup import connect, set_up
from dialogs.heard import Heard
from dialogs.speech import Button, Spoken
from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, Owner, faults
from tests.fakes.telegram.shapes import bad_request


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
    assert fake.schema_faults == []


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    channel = connect(Account("main", TOKEN, api=fake.url))
    yield channel
    await channel.close()


@pytest.fixture
def lin(fake: FakeTelegram) -> Owner:
    return fake.owner("Lin")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    out = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    path = tmp_path / "photo"
    path.write_bytes(out.getvalue())
    return path


async def send(
    channel: TelegramChannel,
    lin: Owner,
    spoken: Spoken,
    *pictures: Path,
    locale: str = "zh-Hant",
    repeat: bool = False,
) -> list[str]:
    """All parts of a message; the ids they got."""
    ids: list[str] = []
    while True:
        sent = await channel.send(
            str(lin.chat_id), spoken, pictures, locale=locale, repeat=repeat, part=len(ids)
        )
        ids.append(sent.external_id)
        if not sent.more:
            return ids


@pytest.mark.parametrize(
    "text",
    [
        "<b>no tags</b> & &amp; *no* _marks_",
        "漏水 👩‍👩‍👧‍👦",
        "مرحبا \u202eabc",
        "a\ud83d".replace("\ud83d", "?"),
        "<script>",
    ],
)
async def test_a_text_is_shown_as_typed(channel: TelegramChannel, lin: Owner, text: str) -> None:
    await send(channel, lin, Spoken(text))
    assert lin.last().text == text
    assert "entities" not in lin.last().message


async def test_buttons_hang_below_and_links_have_no_preview(
    fake: FakeTelegram, channel: TelegramChannel, lin: Owner
) -> None:
    await send(channel, lin, Spoken("漏水?", (Button("1:w:y", "是"), Button("1:w:n", "否"))))
    assert [(b.label, b.data) for b in lin.last().buttons] == [("是", "1:w:y"), ("否", "1:w:n")]
    assert fake.called("sendMessage")[0].params["link_preview_options"] == {"is_disabled": True}


async def test_a_long_text_comes_in_parts_with_the_buttons_on_the_last(
    channel: TelegramChannel, lin: Owner
) -> None:
    text = "\n\n".join("字👍" * 400 for _ in range(8))
    ids = await send(channel, lin, Spoken(text, (Button("1:a:b", "ok"),)))
    shown = lin.received
    assert ids == [str(each.message_id) for each in shown]
    assert "".join(each.text for each in shown).replace("\n", "") == text.replace("\n", "")
    assert [len(each.buttons) for each in shown] == [0, 0, 1]


@pytest.mark.parametrize(
    ("locale", "mark"), [("zh-Hant", "（重發）"), ("zh-Hans", "（重发）"), ("en", "(resent)")]
)
async def test_a_repeat_carries_its_mark_and_still_fits(
    channel: TelegramChannel, lin: Owner, locale: str, mark: str
) -> None:
    await send(channel, lin, Spoken("字" * 4064), locale=locale, repeat=True)
    assert [each.text for each in lin.received] == [f"{mark}\n{'字' * 4064}"]


async def test_words_stand_below_a_picture_and_an_album(
    channel: TelegramChannel, lin: Owner, photo: Path
) -> None:
    await send(channel, lin, Spoken("done", by="Chen"), photo)
    assert lin.last().text == "👤 Chen\ndone"
    await send(channel, lin, Spoken("all done"), photo, photo, photo)
    assert len(lin.received) == 4
    assert [each.text for each in lin.received if each.text] == ["👤 Chen\ndone", "all done"]


async def test_a_long_caption_becomes_a_message(channel: TelegramChannel, lin: Owner, photo: Path) -> None:
    await send(channel, lin, Spoken("字" * 1100), photo)
    assert [len(each.text) for each in lin.received] == [0, 1100]


async def test_the_phone_is_shared_by_a_key(channel: TelegramChannel, lin: Owner) -> None:
    await send(channel, lin, Spoken("phone?", ask="phone"))
    (key,) = lin.last().keys
    assert key.raw["request_contact"] is True


async def test_words_that_cannot_be_parsed_go_once_as_they_are(
    fake: FakeTelegram, channel: TelegramChannel, lin: Owner
) -> None:
    fake.fails(Fault("unparsable", bad_request("can't parse entities: Unsupported start tag")))
    await send(channel, lin, Spoken("a < b"))
    assert lin.last().text == "a < b"
    fake.fails(Fault("unparsable", bad_request("can't parse entities: x")), times=2)
    with pytest.raises(SendFailed) as failed:
        await send(channel, lin, Spoken("a < b"))
    assert failed.value.permanent


async def test_a_picture_is_fetched(channel: TelegramChannel, lin: Owner) -> None:
    sizes = lin.sends_photo(b"JPEG")["message"]["photo"]
    assert await channel.fetch(f"telegram:{sizes[-1]['file_id']}") == b"JPEG"


async def test_a_file_that_is_not_there_never_will_be(channel: TelegramChannel) -> None:
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("telegram:nothing")
    assert failed.value.permanent


async def test_a_fetch_cut_off_is_tried_again(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.fails(faults.cut(), method="getFile")
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("telegram:x")
    assert not failed.value.permanent


async def test_a_press_is_acknowledged_and_a_late_one_harms_nobody(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.bot.callbacks["q1"] = 9e12
    for query in ("q1", "long ago"):
        channel.acknowledge(Heard(account="", address="", external_id=f"cb:{query}", token="x"))
    await channel.probe()
    while channel._answers:
        await channel.probe()
    assert list(fake.bot.callback_answers) == ["q1"]


async def test_a_bot_is_set_up_for_a_webhook_and_back_for_polling(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    await set_up(channel.bot, webhook="https://x.example/hooks/telegram/main", secret="s" * 32)
    assert fake.bot.webhook
    assert (fake.bot.webhook.secret, fake.bot.allowed) == ("s" * 32, list(ALLOWED))
    await set_up(channel.bot)
    assert fake.bot.webhook is None
    assert {call.params.get("language_code") for call in fake.called("setMyCommands")} == {None, "zh", "en"}


async def test_a_weak_secret_sets_no_webhook(fake: FakeTelegram, channel: TelegramChannel) -> None:
    with pytest.raises(ValueError, match="secret"):
        await set_up(channel.bot, webhook="https://x.example/", secret="short")
    assert fake.bot.webhook is None
