"""One bot of ours, as the settings name it, and what it wants to hear of."""

from dataclasses import dataclass, field

# left out, Telegram would keep the list of the last time
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True)
class Account:
    """`api` is where the Bot API is found, `proxy` how to get there."""

    name: str
    token: str = field(repr=False)
    api: str = "https://api.telegram.org"
    proxy: str = ""

    @property
    def account(self) -> str:
        return f"telegram:{self.name}"
