"""Writing a document to its owners' chats: a chunk at a time, staggered, each chat once a round (B4.2.6.4).

A crash between chunks loses nothing: a row knows the round it was told in, written with its message.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk import publishing
from desk.actor import THE_BOT
from desk.campaigns import SPACING
from desk.centres import Working, working
from desk.due_unit import Unit
from desk.notices import means_of, rules_of
from desk.saying import spoken
from dialogs import receipts
from dialogs.speech import Text, spoken_json
from dialogs.turned import Asked
from procedures.notices import Given, RowState
from storage import Session, notices, registers, turns
from storage.tables import Contact, DeliveryRow, Notice, NoticeVersion, Outbox

CHUNK, ONE_CHUNK = 100, 1
WAIT_FOR_OWNERS, MOST_PASSES = timedelta(minutes=30), 6
SOON, LATER = timedelta(minutes=1), timedelta(minutes=10)
TELLING, CHECKING, NOTHING = publishing.TELLING, "checking", ""
SENT, UNKNOWN, WEB = "sent", "unknown", "web:"


@dataclass
class _Run:
    """One chunk's look at a document."""

    session: Session
    notice: Notice
    version: NoticeVersion
    desk: Working
    now: datetime
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)

    def body(self, row: DeliveryRow, locale: str) -> str:
        """The message; worded once for each language and remark."""
        key = (locale, row.remark)
        if key not in self.bodies:
            self.bodies[key] = self._worded(*key)
        return self.bodies[key].replace(receipts.ROW, str(row.id))

    def _worded(self, locale: str, remark: str) -> str:
        files = len(notices.files(self.session, self.version.id or 0))
        texts = [Text("notice.again")] if self.notice.rounds > 1 else []
        about = {"centre": self.desk.centre.name, "title": self.version.title, "words": self.version.body}
        texts.append(Text("notice.chat", about))
        if self.version.source:
            texts.append(Text("notice.from", {"source": self.version.source}))
        if remark:
            texts.append(Text("notice.remark", {"remark": remark}))
        if files and Given.BOARD in means_of(self.version):
            texts.append(Text("notice.files", {"files": files}))
        asked = Asked(Text("notice.please_tap", {"number": self.notice.number}), receipts.taps(receipts.ROW))
        return spoken_json(spoken(texts, asked, locale=locale, zone=self.desk.calendar.zone))


def carry_on(session: Session, notice_id: int, now: datetime) -> None:
    """Do one chunk of what a document is at; nothing when it is not due any more."""
    notice = notices.locked(session, notice_id)
    if notice.next_at is None or notice.next_at > now:
        return
    desk = working(session, notice.centre_id, now=now)
    STEPS[notice.phase](_Run(session, notice, notices.newest(session, notice), desk, now))
    session.signals.add(f"centre:{notice.centre_id}")


def put_off(session: Session, notice_id: int, now: datetime) -> int:
    """A chunk failed: later; its centre."""
    return registers.put_off(session, notice_id, now, LATER)


def _due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """One chunk to a transaction: between two of them owners have their turn."""
    return registers.due(session, now, min(most, ONE_CHUNK))


def _tell(run: _Run) -> None:
    notice, opens = run.notice, run.desk.calendar.next_open(run.now)
    if opens > run.now:
        notice.next_at = opens
        return
    busy_since = None if notice.passes >= MOST_PASSES else run.now - WAIT_FOR_OWNERS
    rows = registers.to_tell(run.session, notice, most=CHUNK, busy_since=busy_since)
    leave_at = max(run.now, notice.spread_until or run.now)
    for row, contact in rows:
        leave_at += SPACING * _say(run, row, contact, run.desk.calendar.next_open(leave_at))
    notice.spread_until = leave_at
    if rows:
        return
    if registers.is_left(run.session, notice):
        notice.passes += 1
        notice.next_at = run.now + WAIT_FOR_OWNERS
    else:
        notice.phase, notice.next_at = CHECKING, max(leave_at, run.now) + SOON


def _say(run: _Run, row: DeliveryRow, contact: Contact, leave_at: datetime) -> bool:
    """Into the transcript, and the outbox of a channel that is sent to; whether it went there."""
    row.told = run.notice.rounds
    if contact.unreachable is not None:
        _on_paper(run, row, str(contact.unreachable))
        return False
    message_id = turns.add_said(
        run.session,
        centre_id=row.centre_id,
        contact_id=contact.id or 0,
        body=run.body(row, contact.locale),
        case_id=None,
        by_staff_id=None,
        at=run.now,
    )
    run.session.signals.add(f"contact:{contact.id}")
    if contact.account.startswith(WEB):
        row.state, row.why, row.sent_at = RowState.SENT, "", row.sent_at or run.now
        return False
    registers.queue(run.session, row, message_id, contact.account, at=leave_at)
    if row.state != RowState.SENT:
        row.state, row.why = RowState.UNDER_WAY, ""
    return True


def _check(run: _Run) -> None:
    """Whether the channels took them: what they never will is brought on paper."""
    rows = registers.under_way(run.session, run.notice.id or 0, most=CHUNK)
    for row, sent in rows:
        _settle(run, row, sent)
    if len(rows) == CHUNK:
        return
    figures = registers.figures(run.session, run.notice.id or 0)
    if figures.under_way:
        late = run.now - (run.notice.spread_until or run.now) > LATER
        run.notice.next_at = run.now + (LATER if late else SOON)
        return
    run.notice.phase, run.notice.next_at = NOTHING, None
    rules = rules_of(run.desk).clauses
    opens = run.desk.calendar.next_open(run.now)
    publishing.ask_to_bring(run.session, run.notice, run.version, due_at=opens, clause=rules.special)
    publishing.told(run.session, run.notice, figures, clause=rules.register, by=THE_BOT, now=run.now)


def _settle(run: _Run, row: DeliveryRow, sent: Outbox) -> None:
    if sent.state == SENT:
        row.state, row.sent_at = RowState.SENT, sent.done_at or run.now
    elif sent.state == UNKNOWN:
        row.state, row.why = RowState.FAILED, UNKNOWN
    else:
        _on_paper(run, row, sent.why or "failed")


def _on_paper(run: _Run, row: DeliveryRow, why: str) -> None:
    """No chat reaches this owner: into the letterbox, or by hand; a withdrawn document stays here."""
    if run.notice.withdrawn_at is not None:
        row.state, row.why = RowState.EXCLUDED, registers.WITHDRAWN
        return
    if row.state == RowState.SENT:
        return
    to_letterbox = Given.LETTERBOX in means_of(run.version)
    row.means = Given.LETTERBOX if to_letterbox else Given.BY_HAND
    row.state, row.why = RowState.WAITING, why


def _nothing(run: _Run) -> None:
    run.notice.next_at = None


STEPS: Mapping[str, Callable[[_Run], None]] = {TELLING: _tell, CHECKING: _check, NOTHING: _nothing}
carry_notices_on = Unit("carry_notices_on", _due, carry_on, put_off, gives_way=True)
