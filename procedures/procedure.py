"""A written procedure as data: its figures and rules, read strictly from TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from procedures import clauses, house_rules, loading, revisit_loading, triage_rules
from procedures.calendar import Hours
from procedures.client_rules import ClientRules, client_rules
from procedures.control_rules import ActionRules, RepeatRules, action_rules, repeat_rules
from procedures.deadline_rules import Deadlines, deadlines
from procedures.house_rules import HouseRules
from procedures.incident_rules import IncidentRules, incident_rules
from procedures.kinds import Kind
from procedures.meeting_rules import MeetingRule, meeting_rule
from procedures.notice_rules import NoticeRules, notice_rules
from procedures.question_rules import QuestionRule, question_rules
from procedures.rain_rules import RainRules, rain_rules
from procedures.refused import Refused, Why
from procedures.report_rules import ReportRule, report_rules
from procedures.reports import ReportKind
from procedures.revisit_rules import Revisiting, RevisitRule
from procedures.rules import ChaseRule, CloseRule, EmergencyRule, ReplyRule, UnfiledRule
from procedures.strict_table import ProcedureError, Table
from procedures.triage_rules import TriageRules
from procedures.visit_rules import VisitRule, visit_rule

KEYS = (
    *("holidays", "warn_at", "name", "hours", "reply", "emergency", "wish", "close", "chase", "revisit"),
    *revisit_loading.KEYS,
    "visit",
    "unfiled",
    "deadlines",
    "questions",
    *("incidents", "control_limits", "actions", "rain", "client", "notices", "reports", "meetings"),
)
PACKAGED: Mapping[str, str] = {
    file.name.removesuffix(".toml"): file.read_text(encoding="utf-8")
    for file in files("procedures").iterdir()
    if file.name.endswith(".toml") and file.name != clauses.FILE
}

_OWN: dict[str, str] = {}


@dataclass(frozen=True, eq=False)  # known by identity: it is loaded once
class Procedure:
    """What a centre works by; `warn_at` is the share of a promised time after which staff are warned."""

    names: Mapping[str, str]
    holidays: str
    warn_at: float
    hours: Hours
    replies: tuple[ReplyRule, ...]
    emergency: EmergencyRule
    wish_clause: str
    unfiled: UnfiledRule
    closes: tuple[CloseRule, ...]
    chase: ChaseRule
    revisits: tuple[RevisitRule, ...]
    revisiting: Revisiting
    visit: VisitRule
    deadlines: Deadlines
    questions: tuple[QuestionRule, ...]
    triage: TriageRules
    houses: HouseRules
    incidents: IncidentRules
    control_limits: RepeatRules | None
    actions: ActionRules
    rain: RainRules | None
    clients: ClientRules | None
    notices: NoticeRules | None
    reports: Mapping[ReportKind, ReportRule]
    meetings: MeetingRule | None

    def reply_rule(self, kind: Kind) -> ReplyRule:
        """The reply time of a kind (A4.2.3.1.1). Raises Refused for a kind without one."""
        for rule in self.replies:
            if kind in rule.kinds:
                return rule
        raise Refused(Why.KIND_WITHOUT_REPLY_TIME, kind=kind)


@cache
def load(name: str) -> Procedure:
    """A procedure by the name of its file: a company's own, or one that comes with the product.

    Raises ProcedureError.
    """
    texts = {**PACKAGED, **_OWN}
    if name not in texts:
        raise ProcedureError(f"{name}: no such procedure; there are: {', '.join(sorted(texts))}")
    return read(texts[name], source=f"{name}.toml")


def take_up(own: Mapping[str, str]) -> None:
    """From now on a company's own procedures can be loaded, too, by name; each is read here already.

    Raises ProcedureError, also for a name that a procedure of the product has: a centre that was given it
    would silently work by other figures.
    """
    for name, text in own.items():
        if name in PACKAGED:
            raise ProcedureError(f"{name}.toml: comes with the product; give your copy a name of its own")
        read(text, source=f"{name}.toml")
    _OWN.clear()
    _OWN.update(own)
    load.cache_clear()


def read(text: str, *, source: str) -> Procedure:
    """A procedure from the text of its file. Raises ProcedureError with source and dotted place."""
    table = Table(_toml(text, source), source=source)
    table.only(*KEYS, *triage_rules.KEYS, *house_rules.KEYS)
    return Procedure(
        names=loading.names(table.table("name")),
        holidays=loading.holiday_region(table),
        warn_at=table.rate("warn_at"),
        hours=loading.hours(table.table("hours")),
        replies=loading.reply_rules(table.tables("reply")),
        emergency=loading.emergency_rule(table.table("emergency")),
        wish_clause=loading.wish_clause(table.table("wish")),
        unfiled=loading.unfiled_rule(table.table("unfiled")),
        closes=tuple(loading.close_rule(close) for close in table.tables("close")),
        chase=loading.chase_rule(table.table("chase")),
        revisits=revisit_loading.revisit_rules(table.tables("revisit")),
        revisiting=revisit_loading.revisiting(table),
        visit=visit_rule(table.table("visit")),
        deadlines=deadlines(table.table("deadlines")) if table.has("deadlines") else Deadlines(),
        questions=question_rules(table.tables("questions")),
        triage=triage_rules.read(table),
        houses=house_rules.read(table),
        incidents=incident_rules(table.table("incidents")),
        control_limits=repeat_rules(table.table("control_limits")) if table.has("control_limits") else None,
        actions=action_rules(table.table("actions")),
        rain=rain_rules(table.table("rain")) if table.has("rain") else None,
        clients=client_rules(table.table("client")) if table.has("client") else None,
        notices=notice_rules(table.table("notices")) if table.has("notices") else None,
        reports=report_rules(table.table("reports")) if table.has("reports") else {},
        meetings=meeting_rule(table.table("meetings")) if table.has("meetings") else None,
    )


def _toml(text: str, source: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureError(f"{source}: not TOML: {error}") from error
