"""huifang wechat ..."""

from typing import Annotated

import typer

from bot.channels.wechat import commands
from bot.commands.opening import archive, now, without_secret
from bot.settings import WeChatFields, WrongSettings
from locales import LOCALES

app = typer.Typer(no_args_is_help=True)


@app.command("menu")
def set_menu(
    locale: Annotated[str, typer.Option(help="zh-Hant, zh-Hans, en")] = "zh-Hans",
) -> None:
    """Set the menus below the owners' conversation; they see them within five minutes."""
    wechat = without_secret(WeChatFields).wechat
    if wechat is None:
        raise WrongSettings("HUIFANG_WECHAT_APPID: needed for this")
    if locale not in LOCALES:
        raise typer.BadParameter("one of " + ", ".join(LOCALES), param_hint="--locale")
    with archive() as store:
        try:
            commands.set_menu(wechat, store, locale, now)
        except RuntimeError as fault:
            raise WrongSettings(f"WeChat did not take the menu: {fault}") from None
    typer.echo("the menus are set: one for all, one for owners whose flat is known")
