"""Fifty owners who talk to the bot, and press what it really sent them."""

import asyncio
import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PIL import Image

from locales import say
from tests.fakes.telegram import Arrival, Owner

PATIENCE = 60.0
LOOKS_EVERY = 0.05
FLAT = "3座 12A"
NUMBER = re.compile(r"\b\d{4}-\d{4}\b(?! \d)")


class Silence(Exception):
    """The bot did not say what it should have said in time."""


def words(text_id: str, **args: str | int) -> str:
    """As the bot says it to these owners, and as they can type it."""
    return say("zh-Hant", text_id, **args)


# how an owner files a case, and adds to it
FILES, PRESS_TO_FILE, ADDS = words("dialog.file"), ":confirm:file", "補充："


def photo(dice: Random) -> bytes:
    """A JPEG that no other owner has."""
    kept = io.BytesIO()
    Image.frombytes("RGB", (40, 30), dice.randbytes(3600)).save(kept, "JPEG")
    return kept.getvalue()


@dataclass
class Talker:
    """One owner with one script: `taps` waits for each question, otherwise everything is typed at once."""

    owner: Owner
    dice: Random
    taps: bool = True
    pictures: bool = False
    patience: float = PATIENCE
    told: int = 0
    silences: list[str] = field(default_factory=list)
    _since: int = 0

    async def talk(self, ending: asyncio.Event, *, most: int) -> None:
        """One repair after the other until the end is near; the one begun is finished."""
        while self.told < most and not (ending.is_set() and self.told):
            self.told += 1
            self._since = len(self.owner.received)
            try:
                await (self._by_taps() if self.taps else self._by_words())
            except Silence as silence:
                self.silences.append(f"{self.owner.user['first_name']}: {silence}")
                return

    @property
    def story(self) -> str:
        """Words that occur in no other case."""
        return f"門鎖轉不動，鑰匙插不進去 #{self.owner.user['first_name']}-{self.told}"

    async def _by_taps(self) -> None:
        self.owner.says("報修")
        await self._sees(words("common.which_flat"))
        self.owner.says(FLAT)
        await self._presses(":category:door_lock")
        await self._sees(words("repair.tell_us"))
        self.owner.says(self.story)
        await self._sees(words("repair.send_photos"))
        if self.pictures:
            self.owner.sends_photo(photo(self.dice))
            await self._sees(words("dialog.photos_so_far", count=1))
        await self._presses(":pictures:done")
        await self._presses(":visit:any")
        await self._presses(PRESS_TO_FILE)
        await self._number()

    async def _by_words(self) -> None:
        for said in ("報修", FLAT, words("category.door_lock"), self.story):
            self.owner.says(said)
        for said in (words("dialog.photos_done"), words("dialog.any_time"), FILES):
            self.owner.says(said)
        number = await self._number()
        self.owner.says(f"{ADDS}{self.story}")
        await self._sees(words("case.added", number=number))

    async def _number(self) -> str:
        """The number of the case that was opened."""
        arrival = await self._finds(lambda arrival: bool(NUMBER.search(arrival.text)), "a case number")
        found = NUMBER.search(arrival.text)
        assert found
        return found[0]

    async def _sees(self, text: str) -> Arrival:
        return await self._finds(lambda arrival: text in arrival.text, text)

    async def _presses(self, ending: str) -> None:
        def has(arrival: Arrival) -> bool:
            return any((button.data or "").endswith(ending) for button in arrival.buttons)

        arrival = await self._finds(has, ending)
        data = next(b.data for b in arrival.buttons if (b.data or "").endswith(ending))
        self.owner.presses_data(data or "", on=arrival)

    async def _finds(self, fits: Callable[[Arrival], bool], wanted: str) -> Arrival:
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            for arrival in reversed(self.owner.received[self._since :]):
                if fits(arrival):
                    return arrival
            await asyncio.sleep(LOOKS_EVERY)
        raise Silence(f"{wanted} not seen after {self.patience:.0f} s in talk {self.told}")


def crowd(
    owners: Callable[[str], Owner], dice: Random, *, many: int, patience: float, pictures: float
) -> list[Talker]:
    """Half of them tap, half type; `pictures` is the share of those who tap that sends photos."""
    return [
        Talker(
            owners(f"Lin{number}"),
            Random(dice.random()),
            taps=number % 2 == 0,
            pictures=number % 2 == 0 and (number % 20) / 20 < pictures,
            patience=patience,
        )
        for number in range(many)
    ]
