"""Tokens become phrases: what belongs together, from when until when, and what was refused."""

from dataclasses import dataclass, field

from dialogs.times.joins import settled
from dialogs.times.tokens import Sort, Token
from dialogs.times.values import Limit, Said

_DAY = frozenset({"days", "weeks", "weekday", "weekend", "year", "years", "months", "month", "date", "third"})
_HOUR = frozenset({"part", "clock"})
# Farther apart, words about time are about two things.
_FARTHEST = 24
_REFUSED_WITHIN = 4


@dataclass(frozen=True)
class Phrase:
    said: Said
    until: Said | None = None


@dataclass
class _Reader:
    """Collects the tokens of one phrase after another."""

    phrases: list[Phrase] = field(default_factory=list)
    said: Said = field(default_factory=Said)
    until: Said | None = None
    limit: Limit | None = None
    gap: int = 0
    refuses: bool = False
    after_length: bool = False
    refused: Said = field(default_factory=Said)

    def says(self, more: Said) -> None:
        if self._conflicts(more):
            self.close()
        target = self.said if self.until is None else self.until
        target.update(more)
        self.after_length = "length" in more
        if self.limit is not None:
            target["away" if self.after_length else "limit"] = self.limit
        self.limit, self.gap = None, 0

    def suffix(self, limit: Limit) -> None:
        target = self.said if self.until is None else self.until
        if self.after_length:
            target.setdefault("away", limit)
        else:
            target.setdefault("limit", limit)
        self.after_length = False

    def to(self) -> None:
        if self.until is None and self.said:
            self.until = Said()

    def skip(self, text: str) -> None:
        self.gap += len(text)
        self.limit, self.after_length = None, False
        if not self.said:
            self.refuses = False
        if self.gap > _FARTHEST or _is_past(self.said):
            self.close()

    def refuse(self) -> None:
        if not self.said:
            self.refuses = True
        elif self.gap <= _REFUSED_WITHIN:
            self.refuses = True
            self.close()

    def close(self) -> None:
        if self.said and self.refuses:
            self.refused = self.said
        elif self.said:
            self.phrases.append(self._phrase())
            self.refused = Said()
        self.said, self.until, self.limit = Said(), None, self.limit
        self.gap, self.refuses, self.after_length = 0, False, False

    def _conflicts(self, more: Said) -> bool:
        said = self.said if self.until is None else self.until
        both = said.keys() | more.keys()
        two_days = bool(said.keys() & _DAY and more.keys() & _DAY)
        return bool(
            said.keys() & more.keys()
            or ("length" in both and both & _DAY)
            or (two_days and self.gap)
            or (two_days and "days" in both and both & {"weeks", "months"})
        )

    def _phrase(self) -> Phrase:
        """The day may stand at either end of a range; a refused day's other half keeps the day."""
        said, until = self.said, self.until
        if until is not None and not said.keys() & _HOUR and until.keys() & _HOUR and not until.keys() & _DAY:
            said, until = Said(**{"limit": Limit.BY, **said, **until}), None
        if until and until.keys() & _DAY and not said.keys() & _DAY:
            day = {key: value for key, value in until.items() if key in _DAY}
            said = Said(**{**said, **day})
            until = Said(**{key: value for key, value in until.items() if key not in _DAY})
        if self.refused.keys() & _HOUR and not said.keys() & (_DAY | {"length"}):
            said = Said(**{**{key: value for key, value in self.refused.items() if key in _DAY}, **said})
        return Phrase(said, until or None)


def _is_past(said: Said) -> bool:
    shifts = (said.get("days", 0), said.get("weeks", 0), said.get("months", 0))
    return min(shifts) < 0 or said.get("away") is Limit.BEFORE


def phrases(found: list[Token]) -> list[Phrase]:
    """The phrases about time, in the order of the words, without the refused ones ("明天不行")."""
    reader = _Reader()
    for sort, said, text in settled(found):
        if sort is Sort.SAYS:
            reader.says(said)
        elif sort is Sort.PREFIX:
            reader.limit = said["limit"]
        elif sort is Sort.SUFFIX:
            reader.suffix(said["limit"])
        elif sort is Sort.TO:
            reader.to()
        elif sort is Sort.GAP:
            reader.skip(text)
        elif sort is Sort.REFUSAL:
            reader.refuse()
        elif sort is Sort.STOP:
            reader.close()
    reader.close()
    return reader.phrases
