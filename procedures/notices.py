"""Documents for owners: where one stands, whose agreement it needs, how it is given out (B4.2.5, B4.2.6)."""

from collections.abc import Collection
from enum import StrEnum

from procedures.kinds import Role


class NoticeState(StrEnum):
    """`DECLINED` and `APPROVED` belong to the newest version; a new one begins as a draft again."""

    DRAFT = "draft"
    APPROVED = "approved"
    DECLINED = "declined"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Given(StrEnum):
    """How a notice is given out (B4.2.6.1, B4.2.6.2)."""

    BOARD = "board"
    CHAT = "chat"
    LETTERBOX = "letterbox"
    BY_HAND = "by_hand"


PAPER = (Given.LETTERBOX, Given.BY_HAND)


class Audience(StrEnum):
    """Whom a notice is for; `LIST` is a file of units, as those in arrears."""

    CENTRE = "centre"
    BUILDING = "building"
    UNIT = "unit"
    LIST = "list"


class RowState(StrEnum):
    """Where a row of the register stands; `WAITING` is for staff or the clock, `UNDER_WAY` at a channel."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    SENT = "sent"
    FAILED = "failed"
    EXCLUDED = "excluded"


class Step(StrEnum):
    """Whose agreement is asked for (B4.2.5.2)."""

    DIRECTOR = "director"
    GENERAL = "general_director"


def steps(
    *, important: bool, drafted_by: Role, directors: Collection[Role], generals: Collection[Role]
) -> tuple[Step, ...]:
    """Whose agreement a document needs, in this order (B4.2.5.2).

    An important one has two signatures besides the drafter's, or one when the drafter's is one of the two.
    """
    if not important:
        return (Step.DIRECTOR,)
    if drafted_by in generals:
        return (Step.DIRECTOR,)
    return (Step.GENERAL,) if drafted_by in directors else (Step.DIRECTOR, Step.GENERAL)


def may_take(step: Step, role: Role, *, directors: Collection[Role], generals: Collection[Role]) -> bool:
    """The general director may stand in for the director, and nobody for the general director."""
    return role in generals or (step is Step.DIRECTOR and role in directors)
