"""Setting a service account up: its menu, its templates, and a look that names what is wrong."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.wechat.client import Account, WeChatClient
from bot.channels.wechat.commands import set_menu
from bot.channels.wechat.forms import WrongForms, read_forms
from bot.channels.wechat.menus import set_menus
from bot.channels.wechat.reading import OUTSIDE
from bot.doctor.wechat import look_at
from bot.settings import WeChatSettings
from storage import Store
from storage.reaching import Registered
from tests.bot.test_cli import huifang
from tests.fakes.wechat.books import Template
from tests.fakes.wechat.fake import APPID, SECRET, FakeWeChat
from tests.storage.outgoing import NOW

SETTINGS = WeChatSettings(
    account="main",
    appid=APPID,
    secret=SECRET,
    token="t",
    aes_key="k" * 43,
    aes_key_previous="",
    centre="",
    api="",
    plaintext=False,
    public_url="https://desk.example",
)
FORM = Registered("revisit", "template", "tpl", {"thing1": "text", "time2": "at"})
GOOD = """
[[form]]
purpose = "revisit"
kind = "subscription"
id = "sub"
link = "https://mp.weixin.qq.com/s/abc"
fields = { thing1 = "about", character_string2 = "number", phrase3 = "=待回复" }
"""


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        fake.lives_by(lambda: NOW)
        yield fake


@pytest.fixture
async def client(sqlite_store: Store, fake: FakeWeChat) -> AsyncIterator[WeChatClient]:
    client = WeChatClient(Account("main", APPID, SECRET, fake.url), sqlite_store, lambda: NOW)
    yield client
    await client.close()


async def faults(client: WeChatClient, *forms: Registered, settings: WeChatSettings = SETTINGS) -> list[str]:
    found = look_at(client, replace(settings, forms=forms))
    return [finding.fault async for finding in found if not finding.is_sound]


def test_the_menu_is_set_and_each_button_is_one_that_we_hear(sqlite_store: Store, fake: FakeWeChat) -> None:
    set_menu(replace(SETTINGS, api=fake.url), sqlite_store, "zh-Hans", lambda: NOW)
    assert fake.world.menu
    buttons = [one for group in fake.world.menu["button"] for one in group["sub_button"]]
    assert all(OUTSIDE.fullmatch(one["key"]) for one in buttons if one["type"] == "click")
    assert [one["url"] for one in buttons if one["type"] == "view"] == ["https://desk.example/wechat/main"]


async def test_a_sound_account_has_no_fault(client: WeChatClient, fake: FakeWeChat) -> None:
    await set_menus(client, "zh-Hans", "")
    fake.world.books.templates["tpl"] = Template(("thing1", "time2"))
    assert await faults(client, FORM) == []


async def test_a_menu_for_all_alone_is_named(client: WeChatClient, fake: FakeWeChat) -> None:
    fake.world.menu = {"button": []}
    assert await faults(client) == ["run `huifang wechat menu`"]


async def test_what_is_missing_is_named(client: WeChatClient, fake: FakeWeChat) -> None:
    fake.world.books.templates["other"] = Template(("thing1",))
    subscription = FORM._replace(kind="subscription", template_id="other")
    said = "\n".join(await faults(client, FORM, FORM._replace(template_id="other"), subscription))
    assert "huifang wechat menu" in said
    assert "tpl: the account has no such template" in said
    assert "other: its fields are thing1, ours are thing1, time2" in said
    assert "no such subscription" in said


@pytest.mark.parametrize(
    ("code", "says"),
    [(40164, "white-list"), (40125, "HUIFANG_WECHAT_SECRET"), (40013, "HUIFANG_WECHAT_APPID")],
)
async def test_without_a_token_nothing_else_is_asked(
    client: WeChatClient, fake: FakeWeChat, code: int, says: str
) -> None:
    fake.answers(code, "/cgi-bin/stable_token")
    [fault] = await faults(client, FORM)
    assert says in fault
    assert fake.world.paths() == ["/cgi-bin/stable_token"]


@pytest.mark.parametrize(
    ("url", "says"), [("", "HUIFANG_PUBLIC_URL"), ("https://desk.example:8443", "80 and 443")]
)
async def test_an_address_that_wechat_cannot_call_is_named(
    client: WeChatClient, fake: FakeWeChat, url: str, says: str
) -> None:
    await set_menus(client, "zh-Hans", "")
    [fault] = await faults(client, settings=replace(SETTINGS, public_url=url))
    assert says in fault


def test_forms_are_read_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "forms.toml"
    file.write_text(GOOD, encoding="utf-8")
    [form] = read_forms(file)
    assert (form.purpose, form.kind, form.template_id) == ("revisit", "subscription", "sub")
    assert form.fields["phrase3"] == "=待回复"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("revisit", "advert", "purpose is one of revisit, progress"),
        ("subscription", "letter", "kind is one of"),
        ('"sub"', '""', "id is"),
        ("https://mp", "http://mp", "link begins"),
        ('"about"', '"weather"', "thing1 holds one of"),
        ("thing1", "picture1", "picture1: a field is one of"),
        ("[[form]]", "[form]", "entries"),
        ("link", "lnik", "an entry has"),
    ],
)
def test_a_wrong_form_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "forms.toml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WrongForms, match="HUIFANG_WECHAT_FORMS") as wrong:
        read_forms(file)
    assert says in str(wrong.value)


def test_doctor_looks_at_the_account(tmp_path: Path, fake: FakeWeChat) -> None:
    settings = {
        "HUIFANG_WECHAT_APPID": APPID,
        "HUIFANG_WECHAT_SECRET": "wrong",
        "HUIFANG_WECHAT_TOKEN": "token",
        "HUIFANG_WECHAT_AES_KEY": "k" * 43,
        "HUIFANG_WECHAT_API": fake.url,
    }
    huifang(tmp_path, "migrate")
    said = huifang(tmp_path, "doctor", **settings)
    assert said.returncode == 1, said.stderr
    assert "wechat main: access token: WRONG: the AppSecret is wrong" in said.stdout
    assert "wechat main: address: WRONG: HUIFANG_PUBLIC_URL" in said.stdout
