"""What an owner did in a channel, told in one way for all channels."""

import msgspec


class Heard(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One inbound message.

    `account` is our end ("telegram:main", "web:demo"), `address` theirs; `external_id` is the channel's own
    id of the message, for the dedupe key (account, address, external_id).
    """

    account: str
    address: str
    external_id: str
    text: str = ""
    token: str = ""
    """The button's token when a button was pressed."""
    pictures: tuple[str, ...] = ()
    """Where to fetch each picture: "telegram:<file_id>", or "stored:<attachment id>" when already kept."""
    voices: tuple[str, ...] = ()
    """Where to fetch what was spoken, as with pictures."""
    album: str = ""
    phone: str = ""
    """The sender's own number, shared by the channel's button and proven to be theirs."""
    other: str = ""
    """The name of something we do not take ("sticker", "voice", "location")."""
    edits: str = ""
    """The external id of the message that this one edits."""
    name: str = ""
    locale: str = ""
    """The channel's language tag, a hint only."""
    lists: bool = False
    """The channel has no buttons: choices are lines with numbers, and are answered by number or words."""
    opens: str = ""
    """What the channel lets us send after it: "words" (a message), "short" (a tap, an event)."""


HEARD_JSON = msgspec.json.Encoder()
READ_HEARD = msgspec.json.Decoder(Heard)
