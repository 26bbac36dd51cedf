"""Bad weather by chance: seeded, so that a failure can be replayed."""

from dataclasses import dataclass, field
from random import Random

from tests.fakes.telegram import faults
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.shapes import Call


@dataclass
class Nasty:
    """Chances per call and per delivered update; seconds are real ones."""

    seed: int
    cut: float = 0.01
    bad_gateway: float = 0.01
    late: float = 0.01
    late_by: float = 3.0
    too_many: float = 0.005
    redeliver: float = 0.10
    shuffle: float = 2.0
    spared: frozenset[str] = frozenset({"getUpdates", "setWebhook", "deleteWebhook"})
    _dice: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._dice = Random(self.seed)

    def strike(self, call: Call) -> Fault | None:
        if call.method in self.spared:
            return None
        thrown = self._dice.random()
        for chance, fault in self._faults():
            if thrown < chance:
                return fault
            thrown -= chance
        return None

    def _faults(self) -> list[tuple[float, Fault]]:
        return [
            (self.cut, faults.cut()),
            (self.bad_gateway, faults.bad_gateway()),
            (self.late, faults.late(self.late_by)),
            (self.too_many, faults.too_many(self._dice.randint(1, 3))),
        ]

    def redelivers(self) -> bool:
        return self._dice.random() < self.redeliver

    def holds_back(self) -> float:
        """Seconds this update waits before its first delivery, so that chats overtake one another."""
        return self._dice.uniform(0.0, self.shuffle)
