"""What members of staff change about themselves: password, language."""

from datetime import datetime, timedelta

from desk.noting import note
from desk.staff import LONGEST, PASSWORDS, check_password
from locales import LOCALES
from procedures.refused import Refused
from storage import Session, staff
from storage.tables import Staff

MOST_TRIES, WITHIN = 5, timedelta(minutes=30)


def may_try(session: Session, staff_id: int, *, now: datetime) -> bool:
    """Whether another password may be tried, which is counted here, before it is looked at."""
    tries = f"password:{staff_id}"
    if staff.attempts(session, tries, since=now - WITHIN) >= MOST_TRIES:
        return False
    staff.note_attempt(session, tries, now=now)
    return True


def tried_well(session: Session, staff_id: int) -> None:
    staff.forget_attempts(session, f"password:{staff_id}")


def is_password(who: Staff, password: str) -> bool:
    """Takes as long as argon2id wants: not on an event loop."""
    return PASSWORDS.verify(password[: LONGEST + 1], who.password_hash)


def new_hash(who: Staff, old: str, new: str) -> str:
    """What is kept of a new password; as slow. Raises Refused."""
    check_password(new, login=who.login)
    if new == old:
        raise Refused("refused.password_same")
    return PASSWORDS.hash(new)


def change_password(session: Session, who: Staff, hashed: str, *, now: datetime) -> None:
    """Every browser is out (RELIABILITY 7.31); whoever did it is given a new session by the edge."""
    assert who.id is not None
    staff.set_password(session, who.id, hashed)
    staff.end_sessions(session, who.id)
    note(session, "password_changed", centre_id=who.centre_id, by=f"staff:{who.id}", now=now, staff=who.id)


def speak(session: Session, staff_id: int, locale: str) -> None:
    """The language of the console for this account. Raises Refused."""
    if locale not in LOCALES:
        raise Refused("refused.language_unknown")
    staff.set_locale(session, staff_id, locale)
