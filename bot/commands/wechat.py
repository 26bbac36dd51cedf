"""huifang wechat ..."""

from typing import Annotated

import typer

from bot.channels.wechat import commands
from bot.commands.opening import archive, now
from bot.settings import WrongSettings, read_settings
from locales import LOCALES

app = typer.Typer(no_args_is_help=True)


@app.command("menu")
def set_menu(
    locale: Annotated[str, typer.Option(help="zh-Hant, zh-Hans, en")] = "zh-Hans",
) -> None:
    """Set the menu below the owners' conversation; they see it within five minutes."""
    settings = read_settings()
    if settings.wechat is None:
        raise WrongSettings("HUIFANG_WECHAT_APPID: needed for this")
    if locale not in LOCALES:
        raise typer.BadParameter("one of " + ", ".join(LOCALES), param_hint="--locale")
    with archive() as store:
        try:
            commands.set_menu(settings.wechat, store, locale, now)
        except RuntimeError as fault:
            raise WrongSettings(f"WeChat did not take the menu: {fault}") from None
    typer.echo("the menu is set")
