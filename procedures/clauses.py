"""The clauses of the three procedures, in short, in three languages: the words behind a due time."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

FILE = "clauses.toml"
CLAUSES: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("procedures").joinpath(FILE).read_text(encoding="utf-8")
)
_PARTS = re.compile(r"\d+|\D+")


def words(clause: str | None, locale: str) -> str:
    """What a clause says, in short; nothing for one of a company's own procedure that we do not know."""
    return CLAUSES.get(clause or "", {}).get(locale, "")


def in_order(letter: str) -> list[str]:
    """The ids of one paper, in its order: by number, not by letter."""
    mine = (clause for clause in CLAUSES if clause.startswith(letter))
    return sorted(mine, key=lambda clause: [_rank(part) for part in _PARTS.findall(clause)])


def _rank(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdigit() else (-1, part)
