"""Signing in: who may try, whether the password fits, and the session that follows."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from starlette.concurrency import run_in_threadpool

from console.settings import ConsoleSettings
from desk.staff import LONGEST, PASSWORDS
from storage import Session, Store, staff
from storage.tables import Staff

ACCOUNT_LIMIT, ACCOUNT_SPAN = 5, timedelta(minutes=30)
ADDRESS_LIMIT, ADDRESS_SPAN = 20, timedelta(hours=1)
# A session that is used is marked so, but not at every click.
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class TooOften:
    """Five failures of an account in half an hour, or twenty of an address in an hour."""


async def sign_in(
    store: Store, *, login: str, password: str, address: str, now: datetime
) -> str | TooOften | None:
    """A new session's token; None when account and password do not fit."""
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
    token = secrets.token_urlsafe(32)
    await store.write_soon(lambda session: _begin(session, token, known, account, place, now=now))
    return token


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


def _begin(session: Session, token: str, who: Staff, account: str, place: str, *, now: datetime) -> None:
    assert who.id is not None
    staff.forget_attempts(session, account)
    staff.forget_attempt(session, place, at=now)
    staff.begin_session(session, fingerprint(token), who.id, now=now)


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
