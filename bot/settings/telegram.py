"""Telegram's settings: one bot by settings of its own, others in a file."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator

from bot.settings.common import ACCOUNT, ADDRESS, LEAST_SECRET, PREFIX, CommonSettings, plain

BOT_NAME = re.compile("[a-z0-9_-]{1,32}")
HOOK_SECRET = re.compile("[A-Za-z0-9_-]{32,256}")


class Mode(StrEnum):
    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(frozen=True, kw_only=True)
class TelegramSettings:
    """One bot, as the assembly needs it."""

    account: str
    token: str = field(repr=False)
    mode: Mode
    secret: str = field(repr=False)
    api: str
    proxy: str
    public_url: str
    centre: str = ""


class TelegramFields(CommonSettings):
    telegram_token: SecretStr | None = None
    telegram_account: str = Field(default="main", pattern=ACCOUNT)
    telegram_centre: str = ""
    telegram_mode: Mode = Mode.POLLING
    telegram_secret: SecretStr | None = None
    telegram_api: str = Field(default="https://api.telegram.org", pattern=ADDRESS)
    telegram_proxy: str = ""
    telegram_bots: Path | None = None

    @property
    def telegram(self) -> TelegramSettings | None:
        """The bot that owners write to; None when no token is set."""
        if self.telegram_token is None:
            return None
        return TelegramSettings(
            account=self.telegram_account,
            token=self.telegram_token.get_secret_value(),
            mode=self.telegram_mode,
            secret=plain(self.telegram_secret),
            api=self.telegram_api,
            proxy=self.telegram_proxy,
            public_url=self.public_url,
            centre=self.telegram_centre,
        )

    @cached_property
    def telegrams(self) -> tuple[TelegramSettings, ...]:
        """All bots: the one of the single settings, and those of the file, which is read once."""
        single = (self.telegram,) if self.telegram is not None else ()
        return (*single, *_read_bots(self))

    @model_validator(mode="after")
    def _has_all_of_telegram(self) -> Self:
        webhook = self.telegram_token is not None and self.telegram_mode is Mode.WEBHOOK
        secret = plain(self.telegram_secret)
        if webhook and len(secret) < LEAST_SECRET:
            raise ValueError(
                f"HUIFANG_TELEGRAM_SECRET: webhook mode needs at least {LEAST_SECRET} random characters"
            )
        if webhook and not secret.replace("-", "").replace("_", "").isalnum():
            raise ValueError("HUIFANG_TELEGRAM_SECRET: only letters, digits, - and _ (Bot API, setWebhook)")
        if webhook and not self.public_url.startswith("https://") and self.environment == "production":
            raise ValueError("HUIFANG_PUBLIC_URL: webhook mode needs the https address of this server")
        _check_bots(self.telegrams)
        return self


def _read_bots(settings: TelegramFields) -> tuple[TelegramSettings, ...]:
    """The bots of the file, one TOML table for each ([garden]: its name). Raises ValueError."""
    if settings.telegram_bots is None:
        return ()
    named = f"{PREFIX}TELEGRAM_BOTS"
    try:
        tables = tomllib.loads(settings.telegram_bots.read_text(encoding="utf-8"))
        return tuple(_bot(name, table, settings) for name, table in tables.items())
    except OSError as fault:
        raise ValueError(f"{named}: {fault.strerror}: {settings.telegram_bots}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ValueError(f"{named}: this is no TOML: {fault}") from None


def _bot(name: str, table: object, settings: TelegramFields) -> TelegramSettings:
    named = f"{PREFIX}TELEGRAM_BOTS: {name}"
    if not isinstance(table, dict) or not BOT_NAME.fullmatch(name):
        raise ValueError(f"{named}: a bot is a table with a short name: [garden]")
    if unknown := set(table) - {"token", "centre", "mode", "secret"}:
        raise ValueError(f"{named}: there is no {min(unknown)}; token, centre, mode and secret are known")
    if not all(isinstance(value, str) for value in table.values()) or not table.get("token"):
        raise ValueError(f"{named}: needs its token, in quotes")
    if table.get("mode", Mode.POLLING) not in set(Mode):
        raise ValueError(f"{named}: the mode is polling or webhook")
    return TelegramSettings(
        account=name,
        token=table["token"],
        mode=Mode(table.get("mode", Mode.POLLING)),
        secret=table.get("secret", ""),
        api=settings.telegram_api,
        proxy=settings.telegram_proxy,
        public_url=settings.public_url,
        centre=table.get("centre", ""),
    )


def _check_bots(bots: Sequence[TelegramSettings]) -> None:
    """Two pollers of one token would take each other's updates away. Raises ValueError."""
    if len({bot.account for bot in bots}) < len(bots) or len({bot.token for bot in bots}) < len(bots):
        raise ValueError(f"{PREFIX}TELEGRAM_BOTS: a name or a token is there twice")
    for bot in bots:
        if bot.mode is Mode.WEBHOOK and not HOOK_SECRET.fullmatch(bot.secret):
            raise ValueError(
                f"{PREFIX}TELEGRAM_BOTS: {bot.account}: webhook mode needs a secret of {LEAST_SECRET} to 256"
                " random letters, digits, - and _"
            )
        if bot.mode is Mode.WEBHOOK and not bot.public_url:
            raise ValueError(f"{PREFIX}TELEGRAM_BOTS: {bot.account}: webhook mode needs {PREFIX}PUBLIC_URL")
