"""What a procedure says of warranties and of transfers, read strictly (A3.3, A4.2.3.1.1, A4.2.3.2)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from procedures.kinds import Category
from procedures.refused import Refused
from procedures.strict_table import Table
from procedures.warranty import Clock, Part, Recipient, Season, WarrantyRule

KEYS = ("warranty", "transfer", "consent")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
LONGEST_YEARS, LONGEST_DAYS = 100, 365


@dataclass(frozen=True)
class TransferRule:
    """Such a transfer is answered by the end of that calendar day; the same again, and the director knows."""

    to: frozenset[Recipient]
    days: int
    clause: str


@dataclass(frozen=True)
class ConsentRule:
    """How long an owner who was asked in the chat may be silent before they are reminded, and phoned."""

    phone_after: timedelta
    clause: str
    remind_after: timedelta | None = None


@dataclass(frozen=True)
class HouseRules:
    """Empty, and None, where the paper asks for no such thing."""

    warranties: tuple[WarrantyRule, ...]
    transfers: tuple[TransferRule, ...]
    consent: ConsentRule | None

    def transfer_to(self, to: Recipient) -> TransferRule:
        """Raises Refused when the procedure knows no transfer to them."""
        for rule in self.transfers:
            if to in rule.to:
                return rule
        raise Refused("refused.no_such_transfer", recipient=to)


def read(table: Table) -> HouseRules:
    """`[[warranty]]`, `[[transfer]]` and `[consent]`, which go together. Raises ProcedureError."""
    transfers = tuple(_transfer(each) for each in table.tables("transfer"))
    if transfers and not table.has("consent"):
        table.fail("consent", "is missing; transfers need it")
    return HouseRules(
        warranties=tuple(_warranty(each) for each in table.tables("warranty")),
        transfers=transfers,
        consent=_consent(table.table("consent")) if table.has("consent") else None,
    )


def _warranty(table: Table) -> WarrantyRule:
    table.only("part", "categories", "years", "season", "clock", "liable", "clause")
    return WarrantyRule(
        part=table.word("part", Part),
        categories=table.words("categories", Category),
        years=table.whole("years", most=LONGEST_YEARS),
        season=_season(table.table("season")) if table.has("season") else None,
        clock=table.word("clock", Clock),
        liable=table.word("liable", Recipient),
        clause=table.clause(),
    )


def _season(table: Table) -> Season:
    table.only("begins", "ends")
    return Season(_month_day(table, "begins"), _month_day(table, "ends"))


def _month_day(table: Table, key: str) -> tuple[int, int]:
    text = table.matching(key, MONTH_DAY, "a day such as '11-15'")
    month, day = int(text[:2]), int(text[3:])
    try:
        date(2025, month, day)  # a common year: a season never begins or ends on 29 February
    except ValueError:
        table.fail(key, f"{text!r} is no day of every year")
    return month, day


def _transfer(table: Table) -> TransferRule:
    table.only("to", "days", "clause")
    return TransferRule(table.words("to", Recipient), table.whole("days", most=LONGEST_DAYS), table.clause())


def _consent(table: Table) -> ConsentRule:
    table.only("remind_after", "phone_after", "clause")
    remind = table.duration("remind_after") if table.has("remind_after") else None
    rule = ConsentRule(table.duration("phone_after"), table.clause(), remind)
    if remind is not None and rule.phone_after <= remind:
        table.fail("phone_after", "must be later than remind_after")
    return rule
