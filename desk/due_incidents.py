"""Due work of incidents: whether a letter came to its owner (B4.1.2.1)."""

from datetime import datetime, timedelta

from desk import sending_letters
from desk.due_unit import Unit
from storage import Session, open_letters

PUT_OFF = timedelta(minutes=10)


def _letter_later(session: Session, copy_id: int, now: datetime) -> int:
    return open_letters.put_off(session, copy_id, now, PUT_OFF)


look_at_letters = Unit(
    "look_at_letters",
    open_letters.to_look_at,
    sending_letters.look,
    _letter_later,
    hold=open_letters.hold,
)
