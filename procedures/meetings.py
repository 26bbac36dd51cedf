"""Where a year's plan of owners' meetings stands, and each meeting in it (A4.1.4)."""

from enum import StrEnum


class PlanState(StrEnum):
    """A plan that is changed after its approval is a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class MeetingState(StrEnum):
    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    CANCELLED = "cancelled"


class Coming(StrEnum):
    """What an owner says to the invitation."""

    YES = "yes"
    NO = "no"
