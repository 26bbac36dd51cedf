"""Whether something is mended, as owners say it in their own words; None when that may be read otherwise."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dialogs.courtesies import courtesy, plainly, whole, without_thanks
from procedures.kinds import Outcome

# Longer than this it is a story; whoever tells one is asked to tap.
LONGEST = 60
_CLAUSES = re.compile(r"[,，。.!！;；、~～\n]+|但是|但|不過|不过|可是|\bbut\b|\bhowever\b|\band\b")
_WORDS: dict[str, list[str]] = tomllib.loads(
    files("dialogs").joinpath("verdicts.toml").read_text(encoding="utf-8")
)


class Verdict(NamedTuple):
    """What was said of it; `tells` when there is more in the words than that."""

    result: Outcome
    tells: bool


def verdict(words: str) -> Verdict | None:
    """One result in every clause that names one. "Mended" with anything else beside it is no clear answer."""
    if not words or len(words) > LONGEST or any(mark in words for mark in "?？"):
        return None
    said = list(_clauses(words))
    results = {result for result, _ in said if result}
    if len(results) != 1:
        return None
    result, tells = results.pop(), any(not is_clear for _, is_clear in said)
    return None if tells and result is Outcome.SOLVED else Verdict(result, tells)


def _clauses(words: str) -> Iterator[tuple[Outcome | None, bool]]:
    """The result of each clause, and whether its words were understood."""
    for clause in _CLAUSES.split(plainly(words)):
        plain = re.sub(r"[^\w']+", " ", clause).strip()
        if not plain:
            continue
        result = _result(plain)
        yield result, result is not None or courtesy(plain) is not None or plain in _PRAISE


def _result(clause: str) -> Outcome | None:
    """Two readings of one clause are none; thanks around it are no part of it."""
    bare = without_thanks(clause)
    found = [result for result, pattern in _patterns() if pattern.fullmatch(bare)]
    return found[0] if len(found) == 1 else None


_PRAISE = frozenset(_WORDS["praise"])


@cache
def _patterns() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    part = {name: f"(?:{whole(some)})" for name, some in _WORDS.items()}
    cores = {
        Outcome.SOLVED: ("{mended} ?{now}", "{mended_alone}", "{gone} ?{trouble}"),
        Outcome.NOT: ("{still} ?{trouble}", "{no} ?{mended}", "{bad}"),
        Outcome.PARTLY: ("{still} ?{little} ?{trouble}", "{no} ?{wholly} ?{mended}", "{partly}"),
    }
    built = {result: "|".join(some).format_map(part) for result, some in cores.items()}
    around = r"(?:{before} ?){{0,3}}(?:{core})(?: ?{after}){{0,2}}"
    return tuple((result, re.compile(around.format(core=core, **part))) for result, core in built.items())
