"""WeCom's settings: the company and its application."""

from typing import Self

from pydantic import Field, SecretStr, model_validator

from bot.channels.wecom.account import API, WeComApp
from bot.settings.common import ADDRESS, AES_KEY, CommonSettings, plain


class WeComFields(CommonSettings):
    wecom_corp_id: str = Field(default="", pattern="^[A-Za-z0-9]{0,64}$")
    wecom_agent_id: int = Field(default=0, ge=0)
    wecom_secret: SecretStr | None = None
    wecom_token: SecretStr | None = None
    wecom_aes_key: SecretStr | None = None
    wecom_api: str = Field(default=API, pattern=ADDRESS)

    @property
    def wecom(self) -> WeComApp | None:
        """The application that staff read and write to; None when no company is set."""
        if not self.wecom_corp_id:
            return None
        return WeComApp(
            self.wecom_corp_id,
            self.wecom_agent_id,
            plain(self.wecom_secret),
            plain(self.wecom_token),
            plain(self.wecom_aes_key),
        )

    @model_validator(mode="after")
    def _has_all_of_wecom(self) -> Self:
        """A callback without its key would believe anybody (RELIABILITY 7.3)."""
        if not self.wecom_corp_id:
            return self
        if not self.wecom_agent_id or not plain(self.wecom_secret):
            raise ValueError(
                "HUIFANG_WECOM_AGENT_ID, HUIFANG_WECOM_SECRET: both, as the application has them"
            )
        token, key = plain(self.wecom_token), plain(self.wecom_aes_key)
        if bool(token) != bool(key):
            raise ValueError("HUIFANG_WECOM_TOKEN, HUIFANG_WECOM_AES_KEY: both or none")
        if key and not AES_KEY.fullmatch(key):
            raise ValueError("HUIFANG_WECOM_AES_KEY: 43 letters and digits, as WeCom shows them")
        return self
