"""How much time is left to the next thing that was promised, and how worried to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from procedures.kinds import CaseState, Validity
from storage.tables import Case


class Level(StrEnum):
    EASY = "easy"
    SOON = "soon"
    LATE = "late"
    KEPT = "kept"


class What(StrEnum):
    REPLY = "reply"
    CLOSE = "close"
    TRIAGE = "triage"


@dataclass(frozen=True)
class Countdown:
    what: What
    until: datetime
    warn_at: datetime
    level: Level


def reply(case: Case, *, now: datetime) -> Countdown:
    """The promised reply; once given, whether it was kept."""
    if case.replied_at is not None:
        level = Level.LATE if case.replied_at > case.reply_by else Level.KEPT
    else:
        level = _level(case.warn_at, case.reply_by, now=now)
    return Countdown(What.REPLY, case.reply_by, case.warn_at, level)


def close(case: Case, *, now: datetime) -> Countdown | None:
    """The close-by time, where the procedure sets one."""
    if case.close_by is None:
        return None
    warn_at = case.close_warn_at or case.close_by
    done = case.resolved_at or case.closed_at
    if done is not None:
        level = Level.LATE if done > case.close_by else Level.KEPT
    else:
        level = _level(warn_at, case.close_by, now=now)
    return Countdown(What.CLOSE, case.close_by, warn_at, level)


def triage(case: Case, *, now: datetime) -> Countdown | None:
    """By when intake decides (A4.2.3); None once it has, or for cases that nobody decides."""
    if case.triage_by is None or case.validity != Validity.UNDECIDED:
        return None
    warn_at = case.opened_at + (case.triage_by - case.opened_at) / 2
    return Countdown(What.TRIAGE, case.triage_by, warn_at, _level(warn_at, case.triage_by, now=now))


def next_due(case: Case, *, now: datetime) -> Countdown | None:
    """What this case owes its owner next; None when nothing does."""
    if case.state in (CaseState.RESOLVED, CaseState.CLOSED):
        return None
    return reply(case, now=now) if case.replied_at is None else close(case, now=now)


def is_late(case: Case, *, now: datetime) -> bool:
    due = next_due(case, now=now)
    return due is not None and due.level is Level.LATE


def _level(warn_at: datetime, until: datetime, *, now: datetime) -> Level:
    if now >= until:
        return Level.LATE
    return Level.SOON if now >= warn_at else Level.EASY
