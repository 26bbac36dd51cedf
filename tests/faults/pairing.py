"""Which arrivals on a screen are which message: by words and buttons, in order, between anchors."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.faults.evidence import Arrival, Said


@dataclass
class Paired:
    """Arrivals of each message by its id; `strays` are no message's; `disorder` came too late."""

    of: dict[int, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    strays: list[Arrival] = field(default_factory=list)
    disorder: list[Arrival] = field(default_factory=list)


def pair(said: Sequence[Said], arrivals: Sequence[Arrival]) -> Paired:
    """A message keeps the platform's id of one arrival; the others that look the same stand around it."""
    paired = Paired()
    anchors = {each.external_id: place for place, each in enumerate(said) if each.external_id}
    last = 0
    for at, arrival in enumerate(arrivals):
        place = anchors.get(arrival.message_id)
        if place is None:
            place = _near(said, arrival, last, _next_anchor(anchors, arrivals[at:], len(said) - 1))
        if place is None:
            paired.strays.append(arrival)
            continue
        if place < last:
            paired.disorder.append(arrival)
        paired.of[said[place].id].append(arrival)
        last = max(last, place)
    return paired


def _next_anchor(anchors: dict[str, int], rest: Sequence[Arrival], otherwise: int) -> int:
    return next((anchors[each.message_id] for each in rest if each.message_id in anchors), otherwise)


def _near(said: Sequence[Said], arrival: Arrival, first: int, last: int) -> int | None:
    looks = (arrival.words, arrival.tokens)
    return next((p for p in range(last, first - 1, -1) if (said[p].words, said[p].tokens) == looks), None)
