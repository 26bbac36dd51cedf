"""An open letter on its way: to each owner's chat, else by hand, and whether it came there (B4.1.2.1)."""

from datetime import datetime, timedelta

from desk import cases as acts
from desk.actor import Actor
from desk.answering_all import reachable
from desk.centres import working
from desk.incidents import Matter
from desk.letter_revisits import count_letter
from desk.noting import note
from desk.open_letters import for_sending
from desk.proposals import written
from desk.saying import words as in_words
from desk.telling import Listener, tell
from dialogs.speech import Text
from procedures import life
from procedures.incidents import LetterState, Means
from procedures.kinds import CaseState
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, cases, incidents, open_letters
from storage.cases import NewTask
from storage.improving import end_task
from storage.tables import Case, Letter, LetterCopy

SOON = timedelta(minutes=1)
LATER = timedelta(minutes=10)
SENT = "sent"


def send(session: Session, letter_id: int, *, by: Actor, now: datetime) -> int:
    """To every owner of the incident who has not had it; to how many. Raises Refused, Missing.

    Sent again, it goes to those who joined since, and to nobody twice.
    """
    of, letter = for_sending(session, letter_id, by, now)
    members = incidents.hold(session, incidents.member_ids(session, of.id), by.centre_id)
    had = open_letters.has_copy(session, letter_id)
    new = [case for case in members if case.id not in had]
    if not new:
        raise Refused("refused.letter_is_sent" if had else "refused.letter_to_nobody")
    letter.state = LetterState.SENT
    letter.sent_by, letter.sent_at = letter.sent_by or by.staff_id, letter.sent_at or now
    for case in new:
        _send_one(of, letter, case)
    of.noted("letter_sent", version=letter.version, letter=letter.id, many=len(new))
    return len(new)


def hand_over(session: Session, copy_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """Somebody brought the printed letter to its owner, and says how. Raises Refused, Missing."""
    life.allow(by.role, Act.TAKE)
    case_id = open_letters.case_of(session, copy_id, by.centre_id)
    case = incidents.hold(session, [case_id], by.centre_id)[0]
    copy = open_letters.copy_of(session, copy_id, by.centre_id)
    if copy.delivered_at is not None:
        raise Refused("refused.done_already")
    if case.state == CaseState.CLOSED:
        _on_file(
            session, copy, case, "letter_handed_over", by, now, words=written(words), means=Means.BY_HAND
        )
    else:
        acts.log_call(session, copy.case_id, words=words, by=by, now=now)
    copy.means, copy.delivered_by, copy.look_at = Means.BY_HAND, by.staff_id, None
    end_task(session, "letter_by_hand", f"copy:{copy.id}", by_id=by.staff_id, at=now)
    _delivered(session, copy, case, now, at=now)


def look(session: Session, copy_id: int, now: datetime) -> None:
    """Whether the channel took it: then the owner has it; if it never will, it is brought by hand."""
    seen = session.get_one(LetterCopy, copy_id)
    case = incidents.hold(session, [seen.case_id], seen.centre_id)[0]
    copy = open_letters.copy_of(session, copy_id, case.centre_id)
    if copy.look_at is None or copy.look_at > now:
        return
    sent = open_letters.outcome(session, copy.message_id)
    if sent is None or sent[0] == SENT:
        copy.look_at = None
        _delivered(session, copy, case, now, at=(sent[1] if sent else None) or now)
    elif sent[1] is None:
        copy.look_at = now + LATER
    else:
        copy.look_at = None
        _by_hand(session, copy, case, now)


def _send_one(of: Matter, letter: Letter, case: Case) -> None:
    assert letter.id is not None
    assert case.id is not None
    to = reachable(of.session, case)
    copy = LetterCopy(
        centre_id=case.centre_id,
        letter_id=letter.id,
        case_id=case.id,
        owner_id=case.owner_id,
        means=Means.CHAT if to else Means.BY_HAND,
    )
    of.session.add(copy)
    of.noted("letter_filed", case=case, version=letter.version, letter=letter.id)
    if to is None:
        _by_hand(of.session, copy, case, of.now)
        return
    copy.message_id = _say(of, letter, case, to)
    if to.account.startswith("web:"):
        _delivered(of.session, copy, case, of.now, at=of.now)
    else:
        copy.look_at = of.now + SOON


def _say(of: Matter, letter: Letter, case: Case, to: Listener) -> int | None:
    """It answers an open case like any reply; of a closed one it changes nothing."""
    about = {"number": case.number, "title": letter.title, "words": letter.body}
    text = Text("letter.open", {**about, "centre": of.desk.centre.name})
    if case.state == CaseState.CLOSED:
        return tell(of.session, to, [text], now=of.now, case_id=case.id)
    framed = in_words(text, locale=to.locale, zone=to.zone)
    acts.reply(of.session, case.id or 0, words=framed, by=of.by, now=of.now)
    return open_letters.newest_said(of.session, case.id or 0)


def _delivered(session: Session, copy: LetterCopy, case: Case, now: datetime, *, at: datetime) -> None:
    copy.delivered_at = at
    letter = session.get_one(Letter, copy.letter_id)
    desk = working(session, case.centre_id, now=now)
    sender = f"staff:{copy.delivered_by or letter.sent_by}"
    _on_file(session, copy, case, "letter_delivered", sender, now, means=copy.means)
    count_letter(session, case, letter, copy, desk, now=now)


def _by_hand(session: Session, copy: LetterCopy, case: Case, now: datetime) -> None:
    copy.means = Means.BY_HAND
    session.flush()
    desk = working(session, case.centre_id, now=now)
    task = NewTask(
        centre_id=case.centre_id,
        kind="letter_by_hand",
        key=f"copy:{copy.id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=desk.calendar.next_open(now),
        clause=desk.procedure.incidents.clause,
    )
    cases.add_task(session, task)


def _on_file(
    session: Session, copy: LetterCopy, case: Case, what: str, by: object, now: datetime, **data: object
) -> None:
    clause = working(session, case.centre_id, now=now).procedure.incidents.clause
    note(
        session,
        what,
        centre_id=case.centre_id,
        case_id=case.id,
        by=by,
        now=now,
        clause=clause,
        letter=copy.letter_id,
        **data,
    )
