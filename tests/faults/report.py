"""What a run came to, in figures and in one line."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.check import Violation, paired, told
from tests.faults.driver import Talker
from tests.faults.road import Road
from tests.faults.world import World

# a run in which fewer kills than this hit work under way proves nothing
LEAST_HIT = 0.8


@dataclass
class Report:
    """`hits` are kills with a webhook or a call under way, or at a named place."""

    seed: int
    kills: int = 0
    hits: int = 0
    updates: int = 0
    thrice: int = 0
    posts: int = 0
    cases: int = 0
    said: int = 0
    repeats: int = 0
    unknown: int = 0
    unknown_missing: int = 0
    silences: list[str] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    ready_after: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_valid(self) -> bool:
        return self.hits >= LEAST_HIT * self.kills

    def heard(self, road: Road, talkers: Iterable[Talker]) -> None:
        self.updates, self.posts, self.thrice = road.acknowledged, road.tries, road.thrice_sent
        self.silences = [silence for talker in talkers for silence in talker.silences]

    def checked(self, world: World, violations: list[Violation]) -> None:
        evidence = world.evidence
        self.violations = violations
        self.cases = len(evidence.rows('SELECT id FROM "case"'))
        came = [(said, len(arrivals)) for said, arrivals in paired(evidence)]
        self.said = len(came)
        self.repeats = sum(max(many - 1, 0) for _, many in came)
        self.unknown = sum(said.state == "unknown" for said, _ in came)
        self.unknown_missing = sum(said.state == "unknown" and not many for said, many in came)
        self.ready_after = world.server.ready_after

    def show(self, what: str, world: World) -> None:
        """For whoever runs it: the seed to replay it by, and the figures."""
        database = world.url.partition(":")[0]
        lines = [f"{what} on {database}, {self}", told(self.violations, most=4)]
        sys.stdout.write("\n" + "\n".join(filter(None, lines)) + "\n")

    def __str__(self) -> str:
        slowest = max(self.ready_after, default=0.0)
        return (
            f"seed {self.seed}: {self.kills} kills, {self.hits} with work under way; "
            f"{self.updates} updates ({self.thrice} sent three times, {self.posts} posts), "
            f"{self.cases} cases, {self.said} messages, {self.repeats} repeats, "
            f"{self.unknown} uncertain and flagged ({self.unknown_missing} of them never came); "
            f"ready after {slowest:.1f} s at most; {self.seconds:.0f} s"
        )
