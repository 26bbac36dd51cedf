"""Answers that platforms can no longer ask for again are let go."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.due_unit import Unit
from storage import Session, passive_replies

# WeChat asks again within seconds; days are for whoever looks into a fault
KEPT_FOR = timedelta(days=3)


def _old(session: Session, now: datetime, most: int) -> Sequence[int]:
    return passive_replies.old(session, now - KEPT_FOR, most)


def _sweep(session: Session, reply_id: int, now: datetime) -> None:  # noqa: ARG001  what is old was found
    passive_replies.sweep(session, reply_id)


def _sweep_later(session: Session, reply_id: int, now: datetime) -> int:
    return passive_replies.renew(session, reply_id, at=now)


sweep_replies = Unit("sweep_replies", _old, _sweep, _sweep_later)
