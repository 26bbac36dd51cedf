"""What an owner is asked about, after whether it is solved: each group of categories has its own (A4.3.2)."""

from dataclasses import dataclass
from enum import StrEnum

from procedures.kinds import Category, Kind
from procedures.strict_table import Table


class Question(StrEnum):
    """What is rated; the keys of the flow, for ever."""

    SPEED = "speed"
    WORKMANSHIP = "workmanship"
    MANNER = "manner"
    SATISFACTION = "satisfaction"


# What is asked where no rule says otherwise: satisfaction as a whole is a consultancy's question (C5).
USUAL = (Question.SPEED, Question.WORKMANSHIP, Question.MANNER)


class Group(StrEnum):
    """Whose words the questions are asked in."""

    WORKS = "works"
    CLEANING = "cleaning"
    SAFETY = "safety"
    ROADS = "roads"
    SERVICE = "service"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True)
class QuestionRule:
    """Cases of these kinds and categories are asked these questions in this group's words."""

    group: Group
    kinds: frozenset[Kind]
    categories: frozenset[Category]
    asks: frozenset[Question]
    clause: str


def question_rules(tables: list[Table]) -> tuple[QuestionRule, ...]:
    """Raises ProcedureError for whatever is wrong; without any, owners are asked everything."""
    return tuple(_question_rule(table) for table in tables)


def questions_of(
    rules: tuple[QuestionRule, ...], kind: Kind, category: Category
) -> tuple[Group, tuple[Question, ...]]:
    """The first rule that fits; else the words of works, and the usual ones. In the order they are asked."""
    for rule in rules:
        if kind in rule.kinds and category in rule.categories:
            return rule.group, tuple(one for one in Question if one in rule.asks)
    return Group.WORKS, USUAL


def _question_rule(table: Table) -> QuestionRule:
    table.only("group", "kinds", "categories", "asks", "clause")
    return QuestionRule(
        group=table.word("group", Group),
        kinds=table.words_or_all("kinds", Kind),
        categories=table.words_or_all("categories", Category),
        asks=table.words("asks", Question),
        clause=table.clause(),
    )
