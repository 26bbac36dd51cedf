"""Several bots in a file, and WeCom's settings; a wrong one stops the start and is named."""

from pathlib import Path

import pytest

from bot.settings import Mode, WrongSettings, read_settings

GOOD = {"HUIFANG_SECRET": "s" * 32}
WECOM = {
    **GOOD,
    "HUIFANG_WECOM_CORP_ID": "ww1",
    "HUIFANG_WECOM_AGENT_ID": "7",
    "HUIFANG_WECOM_SECRET": "x",
}


def bots(folder: Path, text: str, **more: str) -> dict[str, str]:
    file = folder / "bots.toml"
    file.write_text(text, encoding="utf-8")
    return {**GOOD, "HUIFANG_TELEGRAM_BOTS": str(file), **more}


def test_the_bots_of_the_file_stand_beside_the_single_one(tmp_path: Path) -> None:
    text = '[garden]\ntoken = "1:a"\ncentre = "g"\n[harbour]\ntoken = "2:b"\n'
    settings = read_settings(bots(tmp_path, text, HUIFANG_TELEGRAM_TOKEN="3:c"))
    assert [(bot.account, bot.centre, bot.mode) for bot in settings.telegrams] == [
        ("main", "", Mode.POLLING),
        ("garden", "g", Mode.POLLING),
        ("harbour", "", Mode.POLLING),
    ]
    assert "1:a" not in repr(settings.telegrams)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[garden]\n", "garden: needs its token"),
        ('[garden]\ntoken = "1:a"\ncolour = "red"\n', "garden: there is no colour"),
        ('[Garden]\ntoken = "1:a"\n', "Garden: a bot is a table with a short name"),
        ('[a]\ntoken = "1:a"\n[b]\ntoken = "1:a"\n', "a name or a token is there twice"),
        ('[main]\ntoken = "1:a"\n', "a name or a token is there twice"),
        ('[a]\ntoken = "1:a"\nmode = "hook"\n', "a: the mode is polling or webhook"),
        ('[a]\ntoken = "1:a"\nmode = "webhook"\nsecret = "short"\n', "a: webhook mode needs a secret"),
        ("token = ", "this is no TOML"),
    ],
    ids=lambda value: value.splitlines()[0] if value else "",
)
def test_a_wrong_bot_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(bots(tmp_path, text, HUIFANG_TELEGRAM_TOKEN="3:c"))
    assert named in str(wrong.value)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"HUIFANG_WECOM_AGENT_ID": "0"}, "HUIFANG_WECOM_AGENT_ID, HUIFANG_WECOM_SECRET: both"),
        ({"HUIFANG_WECOM_TOKEN": "t"}, "HUIFANG_WECOM_TOKEN, HUIFANG_WECOM_AES_KEY: both or none"),
        ({"HUIFANG_WECOM_TOKEN": "t", "HUIFANG_WECOM_AES_KEY": "short"}, "HUIFANG_WECOM_AES_KEY: 43"),
    ],
    ids=["no agent", "no key", "short key"],
)
def test_a_wrong_application_is_named(more: dict[str, str], named: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({**WECOM, **more})
    assert named in str(wrong.value)


def test_an_application_without_callback_only_speaks() -> None:
    wecom = read_settings(WECOM).wecom
    assert wecom
    assert (wecom.agent_id, wecom.hears) == (7, False)
