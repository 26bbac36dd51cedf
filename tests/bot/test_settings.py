"""Settings are read once and strictly; a wrong one stops the start and is named."""

from pathlib import Path

import pytest

from bot.settings import Mode, Settings, WeChatFields, WrongSettings, read_part, read_settings

SECRET = "s" * 32
GOOD = {"HUIFANG_SECRET": SECRET}
BOT = {**GOOD, "HUIFANG_TELEGRAM_TOKEN": "1:a"}
HOOK = {
    **BOT,
    "HUIFANG_TELEGRAM_MODE": "webhook",
    "HUIFANG_TELEGRAM_SECRET": "t" * 32,
    "HUIFANG_PUBLIC_URL": "https://desk.example",
}
WECHAT = {
    **GOOD,
    "HUIFANG_WECHAT_APPID": "wx0123456789abcdef",
    "HUIFANG_WECHAT_SECRET": "w" * 32,
    "HUIFANG_WECHAT_TOKEN": "token",
    "HUIFANG_WECHAT_AES_KEY": "k" * 43,
}


def without(name: str) -> dict[str, str]:
    return {each: value for each, value in WECHAT.items() if each != name}


def test_every_setting_is_in_the_readme() -> None:
    readme = Path("README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"HUIFANG_{name.upper()}`" not in readme]
    assert missing == []


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "HUIFANG_SECRET"),
        ({"HUIFANG_SECRET": "short"}, "HUIFANG_SECRET: needs at least 32"),
        ({**GOOD, "HUIFANG_PORT": "eighty"}, "HUIFANG_PORT"),
        ({**GOOD, "HUIFANG_PROT": "8000"}, "HUIFANG_PROT: there is no such setting"),
        ({**GOOD, "HUIFANG_ROLE": "both"}, "HUIFANG_ROLE"),
        ({**GOOD, "HUIFANG_PUBLIC_URL": "desk.example"}, "HUIFANG_PUBLIC_URL"),
        ({**GOOD, "HUIFANG_SECRET_FILE": "/nowhere/secret"}, "HUIFANG_SECRET_FILE: No such file"),
        ({**GOOD, "HUIFANG_FAILPOINT": "store.before_commit"}, "HUIFANG_FAILPOINT: only with"),
        ({**GOOD, "HUIFANG_CLOCK": "P1D"}, "HUIFANG_CLOCK: only with"),
        ({**HOOK, "HUIFANG_TELEGRAM_SECRET": ""}, "HUIFANG_TELEGRAM_SECRET: webhook mode needs"),
        ({**HOOK, "HUIFANG_TELEGRAM_SECRET": "t" * 31}, "HUIFANG_TELEGRAM_SECRET: webhook mode needs"),
        ({**HOOK, "HUIFANG_TELEGRAM_SECRET": "t" * 31 + " !"}, "HUIFANG_TELEGRAM_SECRET: only letters"),
        ({**HOOK, "HUIFANG_PUBLIC_URL": "http://desk.example"}, "HUIFANG_PUBLIC_URL: webhook mode"),
        ({**WECHAT, "HUIFANG_WECHAT_APPID": "nothing"}, "HUIFANG_WECHAT_APPID"),
        ({**WECHAT, "HUIFANG_WECHAT_AES_KEY": "short"}, "HUIFANG_WECHAT_AES_KEY: 43 letters"),
        ({**WECHAT, "HUIFANG_WECHAT_TOKEN": "a b"}, "HUIFANG_WECHAT_TOKEN: 3 to 32"),
        (without("HUIFANG_WECHAT_AES_KEY"), "HUIFANG_WECHAT_AES_KEY: the encrypted mode is required"),
        (without("HUIFANG_WECHAT_SECRET"), "HUIFANG_WECHAT_SECRET: needed"),
        (without("HUIFANG_WECHAT_TOKEN"), "HUIFANG_WECHAT_TOKEN: needed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(environ)
    assert named in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "named"),
    [(None, "No such file"), ("[[form]]\n", "form 1: purpose is one of"), ("[[", "forms.toml")],
    ids=["no file", "no purpose", "no TOML"],
)
def test_wrong_forms_stop_the_start_by_the_name_of_their_setting(
    tmp_path: Path, text: str | None, named: str
) -> None:
    file = tmp_path / "forms.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongSettings, match="HUIFANG_WECHAT_FORMS") as wrong:
        read_settings({**WECHAT, "HUIFANG_WECHAT_FORMS": str(file)})
    assert named in str(wrong.value)


def test_files_that_settings_name_are_read_once(tmp_path: Path) -> None:
    file = tmp_path / "forms.toml"
    file.write_text("")
    settings = read_settings({**WECHAT, "HUIFANG_WECHAT_FORMS": str(file)})
    file.unlink()
    assert settings.wechat
    assert settings.wechat.forms == ()


def test_a_command_of_one_channel_needs_nothing_of_the_others() -> None:
    broken = {**WECHAT, **HOOK, "HUIFANG_PUBLIC_URL": "http://desk.example"}
    with pytest.raises(WrongSettings, match="HUIFANG_PUBLIC_URL"):
        read_settings(broken)
    assert read_part(WeChatFields, broken).wechat
    with pytest.raises(WrongSettings, match="HUIFANG_PROT"):
        read_part(WeChatFields, {**broken, "HUIFANG_PROT": "8000"})


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    settings = read_settings({"HUIFANG_SECRET_FILE": str(tmp_path / "secret")})
    assert settings.secret.get_secret_value() == SECRET


def test_secrets_do_not_show() -> None:
    settings = read_settings(HOOK)
    assert SECRET not in repr(settings)
    assert "t" * 32 not in repr(settings.telegram)


def test_without_a_token_there_is_no_bot() -> None:
    assert read_settings(GOOD).telegram is None
    bot = read_settings(BOT).telegram
    assert bot
    assert bot.mode is Mode.POLLING


def test_unencrypted_messages_of_wechat_must_be_wished_for() -> None:
    wechat = read_settings({**without("HUIFANG_WECHAT_AES_KEY"), "HUIFANG_WECHAT_PLAINTEXT": "true"}).wechat
    assert wechat
    assert wechat.plaintext
    assert "w" * 32 not in repr(wechat)
