"""Reading a TOML table strictly: every key known, every value of its type, every error with its place."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import NoReturn, TypeVar, cast

CLAUSE = re.compile(r"[A-Z]\d+(\.\d+)*(-[A-Za-z0-9]+)?")
DURATION = re.compile(r"([1-9]\d{0,4}) ?(min|h)")
UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1)}
TYPE_NAMES: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


class ProcedureError(ValueError):
    """A procedure's data is wrong; the text names the file, the dotted place and what is wrong."""


class Table:
    """One table of a file; `place` is its dotted name, empty for the whole file.

    Whatever is asked of it and is not there, or not so, raises ProcedureError.
    """

    def __init__(self, values: dict[str, object], *, source: str, place: str = "") -> None:
        self._values = values
        self._source = source
        self._place = place

    def fail(self, key: str, what: str) -> NoReturn:
        place = f"{self._place}.{key}" if self._place else key
        raise ProcedureError(f"{self._source}: {place}: {what}")

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads: most are misspelt."""
        for key in self._values:
            if key not in known:
                self.fail(key, f"unknown key; known here: {', '.join(known)}")

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str) -> str:
        text = self._typed(key, str)
        return text if text.strip() else self.fail(key, "is empty")

    def matching(self, key: str, pattern: re.Pattern[str], what: str) -> str:
        text = self.text(key)
        return text if pattern.fullmatch(text) else self.fail(key, f"{text!r} is not {what}")

    def clause(self) -> str:
        return self.matching("clause", CLAUSE, "a clause id such as 'A4.2.3.1.1' or 'A3.1-b'")

    def flag(self, key: str) -> bool:
        return self._typed(key, bool)

    def whole(self, key: str, *, most: int) -> int:
        number = self._typed(key, int)
        return number if 0 <= number <= most else self.fail(key, f"{number} is outside 0..{most}")

    def rate(self, key: str) -> float:
        return self.number(key, most=1)

    def number(self, key: str, *, most: float) -> float:
        number = self._present(key)
        if isinstance(number, bool) or not isinstance(number, int | float):
            self.fail(key, f"must be a number, not {number!r}")
        return float(number) if 0 <= number <= most else self.fail(key, f"{number} is outside 0..{most}")

    def names(self) -> list[str]:
        """The keys of a table whose keys are names that whoever writes it chooses."""
        return list(self._values)

    def duration(self, key: str) -> timedelta:
        text = self.text(key)
        found = DURATION.fullmatch(text)
        if not found:
            self.fail(key, f"{text!r} is not a time such as '30 min' or '2 h'")
        return int(found[1]) * UNITS[found[2]]

    def word(self, key: str, words: type[Word]) -> Word:
        return self._word(key, self.text(key), words)

    def words(self, key: str, words: type[Word]) -> frozenset[Word]:
        """A list of at least one, none twice."""
        listed = [self._word(f"{key}[{n}]", text, words) for n, text in enumerate(self.texts(key))]
        if not listed:
            self.fail(key, "is empty")
        if len(set(listed)) < len(listed):
            self.fail(key, "names one twice")
        return frozenset(listed)

    def words_or_all(self, key: str, words: type[Word]) -> frozenset[Word]:
        return self.words(key, words) if self.has(key) else frozenset(words)

    def texts(self, key: str) -> list[str]:
        items = self._typed(key, list)
        for n, item in enumerate(items):
            if not isinstance(item, str):
                self.fail(f"{key}[{n}]", f"must be a text, not {item!r}")
        return items

    def table(self, key: str) -> "Table":
        return self._inner(key, self._typed(key, dict))

    def tables(self, key: str) -> list["Table"]:
        """A list of tables, which may be absent."""
        items = self._typed(key, list) if self.has(key) else []
        for n, item in enumerate(items):
            if not isinstance(item, dict):
                self.fail(f"{key}[{n}]", f"must be a table, not {item!r}")
        return [self._inner(f"{key}[{n}]", item) for n, item in enumerate(items)]

    def _inner(self, key: str, values: dict[str, object]) -> "Table":
        place = f"{self._place}.{key}" if self._place else key
        return Table(values, source=self._source, place=place)

    def _present(self, key: str) -> object:
        return self._values[key] if key in self._values else self.fail(key, "is missing")

    def _typed(self, key: str, kind: type[Value]) -> Value:
        value = self._present(key)
        # Exactly that type: to Python true is a whole number too.
        if type(value) is not kind:
            self.fail(key, f"must be {TYPE_NAMES[kind]}, not {value!r}")
        return cast("Value", value)

    def _word(self, key: str, text: str, words: type[Word]) -> Word:
        if text not in list(words):
            self.fail(key, f"{text!r} is none of {', '.join(words)}")
        return words(text)
