"""How fast an account and its chats may speak, in rows: all senders of a bot share its limits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.dialects import postgresql
from sqlmodel import col, select, update

from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Pace

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limits:
    """What we allow ourselves, below what Telegram allows (PLATFORMS 1.2)."""

    between_sends: timedelta = timedelta(milliseconds=40)
    # so that in no second more than 25 + 5 leave
    burst: int = 5
    between_in_chat: timedelta = timedelta(seconds=1)
    between_in_group: timedelta = timedelta(seconds=60) / 18


USUAL = Limits()
_INSERT = postgresql.insert(Pace)
_HOLD = Prepared(
    _INSERT.on_conflict_do_update(index_elements=["key"], set_={"free_at": _INSERT.excluded.free_at}),
    *("key", "free_at"),
)


def chat_key(account: str, address: str) -> str:
    return f"{account} {address}"


def allowance(session: Session, account: str, *, now: datetime, most: int, limits: Limits) -> int:
    """How many messages the account may send now, 0 while it is paused.

    Keeps the account's row locked, so that claims of one account stand in line.
    """
    _begin(session, account)
    chosen = select(Pace).where(Pace.key == account)
    pace = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one()
    if pace.paused_until and pace.paused_until > now:
        return 0
    ahead = max(pace.free_at - now, timedelta())
    return min(most, (limits.burst * limits.between_sends - ahead) // limits.between_sends)


def spend(session: Session, account: str, count: int, *, now: datetime, limits: Limits) -> None:
    """Write down that so many messages leave now; call after `allowance`, which holds the row."""
    pace = session.exec(select(Pace).where(Pace.key == account)).one()
    pace.free_at = max(pace.free_at, now) + count * limits.between_sends
    session.add(pace)
    session.flush()


def hold_chat(session: Session, account: str, address: str, *, now: datetime, limits: Limits) -> None:
    """Nothing more to this chat before its pause is over; a group's chat id is negative."""
    pause = limits.between_in_group if address.startswith("-") else limits.between_in_chat
    _HOLD.run(session, key=chat_key(account, address), free_at=now + pause)


def hold(session: Session, key: str, *, until: datetime) -> None:
    """Nothing more by this key before then."""
    _HOLD.run(session, key=key, free_at=until)


def is_held(session: Session, key: str, *, now: datetime) -> bool:
    chosen = select(Pace.key).where(Pace.key == key, col(Pace.free_at) > now)
    return session.exec(chosen).first() is not None


def pause(session: Session, account: str, *, until: datetime) -> None:
    """No call for this account before then, whoever sends."""
    _begin(session, account)
    earlier = col(Pace.paused_until).is_(None) | (col(Pace.paused_until) < until)
    session.exec(update(Pace).where(col(Pace.key) == account, earlier).values(paused_until=until))


def _begin(session: Session, account: str) -> None:
    insert = postgresql.insert(Pace).values(key=account, free_at=LONG_AGO)
    session.exec(insert.on_conflict_do_nothing())
