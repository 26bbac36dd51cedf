"""WeCom on a staff member's phone: the application's messages and cards, words to it, buttons pressed."""

from collections.abc import Iterator
from itertools import count

import httpx

from tests.fakes.phones.pushed import Json, PushedPhone, now
from tests.fakes.wecom import Card, FakeWeCom, Pusher

PATH = "/hooks/wecom/main"
NAMES = {"li": "李建國", "chen": "陳思敏"}


class MemberPhone(PushedPhone):
    """One member of the company, by userid."""

    def __init__(self, fake: FakeWeCom, client: httpx.AsyncClient, member: str) -> None:
        super().__init__()
        self.member = member
        self.fake = fake
        self._client = client
        self._numbers = count(1)

    async def says(self, text: str) -> None:
        pushed = Pusher(now()).words(self.member, text, number=next(self._numbers))
        await self._do({"text": text}, pushed)

    async def presses(self, task: str, key: str, label: str) -> None:
        """A button of a card. Raises LookupError for one that is not there."""
        card = self.fake.cards[task]
        pushed = Pusher(now()).press(self.member, card, key, self.fake.give_code(card))
        await self._do({"press": label}, pushed)

    def state(self) -> Json:
        self.read()
        return {"name": NAMES[self.member], "lines": [_shown(line) for line in self.lines]}

    async def _push(self, pushed: tuple[str, bytes]) -> str:
        query, body = pushed
        await self._client.post(f"{PATH}?{query}", content=body)
        return ""

    def _arrived(self, since: int) -> Iterator[Json]:
        for one in self.fake.screens.get(self.member, [])[since:]:
            yield {"by": "app", "card": one} if isinstance(one, Card) else {"by": "app", "text": one}


def _shown(line: Json) -> Json:
    """A card as it is now."""
    card: Card | None = line.get("card")
    if card is None:
        return line
    buttons = [{"text": text, "key": key} for text, key in card.buttons().items()]
    return {
        "by": line["by"],
        "id": card.task_id,
        "text": card.words(),
        "rows": [buttons[at : at + 2] for at in range(0, len(buttons), 2)],
        "edited": len(card.shown) > 1,
    }
