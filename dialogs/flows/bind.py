"""Binding a chat to a flat, by the centre's code; without one the owner can write all the same."""

from enum import StrEnum

from dialogs.clients import text_id
from dialogs.facts import Facts
from dialogs.outcomes import BindByCode, Nothing
from dialogs.questions import Option, Words
from dialogs.script import Script, pick, say
from dialogs.speech import Text


class HasCode(StrEnum):
    YES = "yes"
    LATER = "later"


def bind(facts: Facts) -> Script[BindByCode | Nothing]:
    options = tuple(Option(member.value, member, Text(f"bind.{member.value}")) for member in HasCode)
    asked = text_id(facts, "bind.have_you_a_code")
    has = yield from pick("has", asked, options, phone=facts.phone_service)
    if has is HasCode.LATER:
        yield from say(text_id(facts, "bind.any_time"))
        return Nothing()
    code = yield Words(key="code", text=Text("bind.send_the_code"), ask="phone")
    return BindByCode(code)
