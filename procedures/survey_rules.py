"""The half-yearly survey as data: when it is due, its questions, who leads and signs it (A4.1.5, A6.4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from locales import LOCALES, has
from procedures.kinds import Category, Role
from procedures.refused import Refused, Why
from procedures.strict_table import Table

KEY = re.compile(r"[a-z][a-z0-9_]{1,30}")
MOST_DAYS, MOST_REMINDERS = 120, 5
MOST_BANK, MOST_ASKED, LONGEST = 60, 15, 200


class Answering(StrEnum):
    """How a question is answered: one to five, yes or no, or in words."""

    RATING = "rating"
    YES_NO = "yes_no"
    WORDS = "words"


@dataclass(frozen=True)
class BankQuestion:
    """A question to choose from; its key keeps its meaning for ever, so that waves can be compared.

    Its words are the text `survey.ask_<key>`, or a company's own in every language. `usual`: in a new draft.
    """

    key: str
    kind: Answering
    category: Category
    usual: bool
    words: Mapping[str, str]

    @property
    def text_id(self) -> str:
        """Empty for a company's own question."""
        return "" if self.words else f"survey.ask_{self.key}"


@dataclass(frozen=True)
class SurveyRules:
    """`before`: so long before a half-year ends its draft lies ready.

    A rating of at most `dissatisfied` opens a case.
    """

    before: timedelta
    open_for: timedelta
    remind_every: timedelta
    reminders: int
    dissatisfied: int
    led_by: frozenset[Role]
    copy_to: Role
    questions: tuple[BankQuestion, ...]
    clause: str
    form_clause: str

    @property
    def usual(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.questions if one.usual)

    def allow_leading(self, role: Role) -> None:
        """Raises Refused for whoever does not choose, start and sign it (A4.1.5)."""
        if role not in self.led_by:
            raise Refused(Why.ROLE_MAY_NOT, role=role, act="lead_survey")

    def chosen(self, keys: frozenset[str]) -> tuple[BankQuestion, ...]:
        """Those of the bank, in its order. Raises Refused for none, too many, and for a key it has not."""
        found = tuple(one for one in self.questions if one.key in keys)
        if len(found) < len(keys):
            raise Refused("refused.survey_no_such_question")
        if not 1 <= len(found) <= MOST_ASKED:
            raise Refused("refused.survey_how_many", most=MOST_ASKED)
        return found


def survey_rules(table: Table) -> SurveyRules:
    """Read strictly. Raises ProcedureError with the dotted place."""
    table.only(
        *("days_before", "open_days", "remind_every_days", "reminders", "dissatisfied"),
        *("led_by", "copy_to", "questions", "clause", "form_clause"),
    )
    return SurveyRules(
        before=_days(table, "days_before"),
        open_for=_days(table, "open_days"),
        remind_every=_days(table, "remind_every_days"),
        reminders=table.whole("reminders", most=MOST_REMINDERS),
        dissatisfied=table.whole("dissatisfied", most=4),
        led_by=table.words("led_by", Role),
        copy_to=table.word("copy_to", Role),
        questions=_bank(table),
        clause=table.clause(),
        form_clause=table.matching(
            "form_clause", re.compile(r"[A-Z]\d+(\.\d+)*"), "a clause id such as 'A6.4'"
        ),
    )


def _days(table: Table, key: str) -> timedelta:
    days = table.whole(key, most=MOST_DAYS)
    return timedelta(days=days) if days else table.fail(key, "must be at least one day")


def _bank(table: Table) -> tuple[BankQuestion, ...]:
    found: dict[str, BankQuestion] = {}
    for each in table.tables("questions"):
        one = _question(each)
        if one.key in found:
            each.fail("key", f"{one.key!r} is there twice")
        found[one.key] = one
    if not any(one.usual for one in found.values()):
        table.fail("questions", "none of them is usual")
    if len(found) > MOST_BANK:
        table.fail("questions", f"more than {MOST_BANK}")
    return tuple(found.values())


def _question(table: Table) -> BankQuestion:
    table.only("key", "kind", "category", "usual", "words")
    one = BankQuestion(
        key=table.matching("key", KEY, "a short name such as 'cleaning'"),
        kind=table.word("kind", Answering),
        category=table.word("category", Category),
        usual=table.flag("usual") if table.has("usual") else False,
        words=_own_words(table.table("words")) if table.has("words") else {},
    )
    if one.text_id and not all(has(locale, one.text_id) for locale in LOCALES):
        table.fail("words", f"is missing: no text {one.text_id!r} comes with the product")
    return one


def _own_words(table: Table) -> dict[str, str]:
    table.only(*LOCALES)
    said = {locale: table.text(locale) for locale in LOCALES}
    for locale, words in said.items():
        if len(words) > LONGEST:
            table.fail(locale, f"is longer than {LONGEST} letters")
    return said
