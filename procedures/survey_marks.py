"""What a survey's answers come to: shares, means, what changed since the last one (A4.1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from procedures.surveying import NO, SKIPPED, STARS, YES

SATISFIED = ("4", "5")


@dataclass(frozen=True)
class Spread:
    """How often each answer to a question was given, by its value."""

    counts: Mapping[str, int]

    @property
    def answered(self) -> int:
        """All but those who left it out."""
        return sum(many for value, many in self.counts.items() if value != SKIPPED)

    @property
    def mean(self) -> float | None:
        """Of the ratings, to one hundredth; None without any."""
        rated = {int(value): many for value, many in self.counts.items() if value in STARS}
        many = sum(rated.values())
        return round(sum(value * n for value, n in rated.items()) / many, 2) if many else None

    @property
    def satisfied(self) -> float | None:
        """The share of four and five stars, or of yes, to one thousandth."""
        good = sum(self.counts.get(value, 0) for value in (*SATISFIED, YES))
        many = sum(self.counts.get(value, 0) for value in (*STARS, YES, NO))
        return round(good / many, 3) if many else None


def change(now: float | None, before: float | None) -> float | None:
    """How much a mean rose since the last survey."""
    return None if now is None or before is None else round(now - before, 2)


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
