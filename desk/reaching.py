"""By what means each message goes: decided and reserved with the claim, settled with the mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk import reach_forms
from dialogs.speech import READ_SPOKEN, Spoken
from procedures.reaching import (
    LEAST_LEFT,
    SHORT_COUNT,
    SHORT_OPEN,
    WORDS_COUNT,
    WORDS_OPEN,
    Means,
    Purpose,
    Rights,
    Sign,
    Way,
    decide,
)
from storage import Session, outbox, turns
from storage import reaching as windows
from storage.outbox import Claimed
from storage.pacing import USUAL, Limits
from storage.tables import Centre, Contact, Message

# a question that nobody waits for does not wake anybody
QUIET_FROM, QUIET_UNTIL = time(21, 30), time(8, 0)
Parts = Callable[[Spoken, str, int], int]
"""Into how many messages a channel cuts a message, in a locale, with so many pictures."""


class Correction(StrEnum):
    """What a platform's refusal teaches us about an owner or a form; the message goes another way."""

    WINDOW_CLOSED = "window_closed"
    COUNT_USED = "count_used"
    MUTED = "muted"
    NO_RIGHT = "no_right"
    FORM_FAULTY = "form_faulty"


def heard(session: Session, contact_id: int, kind: Sign, *, now: datetime) -> bool:
    """An owner did something: it opens a window. What is under way may be counted in the new one.

    Whether they should type next time, because taps alone would soon leave us no message to send.
    """
    words = kind is Sign.WORDS
    until, count = (now + WORDS_OPEN, WORDS_COUNT) if words else (now + SHORT_OPEN, SHORT_COUNT)
    before = windows.opened(session, contact_id, words=words, until=until, count=count, now=now)
    return not words and before.words(now) < LEAST_LEFT


def claim(
    session: Session,
    *,
    accounts: Sequence[str],
    now: datetime,
    lease: timedelta,
    most: int,
    limits: Limits = USUAL,
    parts: Mapping[str, Parts],
) -> list[Claimed]:
    """What may be sent now, each with its way; counts are reserved in this transaction.

    `parts` is how the channels of accounts with rules cut their messages.
    """
    claimed = outbox.claim_due(session, accounts=accounts, now=now, lease=lease, most=most, limits=limits)
    routed = (
        _route(session, each, parts[each.account], now) if each.account in parts else each for each in claimed
    )
    return [each for each in routed if each is not None]


def _route(session: Session, claimed: Claimed, parts: Parts, now: datetime) -> Claimed | None:
    """With its way; None when there is nothing to send now: it waits, or goes elsewhere."""
    window = windows.locked(session, claimed.contact_id)
    contact = session.get_one(Contact, claimed.contact_id)
    purpose = _purpose(session, claimed)
    open_ = windows.open_of(window)
    prepared = reach_forms.NOTHING if open_.left(now) else reach_forms.prepare(session, claimed, purpose)
    quiet_until = _quiet_until(session, claimed, now)
    other = None if READ_SPOKEN.decode(claimed.body).buttons else windows.other_channel(session, contact)
    rights = Rights(
        unreachable=contact.unreachable,
        opt_ins=prepared.opt_ins,
        template=prepared.template is not None,
        other=other is not None,
        quiet=quiet_until is not None,
    )
    way = decide(open_, rights, now=now)
    match way.means:
        case Means.LATER:
            assert quiet_until is not None
            windows.write_way(session, claimed, way)
            windows.put_back(session, claimed, until=quiet_until)
            return None
        case Means.OTHER:
            assert other is not None
            windows.write_way(session, claimed, way)
            _move(session, claimed, other, now=now)
            return None
        case Means.SERVICE:
            way = _service(session, claimed, way, parts)
            windows.reserve(session, window, claimed, way, now=now)
        case Means.SUBSCRIPTION | Means.TEMPLATE:
            way = prepared.filled_in(way, claimed)
            windows.write_way(session, claimed, way)
            if way.means is Means.SUBSCRIPTION:
                windows.use_opt_in(session, claimed, way.form, now=now)
        case _:
            windows.write_way(session, claimed, way)
    return replace(claimed, way=way)


def _service(session: Session, claimed: Claimed, way: Way, parts: Parts) -> Way:
    """Cut once, at the first part, into no more messages than may be sent."""
    spoken, sent = READ_SPOKEN.decode(claimed.body), claimed.parts_sent
    most = windows.parts_most(session, claimed.id) if sent else None
    if most is None:
        # a reply to the owner's own message may have taken the beginning
        wanted = parts(spoken, claimed.locale, len(spoken.pictures)) - sent
        most = sent + max(min(wanted, way.most), 1)
    rest = most - sent
    is_last_question = bool(spoken.buttons) and way.most - rest < 1
    return replace(way, most=most, ask_for_words=is_last_question)


def _purpose(session: Session, claimed: Claimed) -> Purpose | None:
    """What a registered form would be for; ordinary talk has none."""
    if claimed.klass == "B":
        return Purpose.REVISIT
    case_id = session.get_one(Message, claimed.message_id).case_id
    return Purpose.PROGRESS if case_id is not None else None


def _quiet_until(session: Session, claimed: Claimed, now: datetime) -> datetime | None:
    if claimed.klass != "B":
        return None
    zone = ZoneInfo(session.get_one(Centre, claimed.centre_id).zone)
    local = now.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return None
    day = local.date() + (timedelta(days=1) if local.time() >= QUIET_FROM else timedelta())
    return datetime.combine(day, QUIET_UNTIL, zone)


def _move(session: Session, claimed: Claimed, contact_id: int, *, now: datetime) -> None:
    """The same words to another chat of the owner."""
    contact = session.get_one(Contact, contact_id)
    message = session.get_one(Message, claimed.message_id)
    copied = turns.add_said(
        session,
        centre_id=contact.centre_id,
        contact_id=contact_id,
        body=message.body,
        case_id=message.case_id,
        by_staff_id=message.by_staff_id,
        at=now,
    )
    turns.send(
        session,
        centre_id=contact.centre_id,
        contact_id=contact_id,
        message_id=copied,
        account=contact.account,
        klass=claimed.klass,
        at=now,
    )
    windows.end_moved(session, claimed, now=now)
    session.signals |= {"outbox", f"contact:{contact_id}", f"contact:{claimed.contact_id}"}


def settle(session: Session, claimed: Claimed, *, counted: bool) -> None:
    """It was sent or may have been (`counted`), or certainly was not. Call before the mark."""
    if claimed.way.means in (Means.CHAT, Means.TASK):
        return
    if counted:
        windows.spend(session, claimed)
    else:
        windows.give_back(session, claimed)


def correct(session: Session, claimed: Claimed, correction: Correction, *, words: str, now: datetime) -> None:
    """The platform knows better: our books follow it, and the message is decided on anew.

    Nothing of what an owner opened after the message was claimed.
    """
    window = windows.locked(session, claimed.contact_id)
    decided = claimed.way.at or now
    is_newer = window.heard_at is not None and window.heard_at > decided
    match correction:
        case Correction.WINDOW_CLOSED if not is_newer:
            window.words_until = window.short_until = decided
            window.words_left = window.short_left = 0
        case Correction.COUNT_USED if not is_newer:
            window.words_left = window.short_left = 0
        case Correction.MUTED if not is_newer:
            window.muted_at = now
        case Correction.NO_RIGHT:
            windows.void_opt_ins(session, claimed.contact_id, claimed.way.form, now=now)
        case Correction.FORM_FAULTY:
            if windows.find_faulty(session, claimed.account, claimed.way.form, words):
                reach_forms.tell_of_fault(session, claimed, words, now=now)
    session.add(window)
    session.flush()
