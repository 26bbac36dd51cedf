"""The rules about revisits that a procedure's data can hold, each with the clause that it carries out."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from procedures.kinds import Category, Kind, RevisitForm, Role, Severity


class When(StrEnum):
    """What makes a rule be looked at: intake and triage, the work done, or work not done for long."""

    OPENED = "opened"
    RESOLVED = "resolved"
    UNSOLVED = "unsolved"


class RevisitDue(StrEnum):
    """By when, counted from that moment (A4.1.3, A4.2.3.2.2, B4.1.2.3)."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    THREE_DAYS = "three_days"
    AFTER_RAIN = "after_rain"


@dataclass(frozen=True)
class AppliesTo:
    """Which cases a rule is for; None means either way.

    `company`: passed on by the company; `constructive`: a suggestion that was called so; `repeated`: the
    owner or the unit has raised it before (`RepeatRule`); `valid`: a complaint that was found valid.
    """

    kinds: frozenset[Kind]
    categories: frozenset[Category]
    severities: frozenset[Severity]
    rework: bool | None = None
    company: bool | None = None
    constructive: bool | None = None
    repeated: bool | None = None
    valid: bool | None = None


@dataclass(frozen=True)
class RevisitRule:
    """Such cases are revisited in this form, by this role or one of the others, at this time.

    `ask_after` is how long after the work an owner is first asked on the same day; `after` how long a case
    is open before an `UNSOLVED` rule speaks.
    """

    name: str
    when: When
    applies_to: AppliesTo
    form: RevisitForm
    by_whom: Role
    or_by: frozenset[Role]
    due: RevisitDue
    ask_after: timedelta
    after: timedelta
    clause: str

    @property
    def roles(self) -> frozenset[Role]:
        return self.or_by | {self.by_whom}


@dataclass(frozen=True)
class RepeatRule:
    """An owner or a unit with an earlier case of these kinds within the window has complained again.

    One with an earlier case of the kinds in `matters` and of the same category has raised the matter again.
    """

    kinds: frozenset[Kind]
    window: timedelta
    same_category: bool
    clause: str
    matters: frozenset[Kind] = frozenset()


@dataclass(frozen=True)
class NewOwnerRule:
    """New owners are visited within so many months of moving in, first asked after they have settled."""

    months: int
    settle: timedelta
    form: RevisitForm
    by_whom: Role
    clause: str


@dataclass(frozen=True)
class QuotaRule:
    """A director makes so many revisits a month in these forms, and is reminded from that day on."""

    visits: int
    forms: frozenset[RevisitForm]
    remind_on: int
    clause: str


@dataclass(frozen=True)
class CoverageRule:
    """A line of the coverage: the revisits of these rules, and the share of them that is to be made.

    With `any_form` a visit on site that became a phone call counts.
    """

    name: str
    rules: frozenset[str]
    rate: float
    clause: str
    any_form: bool = False


@dataclass(frozen=True)
class Revisiting:
    """What a procedure says about revisits besides the rules of single cases; None where it is silent.

    `late` is how long after a month's end a revisit of that month still counts.
    """

    repeats: RepeatRule | None
    new_owner: NewOwnerRule | None
    quota: QuotaRule | None
    by_hand_clause: str
    coverage: tuple[CoverageRule, ...]
    late: timedelta
