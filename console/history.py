"""What happened to a case, and why it is due when it is, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from console.words import moment, say, term
from storage.tables import CaseEvent

# Facts of an event that are shown as what they are; others stay in the record.
TIMES = ("reply_by", "until", "due", "due_at", "close_by", "visit_from", "visit_until", "visited_at")
TERMS = {
    "reason": "reason",
    "outcome": "outcome",
    "form": "form",
    "source": "source",
    "state": "state",
    "to": "level",
    "rule": "rule",
    "validity": "validity",
    "was_validity": "validity",
    "severity": "severity",
    "was_severity": "severity",
    "category": "category",
    "cause_kind": "cause",
    "recipient": "recipient",
    "consent": "consent",
}
WORDS = (
    *("cause", "measure", "words", "note", "number", "place", "helped", "name"),
    *("case_number", "left", "title", "document", "version", "notice"),
)


@dataclass(frozen=True)
class Happening:
    at: datetime
    who: str
    what: str
    clause: str | None
    details: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Stretch:
    """One step of "why is this due?"."""

    what: str
    since: datetime
    until: datetime
    lasts: str
    counts: bool


def happenings(
    events: Sequence[CaseEvent],
    names: dict[int, str],
    departments: dict[int, str],
    *,
    zone: ZoneInfo,
    now: datetime,
) -> list[Happening]:
    """Newest first."""
    return [
        Happening(event.at, actor(event.actor, names), term("event", event.what), event.clause, list(details))
        for event in reversed(events)
        for details in [_details(msgspec.json.decode(event.data), names, departments, zone=zone, now=now)]
    ]


def actor(name: str, names: dict[int, str]) -> str:
    """The name of a member of staff ("staff:12"); the owner and the bot by what they are."""
    kind, _, number = name.partition(":")
    if kind == "staff" and number.isdigit():
        return names.get(int(number), say("staff"))
    return term("actor", name)


def _details(
    data: dict[str, Any],
    names: dict[int, str],
    departments: dict[int, str],
    *,
    zone: ZoneInfo,
    now: datetime,
) -> list[tuple[str, str]]:
    found = []
    for name, value in data.items():
        if value in (None, "", [], {}):
            continue
        if name in TIMES and isinstance(value, str):
            found.append((term("fact", name), moment(datetime.fromisoformat(value), zone, now=now)))
        elif name in TERMS:
            found.append((term("fact", name), term(TERMS[name], str(value))))
        elif name == "handler" and isinstance(value, int):
            found.append((term("fact", name), names.get(value, "")))
        elif name == "department" and isinstance(value, int):
            found.append((term("fact", name), departments.get(value, "")))
        elif name == "why":
            # words of a person, or of ours
            found.append((term("fact", name), term("why", str(value))))
        elif name in WORDS:
            found.append((term("fact", name), str(value)))
    return found
