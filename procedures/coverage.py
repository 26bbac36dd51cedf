"""How revisits are counted: which belong to a month, which are made, which are missing (docs/coverage.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from procedures.kinds import RevisitForm, RevisitState
from procedures.life import CloseReason
from procedures.revisits import counts_as

# The version of what is written here and in docs/coverage.md; a report says by which one it was counted.
COUNTING_RULE = "2"
# Why a case's revisits ended with the case, or with its being taken up again.
REOPENED, CLOSED_AFTER_WORK = "reopened", "closed_after_work"
# A case that ended so was none, and one that is open again owes its revisit when the work is done again.
OWES_NONE = frozenset({CloseReason.WITHDRAWN, CloseReason.DUPLICATE, CloseReason.FILED_BY_MISTAKE, REOPENED})
# Ended so, a revisit was not had: a case that is taken up again owes it anew.
NOT_HAD = OWES_NONE | {CLOSED_AFTER_WORK}


class Counted(StrEnum):
    """What a revisit is in the count of its month."""

    DONE = "done"
    LATE = "late"
    MISSING = "missing"
    TOO_LATE = "too_late"
    OTHER_FORM = "other_form"
    SKIPPED = "skipped"
    FAILED = "failed"
    COMING = "coming"
    NOT_OWED = "not_owed"


MADE = frozenset({Counted.DONE, Counted.LATE})


@dataclass(frozen=True)
class Asked:
    """What the count looks at in a revisit; `id` is the row's."""

    id: int
    rules: frozenset[str]
    form: RevisitForm
    state: RevisitState
    due_at: datetime
    done_at: datetime | None
    made_in: RevisitForm | None
    why: str | None


@dataclass
class Line:
    """One line of a month: the ids of what was made, of what is missing, and of what is outside the count."""

    made: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    coming: list[int] = field(default_factory=list)
    not_owed: list[int] = field(default_factory=list)

    @property
    def owed(self) -> int:
        return len(self.made) + len(self.missing)

    @property
    def rate(self) -> float | None:
        """The share that was made, None when nothing was owed."""
        return len(self.made) / self.owed if self.owed else None

    def reaches(self, target: float) -> bool | None:
        """Whether the target is reached; counted in whole revisits, so that 0.8 of 5 are 4."""
        return len(self.made) >= target * self.owed - 1e-9 if self.owed else None


def counted(
    one: Asked, *, any_form: bool = False, month_ends: datetime, late: timedelta, now: datetime
) -> Counted:
    """What a revisit of a month is, as things stand now (A4.3.3.2).

    It belongs to the month that it was due in. Made by then or later, it counts until `late` after the
    month's end; what was skipped, declined or failed stays owed. With `any_form` a visit that became a
    call counts: the clause asks how many were revisited, and not how.
    """
    match one.state:
        case RevisitState.DONE:
            return _made(one, month_ends + late, any_form=any_form)
        case RevisitState.SKIPPED:
            return Counted.NOT_OWED if one.why in OWES_NONE else Counted.SKIPPED
        case RevisitState.FAILED:
            return Counted.FAILED
        case _:
            return Counted.COMING if one.due_at > now else Counted.MISSING


def count(
    all_of_month: Iterable[Asked],
    rules: frozenset[str],
    *,
    any_form: bool = False,
    month_ends: datetime,
    late: timedelta,
    now: datetime,
) -> Line:
    """A line of the month: the revisits that answer one of these rules, each in one of its lists."""
    line = Line()
    for one in all_of_month:
        if one.rules & rules:
            what = counted(one, any_form=any_form, month_ends=month_ends, late=late, now=now)
            _list(line, what).append(one.id)
    return line


def _made(one: Asked, until: datetime, *, any_form: bool) -> Counted:
    if one.made_in is None or not (any_form or counts_as(one.form, one.made_in)):
        return Counted.OTHER_FORM
    if one.done_at is None or one.done_at >= until:
        return Counted.TOO_LATE
    return Counted.DONE if one.done_at <= one.due_at else Counted.LATE


def _list(line: Line, what: Counted) -> list[int]:
    if what in MADE:
        return line.made
    if what is Counted.COMING:
        return line.coming
    return line.not_owed if what is Counted.NOT_OWED else line.missing
