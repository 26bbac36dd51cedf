"""The kinds of rule a procedure's data can hold, each with the clause that it carries out."""

from dataclasses import dataclass
from datetime import timedelta

from procedures.kinds import Kind, Severity


@dataclass(frozen=True)
class ReplyRule:
    """Owners who raise one of these kinds are promised a reply within that much contact time."""

    kinds: frozenset[Kind]
    within: timedelta
    clause: str


@dataclass(frozen=True)
class EmergencyRule:
    """An urgent matter is answered within that much time, day and night."""

    within: timedelta
    clause: str


@dataclass(frozen=True)
class UnfiledRule:
    """Words that are in no case after that much contact time are told to staff."""

    after: timedelta
    clause: str


@dataclass(frozen=True)
class CloseRule:
    """Such cases are closed by the end of that calendar day; 0 is the day of intake."""

    kinds: frozenset[Kind]
    severities: frozenset[Severity]
    days: int
    clause: str

    def covers(self, kind: Kind, severity: Severity) -> bool:
        return kind in self.kinds and severity in self.severities


@dataclass(frozen=True)
class ChaseRule:
    """How long after the question a silent owner is reminded, and then phoned.

    Where the revisit is due before, they are phoned that much contact time before it is due.
    """

    remind_after: timedelta
    phone_after: timedelta
    phone_before: timedelta
    clause: str
