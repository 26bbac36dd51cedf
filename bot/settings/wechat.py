"""WeChat's settings: one service account, and the file with its forms."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.channels.wechat.forms import read_forms
from bot.settings.common import ACCOUNT, ADDRESS, AES_KEY, PREFIX, CommonSettings, plain
from storage.reaching import Registered

TOKEN = re.compile("[A-Za-z0-9]{3,32}")


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
    forms: tuple[Registered, ...] = ()


class WeChatFields(CommonSettings):
    wechat_appid: str = Field(default="", pattern="^(wx[0-9A-Za-z]{8,30})?$")
    wechat_secret: SecretStr | None = None
    wechat_token: SecretStr | None = None
    wechat_aes_key: SecretStr | None = None
    wechat_aes_key_previous: SecretStr | None = None
    wechat_account: str = Field(default="main", pattern=ACCOUNT)
    wechat_centre: str = ""
    wechat_api: str = Field(default="https://api.weixin.qq.com", pattern=ADDRESS)
    wechat_plaintext: bool = False
    wechat_forms: Path | None = None

    @cached_property
    def wechat(self) -> WeChatSettings | None:
        """The service account that owners follow, its forms read once; None when no AppID is set."""
        if not self.wechat_appid:
            return None
        return WeChatSettings(
            account=self.wechat_account,
            appid=self.wechat_appid,
            secret=plain(self.wechat_secret),
            token=plain(self.wechat_token),
            aes_key=plain(self.wechat_aes_key),
            aes_key_previous=plain(self.wechat_aes_key_previous),
            centre=self.wechat_centre,
            api=self.wechat_api,
            plaintext=self.wechat_plaintext,
            public_url=self.public_url,
            forms=read_forms(self.wechat_forms),
        )

    @field_validator("wechat_token")
    @classmethod
    def _is_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("3 to 32 letters and digits, as typed at WeChat")
        return value

    @field_validator("wechat_aes_key", "wechat_aes_key_previous")
    @classmethod
    def _is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not AES_KEY.fullmatch(value.get_secret_value()):
            raise ValueError("43 letters and digits, as WeChat shows them (EncodingAESKey)")
        return value

    @model_validator(mode="after")
    def _has_all_of_wechat(self) -> Self:
        """Without a key for the messages anybody could forge them: that must be wished for by name."""
        if self.wechat is None:
            return self
        for name in ("wechat_secret", "wechat_token"):
            if getattr(self, name) is None:
                raise ValueError(f"{PREFIX}{name.upper()}: needed with HUIFANG_WECHAT_APPID")
        if self.wechat_aes_key is None and not self.wechat_plaintext:
            raise ValueError(
                "HUIFANG_WECHAT_AES_KEY: the encrypted mode is required; set it at WeChat (安全模式)"
            )
        return self
