"""Settings, read once and strictly from HUIFANG_... (a wrong one stops the start and is named)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from bot.weather.settings import WeatherSettings

PREFIX = "HUIFANG_"
LEAST_SECRET = 32
SOURCES, ADDRESS = "(open_meteo|hko|cwa)", r"^https?://[^\s]+$"
NAMED_IN_TESTS_ONLY = ("failpoint", "clock")


class WrongSettings(Exception):
    """One line for each setting that is wrong, by its name."""


class Role(StrEnum):
    """What a process does: pages and hooks, due work and sending, or both."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


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


class Settings(BaseModel):
    """Each field is `HUIFANG_` and its name in capitals; a secret may come from a file by `..._FILE`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    environment: str = Field(default="production", pattern="^(production|demo|test)$")
    database_url: str = "sqlite:///var/huifang.db"
    files: Path = Path("var/files")
    procedures: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = Field(default="", pattern=r"^(https?://[^/\s]+)?$")
    trusted_proxies: str = ""
    role: Role = Role.ALL
    secret: SecretStr
    tick_seconds: float = Field(default=5, gt=0, le=60)
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    telegram_token: SecretStr | None = None
    telegram_account: str = Field(default="main", pattern="^[a-z0-9_-]{1,32}$")
    telegram_centre: str = ""
    telegram_mode: Mode = Mode.POLLING
    telegram_secret: SecretStr | None = None
    telegram_api: str = Field(default="https://api.telegram.org", pattern=r"^https?://[^\s]+$")
    telegram_proxy: str = ""
    weather_sources: str = Field(default="", pattern=f"^({SOURCES}(,{SOURCES})*)?$")
    weather_open_meteo_url: str = Field(default="https://api.open-meteo.com", pattern=ADDRESS)
    weather_open_meteo_key: SecretStr | None = None
    weather_hko_url: str = Field(default="https://data.weather.gov.hk", pattern=ADDRESS)
    weather_cwa_url: str = Field(default="https://opendata.cwa.gov.tw", pattern=ADDRESS)
    weather_cwa_key: SecretStr | None = None
    lease_seconds: float = Field(default=60, gt=0)
    failpoint: str = ""
    clock: timedelta = timedelta()
    """How far the clock is ahead of the real one, as in P1DT2H."""

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.lease_seconds)

    @property
    def telegram(self) -> "TelegramSettings | None":
        """The bot that owners write to; None when no token is set."""
        if self.telegram_token is None:
            return None
        return TelegramSettings(
            account=self.telegram_account,
            token=self.telegram_token.get_secret_value(),
            mode=self.telegram_mode,
            secret=self.telegram_secret.get_secret_value() if self.telegram_secret else "",
            api=self.telegram_api,
            proxy=self.telegram_proxy,
            public_url=self.public_url,
        )

    @property
    def weather(self) -> WeatherSettings | None:
        """Who is asked about rain; None when nobody is, and storms are declared by hand."""
        if not self.weather_sources:
            return None
        return WeatherSettings(
            sources=tuple(dict.fromkeys(self.weather_sources.split(","))),
            open_meteo_url=self.weather_open_meteo_url,
            open_meteo_key=_plain(self.weather_open_meteo_key),
            hko_url=self.weather_hko_url,
            cwa_url=self.weather_cwa_url,
            cwa_key=_plain(self.weather_cwa_key),
        )

    @field_validator("secret")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < LEAST_SECRET:
            raise ValueError(f"needs at least {LEAST_SECRET} random characters")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        webhook = self.telegram_token is not None and self.telegram_mode is Mode.WEBHOOK
        secret = self.telegram_secret.get_secret_value() if self.telegram_secret else ""
        if webhook and len(secret) < LEAST_SECRET:
            raise ValueError(
                f"HUIFANG_TELEGRAM_SECRET: webhook mode needs at least {LEAST_SECRET} random characters"
            )
        if webhook and not secret.replace("-", "").replace("_", "").isalnum():
            raise ValueError("HUIFANG_TELEGRAM_SECRET: only letters, digits, - and _ (Bot API, setWebhook)")
        if webhook and not self.public_url.startswith("https://") and self.environment == "production":
            raise ValueError("HUIFANG_PUBLIC_URL: webhook mode needs the https address of this server")
        if "cwa" in self.weather_sources and self.weather_cwa_key is None:
            raise ValueError("HUIFANG_WEATHER_CWA_KEY: the source cwa needs a key")
        for name in NAMED_IN_TESTS_ONLY:
            if getattr(self, name) and self.environment != "test":
                raise ValueError(f"{PREFIX}{name.upper()}: only with HUIFANG_ENVIRONMENT=test")
        return self


def read_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """The settings of this process. Raises WrongSettings naming each wrong or unknown one."""
    named = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    values = dict(given)
    known = set(Settings.model_fields)
    for name, value in named.items():
        field = name.removeprefix(PREFIX).lower()
        is_file = field.endswith("_file") and field not in known
        field = field.removesuffix("_file") if is_file else field
        if field not in known:
            raise WrongSettings(f"{name}: there is no such setting")
        values.setdefault(field, _read(name, value) if is_file else value)
    try:
        return Settings.model_validate(values)
    except ValidationError as faults:
        raise WrongSettings("\n".join(_say(fault) for fault in faults.errors())) from None


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _read(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise WrongSettings(f"{name}: {fault.strerror}: {path}") from None


def _say(fault: ErrorDetails) -> str:
    place = fault["loc"]
    words = str(fault["msg"]).removeprefix("Value error, ")
    if not place:
        return words
    return f"{PREFIX}{str(place[0]).upper()}: {words}"
