"""A company of WeCom and its application, as the settings name them."""

from dataclasses import dataclass, field

API = "https://qyapi.weixin.qq.com"


@dataclass(frozen=True)
class WeComApp:
    """`token` and `aes_key` are those of the callback; without them the application only speaks."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)

    @property
    def hears(self) -> bool:
        return bool(self.token and self.aes_key)
