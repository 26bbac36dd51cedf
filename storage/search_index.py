"""Upkeep of the search: what is new is noted, then put into the index; never in an owner's turn.

A gram stands in the index with its thing's letter and its centre before it ("c12_漏水"), so that looking for
it touches nothing of another kind or centre.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Integer, delete, update
from sqlmodel import bindparam, col, func, or_, select

from storage import grams, search_words
from storage.due_ids import NOW, DueIds
from storage.prepared import NewRow, Prepared, insert_once
from storage.session import Session
from storage.tables import CaseEvent, Centre, Message, SearchDue, SearchEntry, SearchMark

STEP = 500
MESSAGES = 0
# PostgreSQL may commit a lower id after a higher one: what is younger is left for the next look.
SETTLED = timedelta(seconds=30)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_QUEUE = insert_once(SearchDue, "centre_id", "thing", "thing_id")
_LATER = select(CaseEvent.id).where(
    col(CaseEvent.centre_id) == col(Centre.id), col(CaseEvent.id) > func.coalesce(col(SearchMark.upto), 0)
)
_WITH_NEWS = Prepared(
    select(Centre.id)
    .join(SearchMark, col(SearchMark.centre_id) == col(Centre.id), isouter=True)
    .where(_LATER.exists())
    .order_by(col(Centre.id))
    .limit(bindparam("most", type_=Integer))
)
_UPTO = select(SearchMark.upto).where(col(SearchMark.centre_id) == MESSAGES).scalar_subquery()
_FIRST_NEW = Prepared(
    select(Message.centre_id)
    .where(col(Message.id) > func.coalesce(_UPTO, 0), col(Message.at) <= bindparam("settled"))
    .order_by(col(Message.id))
    .limit(1)
)
_DUE = DueIds(
    select(SearchDue.id)
    .where(or_(col(SearchDue.look_at).is_(None), col(SearchDue.look_at) <= NOW))
    .order_by(col(SearchDue.id))
)
_TAKE = Prepared(
    select(SearchDue.thing, SearchDue.thing_id)
    .where(col(SearchDue.id) == bindparam("which"))
    .with_for_update()
)
_TAKEN = Prepared(delete(SearchDue).where(col(SearchDue.id) == bindparam("which")))
_ENTRY = Prepared(
    select(SearchEntry.id, SearchEntry.centre_id, SearchEntry.words).where(
        col(SearchEntry.thing) == bindparam("of_thing"), col(SearchEntry.thing_id) == bindparam("which")
    )
)
_ADD = NewRow(SearchEntry, "centre_id", "thing", "thing_id", "words")
_CHANGE = Prepared(
    update(SearchEntry).where(col(SearchEntry.id) == bindparam("which")).values(words=bindparam("said"))
)
_REMOVE = Prepared(delete(SearchEntry).where(col(SearchEntry.id) == bindparam("which")))
_ALONE = Prepared(
    select(SearchEntry.thing_id).where(
        col(SearchEntry.thing) == "m",
        col(SearchEntry.thing_id).in_(select(Message.id).where(col(Message.case_id) == bindparam("of_case"))),
    )
)


def centres_with_news(session: Session, now: datetime, most: int) -> Sequence[int]:  # noqa: ARG001  has no time
    """Centres with events after their mark; a centre's events are committed in the order of their ids."""
    session.flush()
    return [centre_id for (centre_id,) in _WITH_NEWS.all(session, most=most)]


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
    session.flush()
    return [centre_id for (centre_id,) in _FIRST_NEW.all(session, settled=_settled(session, now))]


def note_messages(session: Session, now: datetime) -> None:
    """New messages, or the cases that they belong to."""
    mark = _mark(session, MESSAGES)
    columns = (Message.id, Message.centre_id, Message.case_id, Message.direction)
    news: Sequence[tuple[int, int, int | None, str]] = session.exec(
        select(*columns)
        .where(col(Message.id) > mark.upto, col(Message.at) <= _settled(session, now))
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
    return _DUE(session, now, most)


def keep(session: Session, due_id: int) -> None:
    """Put one thing into the index as it is now."""
    session.flush()
    row = _TAKE.one(session, which=due_id)
    if row is None:
        return
    # away before it is read: what changes it from here on puts it here anew
    _TAKEN.run(session, which=due_id)
    refresh(session, *row)


def refresh(session: Session, thing: str, thing_id: int) -> None:
    """Write a thing's words into the index, or take away those of what is no longer there."""
    session.flush()
    found = search_words.OF[thing](session, thing_id)
    if thing == "c":
        for (message_id,) in _ALONE.all(session, of_case=thing_id):
            refresh(session, "m", message_id)
    known = _ENTRY.one(session, of_thing=thing, which=thing_id)
    centre_id, words = found or (0, "")
    if (known[2] if known else "") == words:
        return
    if known and session.is_sqlite:
        _forget(session, known[0], _grams(thing, known[1], known[2]))
    if not words:
        _REMOVE.run(session, which=known[0] if known else None)
        return
    if known:
        _CHANGE.run(session, which=known[0], said=words)
        entry_id, centre_id = known[0], known[1]
    else:
        entry_id = _ADD.add(session, centre_id=centre_id, thing=thing, thing_id=thing_id, words=words)
    _write(session, entry_id, _grams(thing, centre_id, words))


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


def _write(session: Session, entry_id: int, found: list[str]) -> None:
    if session.is_sqlite:
        session.cursor.execute(
            "INSERT INTO search_gram (rowid, grams) VALUES (?, ?)", (entry_id, " ".join(found))
        )
    else:
        session.cursor.execute(
            "UPDATE search_entry SET grams = array_to_tsvector(%s) WHERE id = %s", (found, entry_id)
        )


def _forget(session: Session, entry_id: int, found: list[str]) -> None:
    """An index without contents is told what it had (sqlite.org/fts5.html 6.4)."""
    statement = "INSERT INTO search_gram (search_gram, rowid, grams) VALUES ('delete', ?, ?)"
    session.cursor.execute(statement, (entry_id, " ".join(found)))


def _grams(thing: str, centre_id: int, words: str) -> list[str]:
    return [stands_as(thing, centre_id, gram) for gram in grams.grams(words)]


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


def _settled(session: Session, now: datetime) -> datetime:
    """Messages up to then can be noted; SQLite has one writer, who gives ids in order."""
    return NEVER if session.is_sqlite else now - SETTLED
