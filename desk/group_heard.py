"""What somebody did in a staff group, or told a bot as a member of the staff, in any channel's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InGroup:
    """`sender` is the platform's own id of who it was, never a name; `reply_to` the message replied to,
    `thread` the topic that it was said in.

    `token` and `query` belong to a pressed button, that of the message `reply_to`; `card_code` lets us change
    that message once. `joined` says that the bot came in (True) or was put out. `code` is a binding code told
    in a private chat, `new_address` the chat that a group became. `pictures` are where to fetch each
    ("telegram:<file_id>"), those of one `album` come one by one.
    """

    account: str
    address: str
    sender: str
    external_id: str
    text: str = ""
    reply_to: str = ""
    token: str = ""
    query: str = ""
    card_code: str = ""
    locale: str = ""
    thread: str = ""
    has_topics: bool | None = None
    pictures: tuple[str, ...] = ()
    album: str = ""
    joined: bool | None = None
    new_address: str = ""
    code: str | None = None
