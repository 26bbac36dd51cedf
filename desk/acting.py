"""One act on one case: rights and state checked once, the event written in one way, the owner told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk import deadlines, first_words, undelivered
from desk.actor import Actor
from desk.noting import note_on
from desk.plain import plain
from desk.telling import listener, say_spoken
from dialogs.speech import Spoken
from procedures import life
from procedures.kinds import CaseState
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, attachments, cases, conversations
from storage.tables import Case
from storage.wanted import Kept

SOMEBODY_WAS_FIRST = "refused.somebody_was_first"
WORDS_NEEDED = "refused.words_needed"
LONGEST = 4000
CHASED = (
    *("promise_warning", "promise_broken", "person_wanted", "owner_wrote", "owner_proposes_time"),
    *("owner_silent", "objection"),
    *("emergency", "explain_by_phone", undelivered.PHONE),
)
CONTACT = first_words.CONTACT


@dataclass(frozen=True)
class OnCase:
    """One act on one case: rights and state are checked once, and the event is written in one way."""

    session: Session
    case: Case
    by: Actor
    now: datetime

    def still(self, seen: CaseState | None) -> None:
        """Raises Refused when the case is not in the state that was seen."""
        if seen is not None and self.case.state != seen:
            raise Refused(SOMEBODY_WAS_FIRST, number=self.case.number)

    def moved(self, act: Act, to: CaseState | None = None) -> None:
        """Change the state. Raises Refused when the case's life does not allow it, or somebody was first."""
        life.allow(self.by.role, act)
        after = to or life.after(CaseState(self.case.state), act)
        if not cases.change_state(self.session, self.case, after):
            raise Refused(SOMEBODY_WAS_FIRST, number=self.case.number)

    def recorded(self, what: str, *, clause: str | None = None, **data: Any) -> None:
        note_on(self.session, self.case, what, clause, str(self.by), self.now, **data)
        deadlines.look_again(self.session, self.case, now=self.now)

    def answered(self, *, reached: bool = True, words: str = "", is_handlers: bool = True) -> None:
        """The first answer keeps the promise, or comes too late (A4.2.3.2.1); what reaches nobody is none.

        Its `words` are then to be told by phone. Only the word of whoever has the case is the first contact.
        """
        if not reached:
            if self.case.replied_at is not None:
                self.nothing_to_chase()
            undelivered.record(self.session, self.case, why="unreachable", now=self.now)
            undelivered.ask_to_phone(self.session, self.case, words=words, now=self.now)
            return
        if self.case.replied_at is None:
            self.case.replied_at = self.now
            if self.case.promise_kept is None:
                self.case.promise_kept = self.now <= self.case.reply_by
            self.recorded("promise_kept" if self.case.promise_kept else "replied_late", clause="A4.2.3.2.1")
        if is_handlers:
            self.contacted()
        self.nothing_to_chase()

    def contacted(self) -> None:
        """The first word of whoever the case was given to (A4.2.3.1.2)."""
        if self.case.state != CaseState.OPEN:
            first_words.stamp(self.session, self.case, actor=str(self.by), now=self.now)

    def end_tasks(self, *kinds: str) -> None:
        cases.end_tasks(self.session, self.case, kinds, by_id=self.by.staff_id, at=self.now)

    def nothing_to_chase(self) -> None:
        """What staff were told to hurry with is done with."""
        self.end_tasks(*CHASED)

    def attached(self, picture: Kept) -> int:
        """A picture for the owner, put into the case; its id."""
        return attachments.add(
            self.session,
            picture,
            centre_id=self.case.centre_id,
            by=str(self.by),
            contact_id=self.case.contact_id,
            case_id=self.case.id,
        )

    def tell_owner(self, message: Spoken, *, by_staff: bool) -> bool:
        """Into the owner's chat; their next words belong to this case. False when it cannot be reached."""
        if self.case.contact_id is None:
            return False
        to = listener(self.session, self.case.contact_id)
        staff_id = self.by.staff_id if by_staff else None
        say_spoken(self.session, to, message, now=self.now, case_id=self.case.id, by_staff_id=staff_id)
        conversations.focus(self.session, self.case.contact_id, self.case.id or 0, now=self.now)
        return to.reachable


def on_case(session: Session, case_id: int, by: Actor, now: datetime) -> OnCase:
    conversations.hold_of_case(session, case_id)
    return OnCase(session, cases.get(session, case_id, by.centre_id), by, now)


def written(words: str) -> str:
    """Words that an owner is to read. Raises Refused when there are none, or too many for one message."""
    stripped = plain(words).strip()
    if not stripped:
        raise Refused(WORDS_NEEDED)
    if len(stripped) > LONGEST:
        raise Refused("refused.words_too_long", most=str(LONGEST))
    return stripped
