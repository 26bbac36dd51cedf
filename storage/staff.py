"""Staff: who they are, where they are signed in, and how often somebody failed to sign in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, update
from sqlmodel import bindparam, col, select

from storage.missing import Missing
from storage.session import Session
from storage.tables import Department, SignIn, Staff, StaffSession

KEPT = timedelta(days=1)
_ONE = select(Staff).where(
    col(Staff.id) == bindparam("which"), col(Staff.centre_id) == bindparam("of_centre")
)


def get(session: Session, staff_id: int, centre_id: int) -> Staff:
    """Raises Missing, also for another centre's."""
    found = session.exec(_ONE, params={"which": staff_id, "of_centre": centre_id}).one_or_none()
    if found is None:
        raise Missing
    return found


def of_centre(session: Session, centre_id: int) -> Sequence[Staff]:
    return session.exec(select(Staff).where(Staff.centre_id == centre_id).order_by(col(Staff.id))).all()


def departments(session: Session, centre_id: int) -> Sequence[Department]:
    wanted = select(Department).where(Department.centre_id == centre_id)
    return session.exec(wanted.order_by(col(Department.id))).all()


def department_names(session: Session, centre_id: int) -> dict[int, str]:
    return {one.id: one.name for one in departments(session, centre_id) if one.id is not None}


def by_login(session: Session, login: str) -> Staff | None:
    return session.exec(select(Staff).where(Staff.login == login)).one_or_none()


def disable(session: Session, staff_id: int, centre_id: int, *, now: datetime) -> bool:
    """Out at once: no sign-in, and every browser's session ends. False when that was so already."""
    who = col(Staff.id) == staff_id, col(Staff.centre_id) == centre_id, col(Staff.disabled_at).is_(None)
    done = session.exec(update(Staff).where(*who).values(disabled_at=now))
    end_sessions(session, staff_id)
    return done.rowcount == 1


def enable(session: Session, staff_id: int, centre_id: int) -> None:
    who = col(Staff.id) == staff_id, col(Staff.centre_id) == centre_id
    session.exec(update(Staff).where(*who).values(disabled_at=None))


def set_password(session: Session, staff_id: int, password_hash: str) -> None:
    session.exec(update(Staff).where(col(Staff.id) == staff_id).values(password_hash=password_hash))


def set_locale(session: Session, staff_id: int, locale: str) -> None:
    session.exec(update(Staff).where(col(Staff.id) == staff_id).values(locale=locale))


def signed_in(
    session: Session, token_hash: str, *, begun: datetime, seen: datetime, waits_for: str | None = None
) -> Staff | None:
    """Whose session this is: begun after `begun`, seen after `seen`, and its owner may still work.

    One that waits for something is found only by who asks for that.
    """
    wanted = (
        select(Staff)
        .join(StaffSession, col(StaffSession.staff_id) == col(Staff.id))
        .where(
            StaffSession.token_hash == token_hash,
            StaffSession.created_at > begun,
            StaffSession.seen_at > seen,
            col(StaffSession.waits_for).is_not_distinct_from(waits_for),
            col(Staff.disabled_at).is_(None),
        )
    )
    return session.exec(wanted).one_or_none()


def begin_session(
    session: Session,
    token_hash: str,
    staff_id: int,
    *,
    browser: str = "",
    waits_for: str | None = None,
    now: datetime,
) -> None:
    about = {"browser": browser, "waits_for": waits_for}
    session.add(StaffSession(token_hash=token_hash, staff_id=staff_id, created_at=now, seen_at=now, **about))


def sessions_of(
    session: Session, staff_id: int, *, begun: datetime, seen: datetime
) -> Sequence[StaffSession]:
    """Where somebody is signed in, the newest first."""
    mine = (
        StaffSession.staff_id == staff_id,
        StaffSession.created_at > begun,
        StaffSession.seen_at > seen,
        col(StaffSession.waits_for).is_(None),
    )
    return session.exec(select(StaffSession).where(*mine).order_by(col(StaffSession.created_at).desc())).all()


def end_sessions(session: Session, staff_id: int, *, but: str = "", only: str = "") -> int:
    """Everywhere, or except for the one of this hash, or only those whose hash begins so."""
    token = col(StaffSession.token_hash)
    mine = (col(StaffSession.staff_id) == staff_id, token != but, token.startswith(only))
    return session.exec(delete(StaffSession).where(*mine)).rowcount


def seen_before(session: Session, token_hash: str, moment: datetime) -> bool:
    mine = StaffSession.token_hash == token_hash, StaffSession.seen_at < moment
    return session.exec(select(StaffSession.token_hash).where(*mine)).first() is not None


def see(session: Session, token_hash: str, *, now: datetime) -> None:
    mine = col(StaffSession.token_hash) == token_hash
    session.exec(update(StaffSession).where(mine).values(seen_at=now))


def end_session(session: Session, token_hash: str) -> None:
    session.exec(delete(StaffSession).where(col(StaffSession.token_hash) == token_hash))


def attempts(session: Session, what: str, *, since: datetime) -> int:
    wanted = select(func.count()).select_from(SignIn).where(SignIn.what == what, SignIn.at > since)
    return session.exec(wanted).one()


def note_attempt(session: Session, *what: str, now: datetime) -> None:
    session.exec(delete(SignIn).where(col(SignIn.at) < now - KEPT))
    session.add_all(SignIn(what=name, at=now) for name in what)


def forget_attempts(session: Session, what: str) -> None:
    session.exec(delete(SignIn).where(col(SignIn.what) == what))


def forget_attempt(session: Session, what: str, *, at: datetime) -> None:
    """One attempt of that moment turned out well."""
    session.exec(delete(SignIn).where(col(SignIn.what) == what, col(SignIn.at) == at))
