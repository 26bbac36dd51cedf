"""Proving a second time who one is: codes of an authenticator (RFC 6238), recovery codes (RELIABILITY 7.28).

Wrong codes are counted in the transaction that looks at them; so what is wrong is answered, not raised.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from desk.actor import Actor
from desk.noting import note
from desk.staff import allow_granting
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Session, second_factors, staff
from storage.sealing import NotOurs, seal, unseal
from storage.tables import Staff

STEP, DIGITS, SECRET_BYTES = 30, 6, 20
# a phone's clock may be off by a step
AROUND = (0, -1, 1)
MOST_TRIES, WITHIN = 5, timedelta(minutes=30)
ISSUER = "Huifang"
log = logging.getLogger(__name__)


class Proof(StrEnum):
    """What a code was worth; the values are text ids of the refusals."""

    GIVEN = ""
    WRONG = "refused.code_wrong"
    TOO_OFTEN = "refused.code_too_often"


def is_set_up(session: Session, staff_id: int) -> bool:
    found = second_factors.of(session, staff_id)
    return found is not None and found.since is not None


def begin(session: Session, who: Staff, fresh: bytes, *, key: str) -> bytes:
    """The secret of the authenticator that `who` is setting up: the one begun before, else `fresh`.

    It is kept sealed with `key`. Raises Refused when there is an authenticator that counts.
    """
    if is_set_up(session, _id(who)):
        raise Refused("refused.code_is_set_up")
    if (before := begun(session, who, key=key)) is not None:
        return before
    second_factors.set_up(session, _id(who), seal(key, fresh.hex()))
    return fresh


def begun(session: Session, who: Staff, *, key: str) -> bytes | None:
    """The secret of the authenticator that `who` is setting up."""
    found = second_factors.of(session, _id(who))
    return _opened(found.sealed, key) if found is not None and found.since is None else None


def address(who: Staff, secret: bytes) -> str:
    """What an authenticator reads from a QR code."""
    return _codes(secret).get_provisioning_uri(who.login, ISSUER)


def confirm(
    session: Session, who: Staff, code: str, recovery: Sequence[str], *, key: str, now: datetime
) -> Proof:
    """With its first code an authenticator counts; `recovery` are the codes that may stand in for it."""
    proof = _tried(session, who, code, key=key, now=now, may_recover=False)
    if proof is Proof.GIVEN:
        second_factors.prove(session, _id(who), now=now)
        second_factors.replace_codes(session, _id(who), [hashed(each) for each in recovery])
        _noted(session, who, "second_factor_set_up", by=f"staff:{who.id}", now=now)
    return proof


def prove(session: Session, who: Staff, code: str, *, key: str, now: datetime) -> Proof:
    """By a code of the authenticator, or a recovery code; each counts once."""
    return _tried(session, who, code, key=key, now=now, may_recover=True)


def renew(session: Session, who: Staff, recovery: Sequence[str], *, now: datetime) -> None:
    """Other recovery codes in place of all that there were."""
    second_factors.replace_codes(session, _id(who), [hashed(each) for each in recovery])
    _noted(session, who, "recovery_codes_renewed", by=f"staff:{who.id}", now=now)


def turn_off(session: Session, who: Staff, *, now: datetime) -> None:
    second_factors.remove(session, _id(who))
    _noted(session, who, "second_factor_removed", by=f"staff:{who.id}", now=now)


def reset(session: Session, staff_id: int, *, by: Actor, now: datetime) -> None:
    """An admin lets a colleague, who lost phone and codes, begin anew; they are out everywhere.

    Raises Refused for the own one, which would spare an admin the proof, and Missing for another centre's.
    """
    allow_granting(Role.ADMIN, by=by)
    who = staff.get(session, staff_id, by.centre_id)
    if staff_id == by.staff_id:
        raise Refused("refused.code_own_reset")
    _reset(session, who, by=str(by), now=now)


def reset_by_login(session: Session, login: str, *, now: datetime) -> None:
    """For whoever runs the server. Raises Refused for a login that nobody has."""
    who = staff.by_login(session, login)
    if who is None:
        raise Refused("refused.login_unfit")
    _reset(session, who, by="operator", now=now)


def hashed(code: str) -> str:
    """Recovery codes are random and long: a plain hash cannot be guessed back."""
    return hashlib.sha256(f"recovery {_plain(code)}".encode()).hexdigest()


def _reset(session: Session, who: Staff, *, by: str, now: datetime) -> None:
    second_factors.remove(session, _id(who))
    staff.end_sessions(session, _id(who))
    staff.forget_attempts(session, _tries(who))
    _noted(session, who, "second_factor_reset", by=by, now=now)


def _tried(session: Session, who: Staff, code: str, *, key: str, now: datetime, may_recover: bool) -> Proof:
    second_factors.hold(session, _id(who))
    if staff.attempts(session, _tries(who), since=now - WITHIN) >= MOST_TRIES:
        return Proof.TOO_OFTEN
    staff.note_attempt(session, _tries(who), now=now)
    if not _counts(session, who, code, key=key, now=now):
        if not (may_recover and second_factors.use_code(session, _id(who), hashed(code), now=now)):
            return Proof.WRONG
        _noted(session, who, "recovery_code_used", by=f"staff:{who.id}", now=now)
    staff.forget_attempts(session, _tries(who))
    return Proof.GIVEN


def _counts(session: Session, who: Staff, code: str, *, key: str, now: datetime) -> bool:
    found = second_factors.of(session, _id(who))
    secret = _opened(found.sealed, key) if found is not None else None
    if secret is None:
        return False
    given, step = _plain(code).encode(), int(now.timestamp()) // STEP
    fitting = (step + off for off in AROUND if bytes_eq(given, _codes(secret).generate((step + off) * STEP)))
    return any(second_factors.count(session, _id(who), each) for each in fitting)


def _codes(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  what every authenticator knows


def _opened(sealed: str, key: str) -> bytes | None:
    try:
        return bytes.fromhex(unseal(key, sealed))
    except NotOurs:
        log.exception("HUIFANG_SECRET is another one than when an authenticator was set up: reset it")
        return None


def _plain(code: str) -> str:
    """As it is, without what people put between."""
    return "".join(each for each in code.lower() if each.isalnum())


def _tries(who: Staff) -> str:
    return f"code:{who.id}"


def _id(who: Staff) -> int:
    assert who.id is not None
    return who.id


def _noted(session: Session, who: Staff, what: str, *, by: str, now: datetime) -> None:
    note(session, what, centre_id=who.centre_id, by=by, now=now, clause=None, staff=who.id)
