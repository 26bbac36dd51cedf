"""Reports on a month or a week: kinds, sections, figures (A4.4.1, A4.4.2, B4.2.1, B4.2.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReportKind(StrEnum):
    """To quality (A4.4.1), for the meeting (A4.4.2), to the principal (B4.2.1), of the needs (B4.2.4)."""

    QUALITY = "quality"
    DIGEST = "digest"
    PRINCIPAL = "principal"
    NEEDS = "needs"


class ReportState(StrEnum):
    """Where a version stands; signed is frozen, and released to whom it is for."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"


class Section(StrEnum):
    """What a report can contain, as its procedure's data names it."""

    TAKEN = "taken"
    CLOSED = "closed"
    OPEN = "open"
    CATEGORIES = "categories"
    VALIDITY = "validity"
    PROMISES = "promises"
    COVERAGE = "coverage"
    DIRECTORS = "directors"
    REPEATS = "repeats"
    RATINGS = "ratings"


class Of(StrEnum):
    """What the ids behind a figure are of."""

    CASE = "case"
    REVISIT = "revisit"
    REVIEW = "review"


@dataclass(frozen=True)
class Figure:
    """One line of a report, with what is behind it: `ids` in this span, `was` in the one before.

    It counts its ids unless it has a `value`: an average of 1 to 5, or a share of 0 to 1. `owed` is how many
    there should be, `target` the share that is wanted; `label` the name that no catalog has, a director's.
    """

    section: Section
    name: str
    of: Of
    ids: tuple[int, ...]
    was: tuple[int, ...] = ()
    value: float | None = None
    value_was: float | None = None
    owed: int | None = None
    target: float | None = None
    label: str = ""

    @property
    def number(self) -> float:
        return len(self.ids) if self.value is None else self.value

    @property
    def number_was(self) -> float | None:
        return len(self.was) if self.value is None else self.value_was

    @property
    def change(self) -> float | None:
        """Against the span before; None where one of them has no figure."""
        before = self.number_was
        return None if before is None or self.has_nothing else round(self.number - before, 4)

    @property
    def has_nothing(self) -> bool:
        """A share or an average of nothing."""
        return self.owed == 0 or (self.owed is None and self.value is not None and not self.ids)

    @property
    def is_reached(self) -> bool | None:
        """In whole revisits, so that 0.8 of 5 are 4; None where nothing is wanted, or nothing was owed."""
        if self.target is None or not self.owed:
            return None
        return len(self.ids) >= self.target * self.owed - 1e-9


@dataclass(frozen=True)
class Figures:
    """A report's figures from `since` to before `until`, those before from `was_since` to `since`.

    `counting` is the version of the rule that coverage was counted by.
    """

    since: datetime
    until: datetime
    was_since: datetime
    counting: str
    figures: tuple[Figure, ...]

    def sections(self) -> Iterator[tuple[Section, list[Figure]]]:
        """In the report's order; an empty one is left out."""
        for section in dict.fromkeys(figure.section for figure in self.figures):
            yield section, [figure for figure in self.figures if figure.section == section]

    def named(self, section: str, name: str) -> Figure | None:
        mine = (one for one in self.figures if one.section == section and one.name == name)
        return next(mine, None)
