"""Due work of the search: following what happens, and putting it into the index beside the owners' turns."""

from datetime import datetime, timedelta

from desk.due_unit import Unit
from storage import Session, search_index

PUT_OFF = timedelta(hours=1)


def _note_events(session: Session, centre_id: int, now: datetime) -> None:  # noqa: ARG001  ids, no times
    search_index.note_events(session, centre_id)


def _note_messages(session: Session, _: int, now: datetime) -> None:
    search_index.note_messages(session, now)


def _keep(session: Session, due_id: int, now: datetime) -> None:  # noqa: ARG001  as it is now
    search_index.keep(session, due_id)


def _next_tick(session: Session, row: int, now: datetime) -> int:
    """A mark that cannot be moved is tried again; nothing else waits for it."""
    del session, now
    return row


def _later(session: Session, due_id: int, now: datetime) -> int:
    return search_index.put_off(session, due_id, now + PUT_OFF)


note_events = Unit(
    "note_events_for_search", search_index.centres_with_news, _note_events, _next_tick, gives_way=True
)
note_messages = Unit(
    "note_messages_for_search", search_index.new_messages, _note_messages, _next_tick, gives_way=True
)
keep_search = Unit("keep_search", search_index.due, _keep, _later, gives_way=True)
