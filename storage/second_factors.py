"""Authenticators of staff and their recovery codes; what counts once is decided by the database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import col, select

from storage.session import Session
from storage.tables import RecoveryCode, SecondFactor, Staff


def of(session: Session, staff_id: int) -> SecondFactor | None:
    """Also one that is only being set up."""
    return session.get(SecondFactor, staff_id)


def hold(session: Session, staff_id: int) -> None:
    """Whoever tries codes of the same account waits, so that each try is counted."""
    session.exec(select(Staff.id).where(Staff.id == staff_id).with_for_update()).first()


def those_with_one(session: Session, staff: Iterable[int]) -> set[int]:
    """Who of these has proved an authenticator."""
    having = (col(SecondFactor.staff_id).in_(staff), col(SecondFactor.since).is_not(None))
    return set(session.exec(select(SecondFactor.staff_id).where(*having)))


def set_up(session: Session, staff_id: int, sealed: str) -> None:
    """Keep the secret of a new authenticator, in place of what there was."""
    remove(session, staff_id)
    session.add(SecondFactor(staff_id=staff_id, sealed=sealed))
    session.flush()


def count(session: Session, staff_id: int, step: int) -> bool:
    """Let a code of this time step count; False when it, or a later one, did already."""
    newer = (col(SecondFactor.staff_id) == staff_id, col(SecondFactor.last_step) < step)
    return session.exec(update(SecondFactor).where(*newer).values(last_step=step)).rowcount == 1


def prove(session: Session, staff_id: int, *, now: datetime) -> None:
    """From now on it is asked for."""
    session.exec(update(SecondFactor).where(col(SecondFactor.staff_id) == staff_id).values(since=now))


def remove(session: Session, staff_id: int) -> None:
    """With all recovery codes."""
    session.exec(delete(RecoveryCode).where(col(RecoveryCode.staff_id) == staff_id))
    session.exec(delete(SecondFactor).where(col(SecondFactor.staff_id) == staff_id))


def replace_codes(session: Session, staff_id: int, hashes: Iterable[str]) -> None:
    session.exec(delete(RecoveryCode).where(col(RecoveryCode.staff_id) == staff_id))
    session.add_all(RecoveryCode(code_hash=each, staff_id=staff_id) for each in hashes)
    session.flush()


def use_code(session: Session, staff_id: int, code_hash: str, *, now: datetime) -> bool:
    """Spend a recovery code; False for one that is not theirs, or was used."""
    mine = (
        col(RecoveryCode.code_hash) == code_hash,
        col(RecoveryCode.staff_id) == staff_id,
        col(RecoveryCode.used_at).is_(None),
    )
    return session.exec(update(RecoveryCode).where(*mine).values(used_at=now)).rowcount == 1


def codes_left(session: Session, staff_id: int) -> int:
    unused = (RecoveryCode.staff_id == staff_id, col(RecoveryCode.used_at).is_(None))
    return session.exec(select(func.count()).select_from(RecoveryCode).where(*unused)).one()
