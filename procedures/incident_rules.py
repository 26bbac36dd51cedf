"""Many owners with one matter, and the open letter that answers them, as data (B4.1.2.1)."""

from dataclasses import dataclass
from datetime import timedelta

from procedures.kinds import Kind, Role
from procedures.strict_table import Table

LONGEST_DAYS = 90


@dataclass(frozen=True)
class IncidentRules:
    """Cases of one category and building within `alike` look the same; whose agreement a letter needs.

    A letter that was delivered is the revisit of a case of the kinds `letter_revisits` (B4.1.2.1).
    """

    alike: timedelta
    clause: str
    letter_by: frozenset[Role]
    letter_revisits: frozenset[Kind]


def incident_rules(table: Table) -> IncidentRules:
    table.only("alike_days", "letter_by", "letter_revisits", "clause")
    days = table.whole("alike_days", most=LONGEST_DAYS)
    if not days:
        table.fail("alike_days", "at least one day, or nothing looks the same")
    return IncidentRules(
        alike=timedelta(days=days),
        clause=table.clause(),
        letter_by=table.words("letter_by", Role),
        letter_revisits=table.words("letter_revisits", Kind),
    )
