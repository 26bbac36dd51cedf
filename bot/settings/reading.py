"""Settings out of the environment, strictly: a wrong one stops the start and is named."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings.common import PREFIX, CommonSettings
from bot.settings.telegram import TelegramFields
from bot.settings.weather import WeatherFields
from bot.settings.wechat import WeChatFields
from bot.settings.wecom import WeComFields

S = TypeVar("S", bound=CommonSettings)


class WrongSettings(Exception):
    """One line for each setting that is wrong, by its name."""


class Settings(TelegramFields, WeComFields, WeChatFields, WeatherFields):
    """Each field is `HUIFANG_` and its name in capitals; a secret may come from a file by `..._FILE`."""


def read_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """The settings of this process. Raises WrongSettings naming each wrong or unknown one."""
    return read_part(Settings, environ, **given)


def read_part(part: type[S], environ: Mapping[str, str] = os.environ, **given: object) -> S:
    """Those of one channel, for a command that needs no other. Raises WrongSettings."""
    values = dict(given)
    for name, value in environ.items():
        if name.startswith(PREFIX):
            field, is_file = _named(name)
            if field in part.model_fields:
                values.setdefault(field, _read(name, value) if is_file else value)
    try:
        return part.model_validate(values)
    except ValidationError as faults:
        raise WrongSettings("\n".join(_say(fault) for fault in faults.errors())) from None


def _named(name: str) -> tuple[str, bool]:
    """The field that a variable sets, and whether by a file."""
    field, known = name.removeprefix(PREFIX).lower(), Settings.model_fields
    is_file = field.endswith("_file") and field not in known
    field = field.removesuffix("_file") if is_file else field
    if field not in known:
        raise WrongSettings(f"{name}: there is no such setting")
    return field, is_file


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
