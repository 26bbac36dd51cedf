"""Signing in: who may try, whether the password fits, what is to be proved then, the session that follows."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256

from starlette.concurrency import run_in_threadpool

from console.settings import ConsoleSettings
from desk import second_factor
from desk.staff import LONGEST, PASSWORDS
from procedures.kinds import Role
from storage import Session, Store, staff
from storage.tables import Staff

# How long a session waits for a code.
PATIENCE = timedelta(minutes=10)
ACCOUNT_LIMIT, ACCOUNT_SPAN = 5, timedelta(minutes=30)
ADDRESS_LIMIT, ADDRESS_SPAN = 20, timedelta(hours=1)
# A session that is used is marked so, but not at every click.
SEEN_EVERY = timedelta(minutes=1)


class Waits(StrEnum):
    """What a session is still to be given after the password fitted."""

    CODE = "code"
    SET_UP = "set_up"


@dataclass(frozen=True)
class Begun:
    """A session and what it waits for; None: it is whole."""

    token: str
    waits_for: Waits | None


@dataclass(frozen=True)
class TooOften:
    """Five failures of an account in half an hour, or twenty of an address in an hour."""


async def sign_in(
    store: Store,
    settings: ConsoleSettings,
    *,
    login: str,
    password: str,
    address: str,
    browser: str,
    now: datetime,
) -> Begun | TooOften | None:
    """A new session; None when account and password do not fit."""
    login = login.strip().lower()
    account, place = f"login:{sha256(login.encode()).hexdigest()}", f"ip:{address[:100]}"
    if not await store.write_soon(lambda session: _may_try(session, account, place, now=now)):
        return TooOften()
    known = await store.read_soon(lambda session: staff.by_login(session, login))
    may = known is not None and known.disabled_at is None
    kept = known.password_hash if known is not None and may else nobodys()
    fits = await run_in_threadpool(PASSWORDS.verify, password[: LONGEST + 1], kept)
    if known is None or not (may and fits):
        return None

    def unit(session: Session) -> Begun:
        staff.forget_attempts(session, account)
        staff.forget_attempt(session, place, at=now)
        return _begun(session, known, settings, browser=browser, now=now)

    return await store.write_soon(unit)


@cache
def nobodys() -> str:
    """A hash to verify when there is no such account, so that its absence takes as long to find out."""
    return PASSWORDS.hash(secrets.token_urlsafe())


def _may_try(session: Session, account: str, place: str, *, now: datetime) -> bool:
    """Counted before the password is looked at: a hundred tries at once are a hundred tries."""
    if staff.attempts(session, account, since=now - ACCOUNT_SPAN) >= ACCOUNT_LIMIT:
        return False
    if staff.attempts(session, place, since=now - ADDRESS_SPAN) >= ADDRESS_LIMIT:
        return False
    staff.note_attempt(session, account, place, now=now)
    return True


def _begun(session: Session, who: Staff, settings: ConsoleSettings, *, browser: str, now: datetime) -> Begun:
    """A session for whoever knew the password; it may have to wait for a code (RELIABILITY 7.29)."""
    assert who.id is not None
    waits_for = None
    if second_factor.is_set_up(session, who.id):
        waits_for = Waits.CODE
    elif settings.second_factor.is_asked_of(Role(who.role)):
        waits_for = Waits.SET_UP
        fresh = secrets.token_bytes(second_factor.SECRET_BYTES)
        second_factor.begin(session, who, fresh, key=settings.secret)
    return Begun(begin(session, who.id, browser=browser, now=now, waits_for=waits_for), waits_for)


def begin(
    session: Session, staff_id: int, *, browser: str, now: datetime, waits_for: Waits | None = None
) -> str:
    """A new session; its token."""
    token = secrets.token_urlsafe(32)
    staff.begin_session(session, fingerprint(token), staff_id, browser=browser, waits_for=waits_for, now=now)
    return token


def anew(session: Session, old: str, staff_id: int, *, browser: str, now: datetime) -> str:
    """In place of the session of this token, whose holder has proved more since (RELIABILITY 7.30)."""
    staff.end_session(session, fingerprint(old))
    return begin(session, staff_id, browser=browser, now=now)


async def waiting(store: Store, token: str, waits_for: Waits, *, now: datetime) -> Staff | None:
    """Whose password fitted a short while ago."""
    mark, since = fingerprint(token), now - PATIENCE
    return await store.read_soon(
        lambda session: staff.signed_in(session, mark, begun=since, seen=since, waits_for=waits_for)
    )


async def whose(
    store: Store, token: str, settings: ConsoleSettings, *, now: datetime, is_use: bool = True
) -> Staff | None:
    """Who holds this token now; rights are read anew with every request (RELIABILITY 7.21)."""
    mark = fingerprint(token)
    begun, seen = now - settings.at_most, now - settings.idle
    who = await store.read_soon(lambda session: staff.signed_in(session, mark, begun=begun, seen=seen))
    if who is not None and is_use:
        await _see(store, mark, now=now)
    return who


async def _see(store: Store, mark: str, *, now: datetime) -> None:
    if await store.read_soon(lambda session: staff.seen_before(session, mark, now - SEEN_EVERY)):
        await store.write_soon(lambda session: staff.see(session, mark, now=now))


async def sign_out(store: Store, token: str) -> None:
    await store.write_soon(lambda session: staff.end_session(session, fingerprint(token)))


def fingerprint(token: str) -> str:
    return sha256(token.encode()).hexdigest()
