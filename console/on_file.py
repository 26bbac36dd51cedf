"""Everything that is on file about an owner or a flat, in one list, the newest first (C4, C7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from console import transcript
from console.history import actor, happenings
from console.words import term
from storage.client_files import ClientFile
from storage.tables import CaseEvent

KINDS = ("chat", "call", "letter", "revisit", "event", "record")


@dataclass(frozen=True)
class Filed:
    """One thing on file: `what` of KINDS."""

    at: datetime
    what: str
    who: str
    words: str
    number: str = ""


def filed(
    on_file: ClientFile, names: dict[int, str], departments: dict[int, str], *, zone: ZoneInfo, now: datetime
) -> list[Filed]:
    found = [*_chats(on_file, names), *_calls(on_file, names), *_letters(on_file)]
    found += [*_revisits(on_file, names), *(_change(one, names) for one in on_file.changes)]
    found += _events(on_file, names, departments, zone=zone, now=now)
    return sorted(found, key=lambda one: one.at, reverse=True)


def counted(found: Iterable[Filed]) -> Mapping[str, int]:
    """How many there are of each kind, in the order of KINDS; none of those of which there are none."""
    kinds = [one.what for one in found]
    return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}


def _chats(on_file: ClientFile, names: dict[int, str]) -> list[Filed]:
    oldest_first = on_file.messages[::-1]
    shown = transcript.lines(oldest_first, [], names)
    numbers = [on_file.numbers.get(one.case_id, "") for one in oldest_first]
    return [
        Filed(line.at, "chat", line.name or term("side", line.side), line.text or line.other, number)
        for line, number in zip(shown, numbers, strict=True)
    ]


def _calls(on_file: ClientFile, names: dict[int, str]) -> list[Filed]:
    return [
        Filed(one.at, "call", actor(one.actor, names), _data(one).get("words", ""), _number(on_file, one))
        for one in on_file.calls
    ]


def _letters(on_file: ClientFile) -> list[Filed]:
    return [
        Filed(one.copy.delivered_at or one.letter.drafted_at, "letter", "", one.letter.title, one.case_number)
        for one in on_file.letters
    ]


def _revisits(on_file: ClientFile, names: dict[int, str]) -> Sequence[Filed]:
    return [
        Filed(
            one.done_at,
            "revisit",
            names.get(one.done_by or 0, ""),
            " · ".join(filter(None, (term("form", one.done_form), term("outcome", one.outcome), one.words))),
            on_file.numbers.get(one.case_id, ""),
        )
        for one in on_file.revisits
        if one.done_at
    ]


def _events(
    on_file: ClientFile, names: dict[int, str], departments: dict[int, str], *, zone: ZoneInfo, now: datetime
) -> Iterable[Filed]:
    oldest_first = on_file.events[::-1]
    told = happenings(oldest_first, names, departments, zone=zone, now=now)
    for one, event in zip(told, on_file.events, strict=True):
        details = " · ".join(f"{name}: {value}" for name, value in one.details)
        words = f"{one.what}\n{details}" if details else one.what
        yield Filed(one.at, "event", one.who, words, _number(on_file, event))


def _change(event: CaseEvent, names: dict[int, str]) -> Filed:
    data = _data(event)
    words = term("event", event.what)
    if field := data.get("field"):
        words = f"{term('client', field)}: {data.get('was') or '—'} → {data.get('to_be') or '—'}"
    return Filed(event.at, "record", actor(event.actor, names), words)


def _number(on_file: ClientFile, event: CaseEvent) -> str:
    return on_file.numbers.get(event.case_id, "")


def _data(event: CaseEvent) -> dict[str, Any]:
    return msgspec.json.decode(event.data)
