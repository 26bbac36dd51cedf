"""Every clause of the three papers is named by code or data, or by the list of what is not carried out."""

import re
from functools import cache
from pathlib import Path

import pytest

from procedures.clauses import CLAUSES, in_order, words
from tests.procedures.not_yet import NOT_YET

ROOT = Path(__file__).parents[2]
PACKAGES = ("procedures", "dialogs", "storage", "desk", "console", "bot")
CLAUSE = re.compile(r"\b[ABC]\d+(?:\.\d+)*(?:-[a-zA-Z]\b)?")
RANGE = re.compile(r"\b([ABC])([\d.]+) to \1([\d.]+)")


@cache
def named() -> frozenset[str]:
    """Ids in docstrings and data; "A4.2.3.1.1 to A4.2.3.1.3" names those between, too."""
    found: set[str] = set()
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*"):
            if source.suffix in (".py", ".toml", ".html") and source.name != "clauses.toml":
                text = source.read_text(encoding="utf-8")
                found |= set(CLAUSE.findall(text))
                for letter, first, last in RANGE.findall(text):
                    order = in_order(letter)
                    ends = [order.index(f"{letter}{end.rstrip('.')}") for end in (first, last)]
                    found |= set(order[ends[0] : ends[1] + 1])
    return frozenset(found)


def test_every_clause_is_carried_out_or_on_the_list() -> None:
    assert sorted(set(CLAUSES) - named() - set(NOT_YET)) == []


def test_the_list_has_only_clauses_that_nothing_names() -> None:
    assert sorted(set(NOT_YET) & named()) == []
    assert set(NOT_YET) <= set(CLAUSES)
    assert all(reason.strip() for reason in NOT_YET.values())


def test_every_clause_that_is_carried_out_has_a_test_named_after_it() -> None:
    sources = (file.read_text(encoding="utf-8") for file in Path("tests").rglob("test_*.py"))
    tests = {name for source in sources for name in re.findall(r"def (test_[abc]\d\w*)", source)}
    named = "\n".join(sorted(f"{name}_" for name in tests))
    wanted = {clause: re.sub(r"[.-]", "_", clause.lower()) for clause in CLAUSES if clause not in NOT_YET}
    assert [clause for clause, name in wanted.items() if f"_{name}_" not in named] == []


def test_nothing_names_a_clause_that_no_paper_has() -> None:
    """A sentence may speak of a whole chapter ("A4.2.3.1"), the chapter's clauses being there."""
    unknown = {clause for clause in named() - set(CLAUSES) if "." in clause or "-" in clause}
    chapters = {clause for clause in unknown if any(known.startswith(f"{clause}") for known in CLAUSES)}
    assert sorted(unknown - chapters) == []


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans", "en"])
def test_every_clause_has_its_words(locale: str) -> None:
    assert all(words(clause, locale).strip() for clause in CLAUSES)
    assert words("Z9", locale) == ""


def test_clauses_stand_in_the_papers_order() -> None:
    order = in_order("A")
    assert order.index("A3.6") < order.index("A4.1.1") < order.index("A4.2.1") < order.index("A6.4")
