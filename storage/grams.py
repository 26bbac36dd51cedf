"""What a text is found by: pairs of neighbouring signs, in one width, case and script (漏水, ＰＨ１ and ph1).

Chinese has no spaces, and its words mostly have two signs: each pair of neighbours is a gram. What is written
in ASCII is found by any part of it that its word goes on from: every ending of the word is a gram.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from opencc import OpenCC

LONGEST_WORD = 16
MOST_ENDINGS = 64
MOST_RUNS = 6
LONGEST_QUERY = 100
_RUN = re.compile(r"[^\W_]+")
_ASCII = re.compile(r"[a-z0-9]+")


@cache
def _converter() -> Any:
    return OpenCC("t2s")


@cache
def _folded(sign: str) -> str:
    """One sign in one width, case and script; signs that nobody sees (zero width, bidi) are nothing."""
    if unicodedata.category(sign) == "Cf":
        return ""
    return "".join(_converter().convert(each) for each in unicodedata.normalize("NFKC", sign).casefold())


def fold(text: str) -> str:
    """A text as it is compared."""
    return "".join(map(_folded, text))


@dataclass(frozen=True)
class Gram:
    """A gram to look for; with `starts`, those that begin so will do."""

    text: str
    starts: bool = False


def grams(text: str) -> list[str]:
    """All grams of a text, each once, in order."""
    found: dict[str, None] = {}
    for run in _RUN.findall(fold(text)):
        found.update(dict.fromkeys(_pairs(run)))
        if not run[-1].isascii():
            found[run[-1]] = None
        for word in _ASCII.findall(run):
            found.update(
                dict.fromkeys(word[at : at + LONGEST_WORD] for at in range(len(word[:MOST_ENDINGS])))
            )
    return list(found)


@dataclass(frozen=True)
class Query:
    """What somebody looks for: every run of signs must be found, wherever it stands."""

    runs: tuple[str, ...]
    grams: tuple[Gram, ...]
    is_exact: bool
    """The grams alone decide; else the text must be looked at too."""

    def fits(self, text: str) -> bool:
        folded = fold(text)
        return all(run in folded for run in self.runs)


def query(typed: str) -> Query:
    """The first words of what was typed; nothing to look for has no runs."""
    runs = tuple(dict.fromkeys(_RUN.findall(fold(typed[:LONGEST_QUERY]))))[:MOST_RUNS]
    wanted = [_wanted(run) for run in runs]
    is_exact = all(len(each) == 1 for each in wanted) and all(len(run) <= LONGEST_WORD for run in runs)
    return Query(runs, tuple(dict.fromkeys(gram for each in wanted for gram in each)), is_exact)


def marks(text: str, runs: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the runs stand in a text as it was written: from, to; in order, none inside another."""
    signs, origins = [], []
    for place, sign in enumerate(text):
        folded = _folded(sign)
        signs.append(folded)
        origins.extend([place] * len(folded))
    folded_text, found = "".join(signs), list[tuple[int, int]]()
    for run in runs:
        at = folded_text.find(run)
        while at >= 0:
            found.append((origins[at], origins[at + len(run) - 1] + 1))
            at = folded_text.find(run, at + len(run))
    return _merged(sorted(found))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for since, until in spans:
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged


def _pairs(run: str) -> list[str]:
    """Neighbours of which at least one is no ASCII."""
    return [pair for pair in map("".join, pairwise(run)) if not pair.isascii()]


def _wanted(run: str) -> list[Gram]:
    if len(run) == 1:
        return [Gram(run, starts=True)]
    words = [Gram(word[:LONGEST_WORD], starts=True) for word in _ASCII.findall(run)]
    return [*map(Gram, _pairs(run)), *words]
