"""Staff come and go: accounts, roles, passwords (RELIABILITY 7.20, 7.24-7.26)."""

from datetime import datetime

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from desk.actor import Actor
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Session, staff
from storage.tables import Staff

SHORTEST = 12
LONGEST = 256
SHORTEST_LOGIN = 2
# RELIABILITY 7.25: what everybody who knows the product or the trade tries first.
COMMON = ("huifang", "回訪", "回访", "物业", "物業", "password", "123456", "qwerty", "service", "admin")

# argon2id with OWASP's smaller memory figure: 19 MiB a sign-in, so that a few at once fit the server.
PASSWORDS = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))

RANK = {
    Role.PRINCIPAL: 0,
    Role.ASSISTANT: 0,
    Role.RECORDS_CLERK: 0,
    Role.DEPARTMENT_HEAD: 1,
    Role.ENGINEERING_SUPERVISOR: 1,
    Role.SERVICE_HEAD: 1,
    Role.SUPERVISOR: 1,
    Role.QUALITY: 1,
    Role.DIRECTOR: 2,
    Role.COMPANY: 2,
    Role.GENERAL_DIRECTOR: 2,
    Role.ADMIN: 3,
}


def add_staff(
    session: Session,
    *,
    centre_id: int,
    login: str,
    name: str,
    role: Role,
    password: str,
    now: datetime,  # noqa: ARG001  every act has its time
) -> Staff:
    """A new account. Raises Refused for a short or common password, or a login that somebody has."""
    login, name = login.strip().lower(), name.strip()
    check_password(password, login=login)
    if len(login) < SHORTEST_LOGIN or not login.isprintable() or " " in login or not name:
        raise Refused("refused.login_unfit")
    if staff.by_login(session, login) is not None:
        raise Refused("refused.login_taken")
    added = Staff(
        centre_id=centre_id, login=login, name=name, role=role, password_hash=PASSWORDS.hash(password)
    )
    session.add(added)
    session.flush()
    session.signals.add(f"centre:{centre_id}")
    return added


def check_password(password: str, *, login: str) -> None:
    """Long is what counts; no rules of composition (RELIABILITY 7.24). Raises Refused."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused("refused.password_length", shortest=SHORTEST, longest=LONGEST)
    rest = password.lower()
    for word in (*COMMON, login):
        rest = rest.replace(word, "") if word else rest
    if len(set(rest)) < SHORTEST // 2:
        raise Refused("refused.password_common")


def allow_granting(role: Role, *, by: Actor) -> None:
    """Nobody makes an account, and above all none higher than the own (RELIABILITY 7.20). Raises Refused."""
    if by.role is not Role.ADMIN or RANK[role] > RANK[by.role]:
        raise Refused("refused.role_may_not", role=by.role, act="staff")


def disable(session: Session, staff_id: int, *, by: Actor, now: datetime) -> None:
    """Out at once. Raises Refused for the last admin, Missing for another centre's."""
    allow_granting(Role.ADMIN, by=by)
    who = staff.get(session, staff_id, by.centre_id)
    if who.role == Role.ADMIN and _admins(session, by.centre_id) <= {staff_id}:
        raise Refused("refused.last_admin")
    staff.disable(session, staff_id, by.centre_id, now=now)
    session.signals.add(f"centre:{by.centre_id}")


def enable(session: Session, staff_id: int, *, by: Actor) -> None:
    """May sign in again. Raises Missing for another centre's."""
    allow_granting(Role.ADMIN, by=by)
    staff.get(session, staff_id, by.centre_id)
    staff.enable(session, staff_id, by.centre_id)


def _admins(session: Session, centre_id: int) -> set[int | None]:
    able = (one for one in staff.of_centre(session, centre_id) if one.disabled_at is None)
    return {one.id for one in able if one.role == Role.ADMIN}
