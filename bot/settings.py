"""Settings, read once and strictly from HUIFANG_... (a wrong one stops the start and is named)."""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

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

from bot.channels.wecom.account import API as WECOM_API
from bot.channels.wecom.account import WeComApp
from bot.weather.settings import WeatherSettings

PREFIX = "HUIFANG_"
LEAST_SECRET = 32
BOT_NAME = re.compile("[a-z0-9_-]{1,32}")
HOOK_SECRET = re.compile("[A-Za-z0-9_-]{32,256}")
SOURCES, ADDRESS = "(open_meteo|hko|cwa)", r"^https?://[^\s]+$"
WECHAT_TOKEN, AES_KEY = re.compile("[A-Za-z0-9]{3,32}"), re.compile("[A-Za-z0-9]{43}")
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
    centre: str = ""


@dataclass(frozen=True, kw_only=True)
class WeChatSettings:
    """One service account, as the assembly needs it. Keys are the 43 characters that WeChat shows."""

    account: str
    appid: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    aes_key_previous: str = field(repr=False)
    centre: str
    api: str
    plaintext: bool
    public_url: str
    forms: Path | None = None


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
    telegram_bots: Path | None = None
    wecom_corp_id: str = Field(default="", pattern="^[A-Za-z0-9]{0,64}$")
    wecom_agent_id: int = Field(default=0, ge=0)
    wecom_secret: SecretStr | None = None
    wecom_token: SecretStr | None = None
    wecom_aes_key: SecretStr | None = None
    wecom_api: str = Field(default=WECOM_API, pattern=ADDRESS)
    wechat_appid: str = Field(default="", pattern="^(wx[0-9A-Za-z]{8,30})?$")
    wechat_secret: SecretStr | None = None
    wechat_token: SecretStr | None = None
    wechat_aes_key: SecretStr | None = None
    wechat_aes_key_previous: SecretStr | None = None
    wechat_account: str = Field(default="main", pattern="^[a-z0-9_-]{1,32}$")
    wechat_centre: str = ""
    wechat_api: str = Field(default="https://api.weixin.qq.com", pattern=ADDRESS)
    wechat_plaintext: bool = False
    wechat_forms: Path | None = None
    weather_sources: str = Field(default="", pattern=f"^({SOURCES}(,{SOURCES})*)?$")
    weather_open_meteo_url: str = Field(default="https://api.open-meteo.com", pattern=ADDRESS)
    weather_open_meteo_key: SecretStr | None = None
    weather_hko_url: str = Field(default="https://data.weather.gov.hk", pattern=ADDRESS)
    weather_cwa_url: str = Field(default="https://opendata.cwa.gov.tw", pattern=ADDRESS)
    weather_cwa_key: SecretStr | None = None
    lease_seconds: float = Field(default=60, gt=0)
    second_factor: Literal["admins", "everybody", "optional"] = "admins"
    """Who of the staff has to set up an authenticator."""
    gate: bool = True
    """Whether hooks are heard in a process of their own."""
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
            centre=self.telegram_centre,
        )

    @property
    def wecom(self) -> WeComApp | None:
        """The application that staff read and write to; None when no company is set."""
        if not self.wecom_corp_id:
            return None
        return WeComApp(
            self.wecom_corp_id,
            self.wecom_agent_id,
            _plain(self.wecom_secret),
            _plain(self.wecom_token),
            _plain(self.wecom_aes_key),
        )

    @property
    def telegrams(self) -> tuple[TelegramSettings, ...]:
        """All bots: the one of the single settings, and those of the file. Raises ValueError."""
        single = (self.telegram,) if self.telegram is not None else ()
        return (*single, *read_bots(self))

    @property
    def wechat(self) -> "WeChatSettings | None":
        """The service account that owners follow; None when no AppID is set."""
        if not self.wechat_appid:
            return None
        return WeChatSettings(
            account=self.wechat_account,
            appid=self.wechat_appid,
            secret=_plain(self.wechat_secret),
            token=_plain(self.wechat_token),
            aes_key=_plain(self.wechat_aes_key),
            aes_key_previous=_plain(self.wechat_aes_key_previous),
            centre=self.wechat_centre,
            api=self.wechat_api,
            plaintext=self.wechat_plaintext,
            public_url=self.public_url,
            forms=self.wechat_forms,
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

    @field_validator("wechat_token")
    @classmethod
    def _is_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not WECHAT_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("3 to 32 letters and digits, as typed at WeChat")
        return value

    @field_validator("wechat_aes_key", "wechat_aes_key_previous")
    @classmethod
    def _is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not AES_KEY.fullmatch(value.get_secret_value()):
            raise ValueError("43 letters and digits, as WeChat shows them (EncodingAESKey)")
        return value

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
        if self.wecom_corp_id:
            self._has_all_of_wecom()
        _check_bots(self.telegrams)
        if self.wechat_appid:
            self._has_all_of_wechat()
        if "cwa" in self.weather_sources and self.weather_cwa_key is None:
            raise ValueError("HUIFANG_WEATHER_CWA_KEY: the source cwa needs a key")
        for name in NAMED_IN_TESTS_ONLY:
            if getattr(self, name) and self.environment != "test":
                raise ValueError(f"{PREFIX}{name.upper()}: only with HUIFANG_ENVIRONMENT=test")
        if self.second_factor == "optional" and self.environment == "production":
            raise ValueError("HUIFANG_SECOND_FACTOR: optional only in a demo")
        return self

    def _has_all_of_wechat(self) -> None:
        """Without a key for the messages anybody could forge them: that must be wished for by name."""
        for name in ("wechat_secret", "wechat_token"):
            if getattr(self, name) is None:
                raise ValueError(f"{PREFIX}{name.upper()}: needed with HUIFANG_WECHAT_APPID")
        if self.wechat_aes_key is None and not self.wechat_plaintext:
            raise ValueError(
                "HUIFANG_WECHAT_AES_KEY: the encrypted mode is required; set it at WeChat (安全模式)"
            )

    def _has_all_of_wecom(self) -> None:
        """A callback without its key would believe anybody (RELIABILITY 7.3)."""
        if not self.wecom_agent_id or not _plain(self.wecom_secret):
            raise ValueError(
                "HUIFANG_WECOM_AGENT_ID, HUIFANG_WECOM_SECRET: both, as the application has them"
            )
        token, key = _plain(self.wecom_token), _plain(self.wecom_aes_key)
        if bool(token) != bool(key):
            raise ValueError("HUIFANG_WECOM_TOKEN, HUIFANG_WECOM_AES_KEY: both or none")
        if key and not AES_KEY.fullmatch(key):
            raise ValueError("HUIFANG_WECOM_AES_KEY: 43 letters and digits, as WeCom shows them")


def read_bots(settings: Settings) -> tuple[TelegramSettings, ...]:
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


def _bot(name: str, table: object, settings: Settings) -> TelegramSettings:
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
