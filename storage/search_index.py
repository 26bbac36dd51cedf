"""Upkeep of the search: what is new is noted, then put into the index; never in an owner's turn.

A gram stands in the index with its thing's letter and its centre before it ("c12_漏水"), so that looking for
it touches nothing of another kind or centre.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, text
from sqlmodel import col, func, or_, select

from storage import grams, search_words
from storage.prepared import insert_once
from storage.session import Session
from storage.tables import CaseEvent, Centre, Message, SearchDue, SearchEntry, SearchMark

STEP = 500
MESSAGES = 0
# PostgreSQL may commit a lower id after a higher one: what is younger is left for the next look.
SETTLED = timedelta(seconds=30)
_QUEUE = insert_once(SearchDue, "centre_id", "thing", "thing_id")


def centres_with_news(session: Session, now: datetime, most: int) -> Sequence[int]:  # noqa: ARG001  has no time
    """Centres with events after their mark; a centre's events are committed in the order of their ids."""
    upto = func.coalesce(col(SearchMark.upto), 0)
    later = select(CaseEvent.id).where(CaseEvent.centre_id == Centre.id, col(CaseEvent.id) > upto)
    marked = select(Centre.id).join(SearchMark, col(SearchMark.centre_id) == Centre.id, isouter=True)
    found = session.exec(marked.where(later.exists()).order_by(col(Centre.id)).limit(most))
    return [centre_id for centre_id in found if centre_id is not None]


def note_events(session: Session, centre_id: int) -> None:
    """The cases that something happened to since the last look."""
    mark = _mark(session, centre_id)
    news = select(CaseEvent.id, CaseEvent.case_id).where(
        CaseEvent.centre_id == centre_id, col(CaseEvent.id) > mark.upto
    )
    rows = session.exec(news.order_by(col(CaseEvent.id)).limit(STEP)).all()
    cases = dict.fromkeys(case_id for _, case_id in rows if case_id is not None)
    _queue(session, ((centre_id, "c", case_id) for case_id in cases))
    _move(session, mark, rows[-1][0] if rows else None)


def new_messages(session: Session, now: datetime, most: int) -> Sequence[int]:  # noqa: ARG001  all in one step
    """The centre of the first message after the mark, if there is one: all are noted in one step."""
    upto = select(SearchMark.upto).where(SearchMark.centre_id == MESSAGES).scalar_subquery()
    later = select(Message.centre_id).where(col(Message.id) > func.coalesce(upto, 0), *_settled(session, now))
    return session.exec(later.order_by(col(Message.id)).limit(1)).all()


def note_messages(session: Session, now: datetime) -> None:
    """New messages, or the cases that they belong to."""
    mark = _mark(session, MESSAGES)
    columns = (Message.id, Message.centre_id, Message.case_id, Message.direction)
    news: Sequence[tuple[int, int, int | None, str]] = session.exec(
        select(*columns)
        .where(col(Message.id) > mark.upto, *_settled(session, now))
        .order_by(col(Message.id))
        .limit(STEP)
    ).all()
    things = dict.fromkeys(
        (centre_id, "c" if case_id else "m", case_id or message_id)
        for message_id, centre_id, case_id, direction in news
        if case_id or direction == "in"
    )
    _queue(session, things)
    _move(session, mark, news[-1][0] if news else None)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    wanted = select(SearchDue.id).where(or_(col(SearchDue.look_at).is_(None), col(SearchDue.look_at) <= now))
    return [row for row in session.exec(wanted.order_by(col(SearchDue.id)).limit(most)) if row is not None]


def keep(session: Session, due_id: int) -> None:
    """Put one thing into the index as it is now."""
    row = session.exec(select(SearchDue).where(SearchDue.id == due_id).with_for_update()).one_or_none()
    if row is None:
        return
    thing, thing_id = row.thing, row.thing_id
    # away before it is read: what changes it from here on puts it here anew
    session.delete(row)
    session.flush()
    refresh(session, thing, thing_id)


def refresh(session: Session, thing: str, thing_id: int) -> None:
    """Write a thing's words into the index, or take away those of what is no longer there."""
    found = search_words.OF[thing](session, thing_id)
    if thing == "c":
        for message_id in _told_alone(session, thing_id):
            refresh(session, "m", message_id)
    known = select(SearchEntry).where(SearchEntry.thing == thing, SearchEntry.thing_id == thing_id)
    entry = session.exec(known).one_or_none()
    centre_id, words = found or (0, "")
    if entry is not None and entry.words == words:
        return
    if entry is not None and session.is_sqlite:
        _forget(session, entry)
    if not words:
        if entry is not None:
            session.delete(entry)
        return
    entry = entry or SearchEntry(centre_id=centre_id, thing=thing, thing_id=thing_id, words="")
    entry.words = words
    session.add(entry)
    session.flush()
    _write(session, entry)


def put_off(session: Session, due_id: int, until: datetime) -> int:
    """Whose centre's it is."""
    row = session.get_one(SearchDue, due_id)
    row.look_at = until
    return row.centre_id


def waiting(session: Session, centre_id: int) -> int:
    """How many things of a centre are not in the index as they are now."""
    many = select(func.count()).select_from(SearchDue).where(SearchDue.centre_id == centre_id)
    return session.exec(many).one()


def stands_as(thing: str, centre_id: int, gram: str) -> str:
    return f"{thing}{centre_id}_{gram}"


def _write(session: Session, entry: SearchEntry) -> None:
    if session.is_sqlite:
        statement = "INSERT INTO search_gram (rowid, grams) VALUES (:id, :grams)"
        session.connection().execute(text(statement), {"id": entry.id, "grams": " ".join(_grams(entry))})
    else:
        statement = "UPDATE search_entry SET grams = array_to_tsvector(:grams) WHERE id = :id"
        session.connection().execute(text(statement), {"id": entry.id, "grams": _grams(entry)})


def _forget(session: Session, entry: SearchEntry) -> None:
    """An index without contents is told what it had (sqlite.org/fts5.html 6.4)."""
    statement = "INSERT INTO search_gram (search_gram, rowid, grams) VALUES ('delete', :id, :grams)"
    session.connection().execute(text(statement), {"id": entry.id, "grams": " ".join(_grams(entry))})


def _grams(entry: SearchEntry) -> list[str]:
    return [stands_as(entry.thing, entry.centre_id, gram) for gram in grams.grams(entry.words)]


def _told_alone(session: Session, case_id: int) -> Sequence[int]:
    """Messages of a case that the index still has by themselves."""
    of_case = select(Message.id).where(Message.case_id == case_id)
    alone = select(SearchEntry.thing_id).where(
        SearchEntry.thing == "m", col(SearchEntry.thing_id).in_(of_case)
    )
    return session.exec(alone).all()


def _mark(session: Session, centre_id: int) -> SearchMark:
    """Locked, so that two clocks do not count one step twice."""
    wanted = select(SearchMark).where(SearchMark.centre_id == centre_id).with_for_update()
    return session.exec(wanted).one_or_none() or SearchMark(centre_id=centre_id, upto=0)


def _move(session: Session, mark: SearchMark, upto: int | None) -> None:
    if upto is not None:
        mark.upto = upto
        session.add(mark)
        session.flush()


def _queue(session: Session, things: Iterable[tuple[int, str, int]]) -> None:
    for centre_id, thing, thing_id in things:
        _QUEUE.run(session, centre_id=centre_id, thing=thing, thing_id=thing_id)


def _settled(session: Session, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return () if session.is_sqlite else (col(Message.at) <= now - SETTLED,)
