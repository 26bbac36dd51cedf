"""Where an incident and its open letter stand (B4.1.2.1)."""

from enum import StrEnum


class IncidentState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class LetterState(StrEnum):
    """`REPLACED` by a newer version; only what was agreed to is ever sent."""

    DRAFT = "draft"
    APPROVED = "approved"
    DECLINED = "declined"
    REPLACED = "replaced"
    SENT = "sent"


class Means(StrEnum):
    """How a copy of a letter reaches its owner."""

    CHAT = "chat"
    BY_HAND = "by_hand"
