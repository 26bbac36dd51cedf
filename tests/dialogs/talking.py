"""A conversation as a test plays it: words, photos and taps in, text ids out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk.saying import words
from dialogs import conversation, running
from dialogs.facts import CaseFact, Facts
from dialogs.heard import Heard
from dialogs.outcomes import OpenCase
from dialogs.paths import SITUATIONS
from dialogs.questions import Label
from dialogs.state import State, from_json, to_json
from dialogs.turned import Asked, Tap, Turned
from procedures.kinds import Category, Kind

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=ZONE)  # a Monday
BOUND, UNBOUND, TWO_FLATS = (SITUATIONS[name] for name in ("one flat", "not bound", "two flats"))


@dataclass
class Talk:
    facts: Facts = BOUND
    locale: str = "zh-Hant"
    open_case: Category | None = Category.BATHROOM_LEAK
    """What the case in focus is about; None when it is over."""
    spoken_of: bool = False
    """Whether staff have written to the owner of that case."""
    now: datetime = NOW
    state: State = field(default_factory=State)
    last: Turned = field(default_factory=Turned)
    screen: Asked | None = None
    heards: int = 0
    taps_made: int = 0

    def write(self, text: str, **more: Any) -> Turned:
        return self.hear(text=text, **more)

    def send(self, *pictures: str, text: str = "", album: str = "") -> Turned:
        return self.hear(pictures=pictures, text=text, album=album)

    def press(self, token: str) -> Turned:
        self.taps_made += 1
        return self.hear(token=token)

    def tap(self, name: str) -> Turned:
        """Press the button on screen whose token ends in this."""
        return self.press(self.token(name))

    def token(self, name: str) -> str:
        found = [tap.token for tap in self.taps if f":{name}" in tap.token]
        assert found, f"no button {name} among {[tap.token for tap in self.taps]}"
        return found[0]

    def hear(self, **fields: Any) -> Turned:
        self.heards += 1
        heard = Heard(account="web:demo", address="lin", external_id=str(self.heards), **fields)
        self.last = conversation.turn(self.state, heard, self.around)
        conversation.offer_again(self.state, self.last)
        if not self.last.silent:
            self.screen = self.last.asked
        self.state = from_json(to_json(self.state))  # as it is between two turns
        return self.last

    def start(self, flow: str) -> None:
        """As the desk starts a flow that the owner did not ask for."""
        self.last = running.start(self.state, flow, self.facts, {})
        self.screen = self.last.asked

    @property
    def around(self) -> conversation.Around:
        return conversation.Around(self.now, lambda: self.facts, self.say, self.case)

    def case(self, case_id: int) -> CaseFact | None:
        if self.open_case is None:
            return None
        number = f"2611-{case_id:04}"
        return CaseFact(case_id, number, Kind.REPAIR, self.open_case, spoken_of=self.spoken_of)

    def say(self, label: Label) -> str:
        return words(label, locale=self.locale, zone=ZONE)

    @property
    def taps(self) -> tuple[Tap, ...]:
        return self.screen.taps if self.screen else ()

    @property
    def asked(self) -> str:
        """The text id of the question on screen."""
        return self.last.asked.text.id if self.last.asked else ""

    @property
    def said(self) -> list[str]:
        return [text.id for text in (*self.last.before, *self.last.after)]

    @property
    def answers(self) -> dict[str, Any]:
        assert self.state.run
        return self.state.run.answers

    @property
    def lines(self) -> dict[str, str]:
        """A summary's rows as the owner reads them."""
        assert self.last.asked
        return {name.id: self.say(answer) for name, answer in self.last.asked.lines}

    @property
    def filed(self) -> OpenCase:
        return next(act for act in self.last.acts if isinstance(act, OpenCase))


def repairing(facts: Facts = BOUND) -> Talk:
    """A repair that stands at the question of the visit."""
    talk = at_photos(facts)
    talk.tap("pictures:done")
    return talk


def at_photos(facts: Facts = BOUND) -> Talk:
    talk = Talk(facts)
    talk.press("0:menu:repair")
    if not facts.units:
        talk.write("3座 12A")
    talk.tap("category:bathroom_leak")
    talk.tap("flowing/bathroom_leak:yes")
    talk.write("天花板滴水")
    return talk


def at_summary(facts: Facts = BOUND) -> Talk:
    talk = repairing(facts)
    talk.tap("visit:any")
    return talk
