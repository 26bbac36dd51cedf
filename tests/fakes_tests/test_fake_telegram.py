"""The fake Bot API, seen by python-telegram-bot's own client."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import httpx
import pytest
from aiohttp import ClientSession, web
from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, Nasty, faults
from tests.fakes.telegram.updates import oddities


def picture(width: int = 40, height: int = 30) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def _without_the_deprecated_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with client(fake) as bot:
        yield bot


def client(fake: FakeTelegram) -> Bot:
    return Bot(TOKEN, base_url=fake.base_url, base_file_url=fake.base_file_url)


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"7:{label}")] for label in labels]
    )


async def test_a_message_arrives_on_the_screen_as_shown(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin", language="zh-hant")
    await bot.send_message(
        lin.chat_id, "<b>抱歉</b> &amp; 謝謝", parse_mode="HTML", reply_markup=keyboard("報修")
    )
    assert lin.last().text == "抱歉 & 謝謝"
    assert [b.label for b in lin.last().buttons] == ["報修"]
    assert fake.called("sendMessage")[0].verdict == "ok"
    assert fake.schema_faults == []


async def test_polling_hands_out_each_update_until_it_is_confirmed(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    lin.says("/start flat12")
    (first,) = await bot.get_updates(timeout=5)
    (again,) = await bot.get_updates()
    assert first.update_id == again.update_id
    assert first.message
    assert first.message.text == "/start flat12"
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    assert fake.journal.acknowledged() == {first.update_id}


async def test_a_long_poll_ends_when_something_is_said(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(fake.wait_for, lambda: fake.called("getUpdates"))
    lin.says("漏水")
    (update,) = await poll
    assert update.message
    assert update.message.text == "漏水"


async def test_a_press_carries_what_the_bot_sent(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    sent = await bot.send_message(lin.chat_id, "?", reply_markup=keyboard("報修", "投訴"))
    lin.taps("投")
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query
    assert update.callback_query.data == "7:投訴"
    assert update.callback_query.message
    assert update.callback_query.message.message_id == sent.message_id
    assert await update.callback_query.answer("好")
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query("nobody's")


async def test_an_edit_changes_the_screen_and_the_same_edit_is_refused(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    sent = await bot.send_message(lin.chat_id, "?", reply_markup=keyboard("報修"))
    await sent.edit_reply_markup(None)
    assert lin.last().buttons == []
    await sent.edit_text("報修 ✓")
    assert lin.last().text == "報修 ✓"
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await sent.edit_text("報修 ✓")


async def test_photos_travel_both_ways(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    await bot.send_photo(lin.chat_id, picture(), caption="完成")
    await bot.send_media_group(lin.chat_id, [InputMediaPhoto(picture()), InputMediaPhoto(picture(9, 9))])
    assert [a.text for a in lin.received] == ["完成", "", ""]
    lin.sends_photo(b"the very bytes")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message
    file = await bot.get_file(update.message.photo[-1].file_id)
    assert await file.download_as_bytearray() == b"the very bytes"


async def test_an_album_comes_as_separate_updates_of_one_group(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    group = lin.sends_album([picture(), picture()], caption="浴室")
    lin.sends_photo(picture(), album=group)
    messages = [u.message for u in await bot.get_updates(timeout=5)]
    assert [m.media_group_id for m in messages if m] == [group] * 3


async def test_every_kind_of_message_fits_the_schema_and_the_client(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    said = lin.says("a")
    lin.edits(said, "b")
    lin.sends_voice()
    lin.sends_sticker()
    lin.sends_location()
    lin.sends_document(b"%PDF", name="bill.pdf", mime_type="application/pdf")
    lin.shares_contact("+85212345678")
    lin.forwards_card("+85212345678")
    lin.blocks()
    lin.unblocks()
    lin.sends_unknown_kind()
    assert len(await bot.get_updates(timeout=5)) == 11


async def test_only_the_kinds_asked_for_are_queued(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    await bot.get_updates(allowed_updates=["message"])
    lin.blocks()
    lin.says("hi")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message


REFUSALS = [
    pytest.param(faults.too_many(3), RetryAfter, id="too many"),
    pytest.param(faults.blocked(), Forbidden, id="blocked"),
    pytest.param(faults.deactivated(), Forbidden, id="deactivated"),
    pytest.param(faults.kicked(), Forbidden, id="kicked"),
    pytest.param(faults.chat_not_found(), BadRequest, id="chat not found"),
    pytest.param(faults.migrated(-100_5), ChatMigrated, id="migrated"),
    pytest.param(faults.unauthorized(), InvalidToken, id="unauthorized"),
    pytest.param(faults.bad_gateway(), NetworkError, id="bad gateway"),
    pytest.param(faults.not_json(accepts=False), TelegramError, id="not json"),
    pytest.param(faults.cut(accepts=False), NetworkError, id="cut"),
    pytest.param(faults.hang(0.05), NetworkError, id="hang"),
]


@pytest.mark.parametrize(("fault", "error"), REFUSALS)
async def test_a_fault_ends_one_call_and_nothing_arrives(
    fake: FakeTelegram, bot: Bot, fault: Fault, error: type[TelegramError]
) -> None:
    lin = fake.owner("Lin")
    rule = fake.fails(fault, method="sendMessage", chat_id=lin.chat_id)
    with pytest.raises(error):
        await bot.send_message(lin.chat_id, "hi")
    assert lin.received == []
    assert len(rule.struck) == 1


@pytest.mark.parametrize(
    "fault",
    [faults.cut(), faults.not_json(), faults.bad_gateway(accepts=True), faults.late(0.4)],
    ids=lambda fault: fault.name,
)
async def test_an_accepted_message_is_on_the_screen_though_nobody_was_told(
    fake: FakeTelegram, bot: Bot, fault: Fault
) -> None:
    lin = fake.owner("Lin")
    fake.fails(fault)
    with pytest.raises((NetworkError, TimedOut, TelegramError)):
        await bot.send_message(lin.chat_id, "hi", read_timeout=0.2)
    assert [a.text for a in lin.received] == ["hi"]
    assert fake.called("sendMessage")[0].accepted


async def test_a_call_before_the_told_time_is_refused_and_noted(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    fake.fails(faults.too_many(30))
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(lin.chat_id, "hi")
    assert fake.bot.early_calls == [fake.called("sendMessage")[1].number]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("😀" * 2049, "message is too long"),
        ("<b>x", "Can't find end tag"),
        ("<b>x</i>", "Unmatched end tag"),
        ("a < b", "start tag"),
        ("<marquee>x</marquee>", "Unsupported start tag"),
        ("<b> </b>", "text is empty"),
    ],
)
async def test_text_that_telegram_refuses(fake: FakeTelegram, bot: Bot, text: str, error: str) -> None:
    lin = fake.owner("Lin")
    with pytest.raises(BadRequest, match=f"(?i){error}"):
        await bot.send_message(lin.chat_id, text, parse_mode="HTML")


async def test_callback_data_is_measured_in_bytes(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    await bot.send_message(lin.chat_id, "?", reply_markup=keyboard("長" * 20))
    with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
        await bot.send_message(lin.chat_id, "?", reply_markup=keyboard("長" * 21))


async def test_chats_that_cannot_be_written_to(fake: FakeTelegram, bot: Bot) -> None:
    lin, staff = fake.owner("Lin"), fake.group("工程部")
    lin.blocks()
    old, new = staff.chat_id, staff.becomes_supergroup()
    with pytest.raises(Forbidden):
        await bot.send_message(lin.chat_id, "hi")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "hi")
    assert moved.value.new_chat_id == new
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(31337, "hi")


async def test_a_parameter_the_schema_does_not_know_is_a_schema_fault(fake: FakeTelegram, bot: Bot) -> None:
    lin = fake.owner("Lin")
    with pytest.raises(BadRequest):
        await bot.send_message(lin.chat_id, "hi", api_kwargs={"text_colour": "red"})
    assert fake.schema_faults == ["sendMessage: unknown fields: sendMessage.text_colour"]


async def test_settings_are_kept(fake: FakeTelegram, bot: Bot) -> None:
    await bot.set_my_commands([("start", "開始")])
    await bot.set_webhook("https://desk.example/hook", secret_token="s" * 32, allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert info.allowed_updates == ("message",)
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert fake.bot.settings["setMyCommands"]["commands"][0]["command"] == "start"


async def test_the_second_poller_ends_the_first(fake: FakeTelegram, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(fake.wait_for, lambda: fake.called("getUpdates"))
    async with client(fake) as other:
        await other.get_updates()
    with pytest.raises(Conflict):
        await first


class Hook:
    """A webhook that answers the given statuses in turn, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.heard: list[tuple[str | None, str | None]] = []

    async def answer(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.heard.append((secret, update.get("message", {}).get("text")))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def serving(hook: Hook) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_post("/hook", hook.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


async def test_a_webhook_gets_each_chat_in_order_again_and_again_until_200(
    fake: FakeTelegram, bot: Bot
) -> None:
    hook = Hook(500, 503)
    runner, url = await serving(hook)
    await bot.set_webhook(url, secret_token="top-secret")
    lin = fake.owner("Lin")
    lin.says("one")
    lin.says("two", copies=2)
    await asyncio.to_thread(fake.wait_until_taken)
    assert hook.heard == [("top-secret", text) for text in ("one", "one", "one", "two", "two")]
    await runner.cleanup()


async def test_bad_weather_loses_and_doubles_nothing_that_was_taken(tmp_path: Path) -> None:
    nasty = Nasty(seed=5, redeliver=1.0, shuffle=0.1)
    hook = Hook(500)
    runner, url = await serving(hook)
    with FakeTelegram(nasty=nasty, log=tmp_path / "log", pace=0.01) as fake:
        async with client(fake) as bot:
            await bot.set_webhook(url)
        lin = fake.owner("Lin")
        for word in ("one", "two"):
            lin.says(word)
        await asyncio.to_thread(fake.wait_until_taken)
    await runner.cleanup()
    assert [text for _, text in hook.heard] == ["one", "one", "one", "two", "two"]
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [line["status"] for line in lines if line["what"] == "delivery"] == [500, 200, 200, 200, 200]


def test_the_process_serves_its_doors(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fakes.telegram", "--log", str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = process.stdout.readline().split()[1]
        said = {"owner": "Lin", "act": "says", "with": {"text": "漏水"}}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as doors:
            assert doors.post("/control/acts", json=said).json()["screen"] == []
            updates = doors.get(f"/bot{TOKEN}/getUpdates").json()["result"]
        process.terminate()
    assert [u["message"]["text"] for u in updates] == ["漏水"]
    assert process.returncode == 0
    assert json.loads((tmp_path / "log").read_text())["method"] == "getUpdates"


async def test_oddities_are_handed_out_as_they_are(fake: FakeTelegram) -> None:
    lin = fake.owner("Lin")
    names = list(oddities(by={}, chat={}, at=0))
    for name in names:
        lin.sends_oddity(name)
    async with ClientSession() as session, session.get(f"{fake.base_url}{TOKEN}/getUpdates") as answer:
        assert len((await answer.json())["result"]) == len(names)


def test_a_person_waits_for_an_answer_without_a_loop(fake: FakeTelegram) -> None:
    lin = fake.owner("Lin")

    async def answer() -> None:
        async with Bot(TOKEN, base_url=fake.base_url) as bot:
            (update,) = await bot.get_updates(timeout=5)
            await bot.send_message(lin.chat_id, f"{update.update_id}: 收到")

    desk = Thread(target=asyncio.run, args=(answer(),))
    desk.start()
    lin.says("漏水")
    assert "收到" in lin.hears("收到").text
    desk.join()
