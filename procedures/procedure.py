"""A written procedure as data: its figures and rules, read strictly from TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from procedures import loading
from procedures.calendar import Hours
from procedures.kinds import Kind
from procedures.rain_rules import RainRules, rain_rules
from procedures.refused import Refused, Why
from procedures.rules import ChaseRule, CloseRule, EmergencyRule, ReplyRule, RevisitRule
from procedures.strict_table import ProcedureError, Table

KEYS = (
    "holidays",
    "warn_at",
    "name",
    "hours",
    "reply",
    "emergency",
    "wish",
    "close",
    "chase",
    "revisit",
    "rain",
)
PACKAGED: Mapping[str, str] = {
    file.name.removesuffix(".toml"): file.read_text(encoding="utf-8")
    for file in files("procedures").iterdir()
    if file.name.endswith(".toml")
}


@dataclass(frozen=True)
class Procedure:
    """What a centre works by; `warn_at` is the share of a promised time after which staff are warned."""

    names: Mapping[str, str]
    holidays: str
    warn_at: float
    hours: Hours
    replies: tuple[ReplyRule, ...]
    emergency: EmergencyRule
    wish_clause: str
    closes: tuple[CloseRule, ...]
    chase: ChaseRule
    revisits: tuple[RevisitRule, ...]
    rain: RainRules | None

    def reply_rule(self, kind: Kind) -> ReplyRule:
        """The reply time of a kind (A4.2.3.1.1). Raises Refused for a kind without one."""
        for rule in self.replies:
            if kind in rule.kinds:
                return rule
        raise Refused(Why.KIND_WITHOUT_REPLY_TIME, kind=kind)


@cache
def load(name: str) -> Procedure:
    """A procedure that comes with the product, by the name of its file. Raises ProcedureError."""
    if name not in PACKAGED:
        raise ProcedureError(f"{name}: no such procedure; there are: {', '.join(sorted(PACKAGED))}")
    return read(PACKAGED[name], source=f"{name}.toml")


def read(text: str, *, source: str) -> Procedure:
    """A procedure from the text of its file. Raises ProcedureError with source and dotted place."""
    table = Table(_toml(text, source), source=source)
    table.only(*KEYS)
    return Procedure(
        names=loading.names(table.table("name")),
        holidays=loading.holiday_region(table),
        warn_at=table.rate("warn_at"),
        hours=loading.hours(table.table("hours")),
        replies=loading.reply_rules(table.tables("reply")),
        emergency=loading.emergency_rule(table.table("emergency")),
        wish_clause=loading.wish_clause(table.table("wish")),
        closes=tuple(loading.close_rule(close) for close in table.tables("close")),
        chase=loading.chase_rule(table.table("chase")),
        revisits=tuple(loading.revisit_rule(revisit) for revisit in table.tables("revisit")),
        rain=rain_rules(table.table("rain")) if table.has("rain") else None,
    )


def _toml(text: str, source: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureError(f"{source}: not TOML: {error}") from error
