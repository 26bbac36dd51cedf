"""What every process is told: its database, its address, its secret, its role."""

import re
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

PREFIX = "HUIFANG_"
LEAST_SECRET = 32
ADDRESS = r"^https?://[^\s]+$"
ACCOUNT = "^[a-z0-9_-]{1,32}$"
AES_KEY = re.compile("[A-Za-z0-9]{43}")
NAMED_IN_TESTS_ONLY = ("failpoint", "clock")


class Role(StrEnum):
    """What a process does: pages and hooks, due work and sending, or both."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


class CommonSettings(BaseModel):
    """The settings that belong to no channel; each channel's own stand on them."""

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

    @field_validator("secret")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < LEAST_SECRET:
            raise ValueError(f"needs at least {LEAST_SECRET} random characters")
        return value

    @model_validator(mode="after")
    def _fits_its_environment(self) -> Self:
        for name in NAMED_IN_TESTS_ONLY:
            if getattr(self, name) and self.environment != "test":
                raise ValueError(f"{PREFIX}{name.upper()}: only with HUIFANG_ENVIRONMENT=test")
        if self.second_factor == "optional" and self.environment == "production":
            raise ValueError("HUIFANG_SECOND_FACTOR: optional only in a demo")
        return self


def plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
