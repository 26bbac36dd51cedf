"""A fake Telegram: the Bot API over real HTTP on a loopback port, and owners who act and look."""

from tests.fakes.telegram import faults
from tests.fakes.telegram.fake import TOKEN, FakeTelegram
from tests.fakes.telegram.faults import Fault, Rule
from tests.fakes.telegram.nasty import Nasty
from tests.fakes.telegram.owner import Group, Member, Owner
from tests.fakes.telegram.shapes import Arrival, Button, Call

__all__ = [
    "TOKEN",
    "Arrival",
    "Button",
    "Call",
    "FakeTelegram",
    "Fault",
    "Group",
    "Member",
    "Nasty",
    "Owner",
    "Rule",
    "faults",
]
