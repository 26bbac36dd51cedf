"""A procedure explained in words: one line for each rule, with its figures and its clause."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import time, timedelta
from enum import Enum
from typing import Any

from procedures.calendar import Hours
from procedures.procedure import Procedure

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Parts of a procedure by what a person calls them; one that is not named here goes by its own name.
CALLED: Mapping[str, str] = {
    "replies": "Promised reply",
    "emergency": "Emergency, day and night",
    "unfiled": "Words that nobody filed",
    "closes": "Closed by",
    "chase": "An owner who does not answer a revisit",
    "revisits": "Revisit",
    "revisiting": "Revisits in general",
    "visit": "Visits on site",
    "questions": "Questions of a revisit",
    "houses": "House quality",
    "control_limits": "Repeats and moving figures",
    "actions": "Corrective and preventive actions",
    "clients": "Clients",
}
PLAIN = frozenset({"names", "holidays", "warn_at", "hours", "wish_clause"})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def explain(procedure: Procedure) -> list[str]:
    """The whole of it, rule by rule, and at the end what it has no rule for."""
    absent = [_called(name) for name, part in _parts(procedure) if part is None or part == ()]
    lines = list(_basics(procedure))
    for name, part in _parts(procedure):
        lines += _rules(_called(name), part)
    return [*lines, f"It has no rule for: {', '.join(absent)}."] if absent else lines


def figure(value: object) -> str:
    """A value of a rule as it is said: "2 h", "80 %", "complaint, repair", "any category"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        return _span(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return f"{value * 100:g} %" if 0 < value <= 1 else f"{value:g}"
    if isinstance(value, frozenset | tuple):
        return _several(value)
    if is_dataclass(value) and not isinstance(value, type):
        given = [(each.name, getattr(value, each.name)) for each in fields(value)]
        return ", ".join(f"{_words(name)} {figure(one)}" for name, one in given if _is_said(one))
    if isinstance(value, Mapping):
        return ", ".join(f"{figure(key)}: {figure(each)}" for key, each in value.items())
    return str(value).replace("_", " ")


def _basics(procedure: Procedure) -> Iterator[str]:
    yield f"{procedure.names['en']} ({procedure.names['zh-Hant']})"
    for name, periods in zip(DAYS, procedure.hours.week, strict=True):
        spoken = ", ".join(f"{start:%H:%M}-{_end(end)}" for start, end in periods)
        yield f"{name}: {spoken or 'closed'}."
    yield f"Closed on the public holidays of {procedure.holidays}, unless the centre names another region."
    yield f"Staff are warned after {figure(procedure.warn_at)} of a promised time."
    yield f"A time that the owner asked for goes before the reply times ({procedure.wish_clause})."


def _parts(procedure: Procedure) -> Iterator[tuple[str, object]]:
    return (
        (each.name, getattr(procedure, each.name)) for each in fields(procedure) if each.name not in PLAIN
    )


def _rules(called: str, part: object) -> Iterator[str]:
    """A line for a rule, then lines for the rules inside it."""
    if isinstance(part, tuple):
        for each in part:
            yield from _rules(called, each)
    elif isinstance(part, Mapping):
        for name, each in part.items():
            yield from _rules(f"{called}, {_words(name)}", each)
    elif is_dataclass(part) and not isinstance(part, type | Hours):
        inner = [(each.name, getattr(part, each.name)) for each in fields(part)]
        yield from _rule(called, inner)
        for name, value in inner:
            if _holds_rules(value):
                yield from _rules(f"{called}, {_words(name)}", value)
        for each in fields(part):
            if getattr(part, each.name) is None and "Rule" in str(each.type):
                yield f"{called}: there is no rule of {_words(each.name)}."


def _rule(called: str, inner: list[tuple[str, Any]]) -> Iterator[str]:
    """Its figures, and the clauses that they are from."""
    clauses = ", ".join(str(value) for name, value in inner if _is_clause(name))
    said = [(name, value) for name, value in inner if not _holds_rules(value) and not _is_clause(name)]
    given = [f"{_words(name)} {figure(value)}" for name, value in said if _is_said(value)]
    if given:
        yield f"{called}: {'; '.join(given)}{f' ({clauses})' if clauses else ''}."
    elif clauses:
        yield f"{called} ({clauses})."


def _holds_rules(value: object) -> bool:
    """Whether there is a clause in it; what has none is a figure of the rule around it."""
    if isinstance(value, tuple):
        return any(_holds_rules(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return False
    return any(_is_clause(each.name) or _holds_rules(getattr(value, each.name)) for each in fields(value))


def _is_said(value: object) -> bool:
    return value is not None and value not in ((), frozenset(), timedelta(0))


def _is_clause(name: str) -> bool:
    return name == "clause" or name.endswith("_clause")


def _several(values: frozenset[object] | tuple[object, ...]) -> str:
    if not values:
        return "none"
    kinds = {type(each) for each in values}
    if isinstance(values, frozenset) and len(kinds) == 1 and issubclass(one := kinds.pop(), Enum):
        if len(values) == len(one):
            return "any"
        return ", ".join(figure(each) for each in one if each in values)
    return ", ".join(figure(each) for each in values)


def _span(span: timedelta) -> str:
    if span and span % DAY == timedelta(0):
        return f"{span // DAY} d"
    if span and span % HOUR == timedelta(0):
        return f"{span // HOUR} h"
    return f"{span // timedelta(minutes=1)} min"


def _end(closes: time) -> str:
    return "24:00" if closes == time.min else f"{closes:%H:%M}"


def _called(name: str) -> str:
    return CALLED.get(name, _words(name).capitalize())


def _words(name: str) -> str:
    return name.replace("_", " ")
