"""A case as a staff group reads it: the card, its line in a digest, what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.group_message import Line, Message
from dialogs.speech import Button
from locales import moments, say
from procedures.kinds import CaseState, Severity
from procedures.life import CloseReason
from storage import Session, boards, cases
from storage.boards import CaseRow
from storage.tables import Case, StaffGroup

ENDED = (CaseState.RESOLVED, CaseState.CLOSED)
BUTTONS = (("take", "assign"), ("time", "done"))
NEWS = (
    *("promise_warned", "promise_broken", "close_broken", "made_urgent", "owner_wrote"),
    *("reopened", "rework_opened", "answer_not_delivered"),
)
"""What changes a card so much that the group is told of it, not only shown."""


@dataclass(frozen=True)
class Reader:
    """How a group reads: its language, the clock on its wall, where its links lead."""

    locale: str
    zone: ZoneInfo
    discreet: bool
    desk_url: str

    def say(self, text_id: str, **args: str | int) -> str:
        return say(self.locale, text_id, **args)

    def link(self, number: str) -> str:
        return f"{self.desk_url}/console/cases/{number}" if self.desk_url else ""

    def moment(self, at: datetime) -> str:
        return moments.moment(self.locale, at.astimezone(self.zone))


def row_of(session: Session, case_id: int, centre_id: int) -> CaseRow:
    """A case with the names that people know."""
    chosen = boards.named_cases(centre_id).where(Case.id == case_id)
    return boards.case_rows(session.exec(chosen))[0]


def card(
    session: Session, group: StaffGroup, card_id: int, row: CaseRow, by: Reader, now: datetime
) -> Message:
    """The card of a case; of a discreet group number, category and link only (PIPL 38)."""
    lines = [Line(head(row, by), by.link(row.case.number))]
    if not by.discreet:
        lines += [Line(each) for each in _about(session, row, by, now)]
    is_over = row.case.state in ENDED
    buttons = () if is_over or group.kind == "wecom_robot" else _buttons(card_id, row.case, by)
    return Message(tuple(lines), buttons, guarded=not by.discreet)


def head(row: CaseRow, by: Reader) -> str:
    category = by.say(f"category.{row.case.category}")
    if by.discreet:
        return f"{row.case.number} · {category}"
    return by.say(
        "group.head", kind=by.say(f"kind.{row.case.kind}"), number=row.case.number, category=category
    )


def in_digest(row: CaseRow, by: Reader, now: datetime) -> Line:
    """One case in a list of many."""
    words = head(row, by)
    if not by.discreet:
        words = " · ".join(
            each for each in (words, row.building, state(row, by), due(row.case, by, now)) if each
        )
    return Line(words, by.link(row.case.number))


def news(row: CaseRow, what: str, by: Reader) -> Message:
    """What happened to a case whose card the group has."""
    return Message((Line(by.say(f"group.news_{what}")), Line(head(row, by), by.link(row.case.number))))


def state(row: CaseRow, by: Reader) -> str:
    """Where it stands, and with whom."""
    who = row.handler or row.department
    return by.say(f"group.state_{row.case.state}") + (f" · {who}" if who else "")


def due(case: Case, by: Reader, now: datetime) -> str:
    """The promise, as a time; empty once nothing is promised any more."""
    if case.replied_at is not None:
        return by.say("group.replied") if case.state not in ENDED else ""
    if case.state == CaseState.CLOSED and case.close_reason != CloseReason.HANDLED:
        return ""
    text_id = "group.overdue" if case.reply_by < now else "group.promised"
    return by.say(text_id, time=by.moment(case.reply_by))


def _about(session: Session, row: CaseRow, by: Reader, now: datetime) -> list[str]:
    case = row.case
    marks = [by.say("group.urgent")] if case.urgent else []
    if case.severity == Severity.MAJOR:
        marks.append(by.say("group.major"))
    lines = [" ".join(marks), row.building or case.place, state(row, by), due(case, by, now)]
    rework = cases.newest_child(session, case.id or 0, "rework")
    if rework is not None:
        lines.append(by.say("group.not_solved", number=rework.number))
    return [line for line in lines if line]


def _buttons(card_id: int, case: Case, by: Reader) -> tuple[tuple[Button, ...], ...]:
    """What somebody has taken is not offered again: a discreet card shows it in no other way."""
    gone = {"take"} if case.state in (CaseState.TAKEN, CaseState.WAITING) else set[str]()
    return tuple(
        tuple(Button(f"g:{act}:{card_id}", by.say(f"group.button_{act}")) for act in row if act not in gone)
        for row in BUTTONS
    )
