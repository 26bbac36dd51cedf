"""Taking over owners and flats from a workbook: uploaded, matched, checked, then all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from desk.actor import Actor
from desk.due_unit import Unit
from desk.imported_rows import Checked, Fault, check
from desk.moving_in import Living, import_owners
from desk.noting import note
from desk.plain import plain
from desk.workbook_columns import Column, guessed, whole
from desk.workbook_reading import read
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Session, imports
from storage.tables import ImportBatch

MAY_IMPORT = (Role.DIRECTOR, Role.GENERAL_DIRECTOR, Role.ADMIN, Role.SERVICE_HEAD, Role.SUPERVISOR)
PUT_OFF = timedelta(minutes=10)
UPLOADED, WANTED, DONE, FAILED = "uploaded", "wanted", "done", "failed"
_ROWS = msgspec.json.Decoder(list[tuple[int, list[str]]])
_LIVING = msgspec.json.Decoder(list[Living])
_FAULTS = msgspec.json.Decoder(list[Fault])
_MATCHED = msgspec.json.Decoder(dict[str, int])


@dataclass(frozen=True)
class Looked:
    """A workbook looked through: which column is what, and what the rows say by that.

    `why` is the text id of what is missing before rows can be looked at. Made outside of any transaction:
    50,000 phone numbers take seconds.
    """

    columns: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    matched: Mapping[str, int]
    checked: Checked
    why: str = ""


def read_workbook(data: bytes, *, zone: str, today: date) -> Looked:
    """Its columns matched as well as can be guessed. Raises Refused."""
    table = whole(read(data))
    return look_through(table.columns, table.rows, guessed(table.columns), zone=zone, today=today)


def look_through(
    columns: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    matched: Mapping[str, int],
    *,
    zone: str,
    today: date,
) -> Looked:
    """Raises Refused for a column that is said to be two things."""
    kept: dict[str, int] = {
        Column(name): place for name, place in matched.items() if 0 <= place < len(columns)
    }
    if len(set(kept.values())) < len(kept):
        raise Refused("refused.column_twice")
    try:
        found, why = check(rows, kept, zone=zone, today=today), ""
    except Refused as refused:
        found, why = Checked((), (), 0), refused.text_id
    return Looked(columns, rows, kept, found, why)


def upload(session: Session, looked: Looked, file_name: str, *, by: Actor, now: datetime) -> int:
    """Keep what was read of a workbook; its id."""
    allow(by)
    batch = ImportBatch(
        centre_id=by.centre_id,
        staff_id=by.staff_id,
        at=now,
        file_name=plain(file_name)[:200],
        columns=_json(looked.columns),
        matched="{}",
        rows=_json(looked.rows),
        row_count=len(looked.rows),
    )
    _write(session, batch, looked)
    assert batch.id is not None
    return batch.id


def match(session: Session, batch_id: int, looked: Looked, *, by: Actor) -> None:
    """Keep which column is what. Raises Refused, Missing."""
    allow(by)
    _write(session, _open(session, batch_id, by), looked)


def want(session: Session, batch_id: int, looked: Looked, *, by: Actor, now: datetime) -> None:
    """Have the clock take it over. Raises Refused while a row is bad, Missing."""
    allow(by)
    batch = _open(session, batch_id, by)
    if looked.why:
        raise Refused(looked.why)
    if looked.checked.fault_count:
        raise Refused("refused.rows_are_bad", many=looked.checked.fault_count)
    batch.state, batch.look_at, batch.rows = WANTED, now, _json(looked.checked.living)
    session.add(batch)
    note(session, "import_wanted", centre_id=by.centre_id, by=by, now=now, rows=batch.row_count)


def give_up(session: Session, batch_id: int, *, by: Actor) -> None:
    """Forget what was read. Raises Refused, Missing."""
    allow(by)
    batch = _open(session, batch_id, by)
    batch.state, batch.rows, batch.faults = FAILED, "[]", "[]"
    batch.why = "given_up"


def columns_of(batch: ImportBatch) -> list[str]:
    return msgspec.json.decode(batch.columns, type=list[str])


def matched_of(batch: ImportBatch) -> dict[str, int]:
    return _MATCHED.decode(batch.matched)


def rows_of(batch: ImportBatch) -> list[tuple[int, list[str]]]:
    return _ROWS.decode(batch.rows)


def faults_of(batch: ImportBatch) -> list[Fault]:
    return _FAULTS.decode(batch.faults)


def _write(session: Session, batch: ImportBatch, looked: Looked) -> None:
    batch.matched, batch.why = _json(looked.matched), looked.why
    batch.faults, batch.fault_count = _json(looked.checked.faults), looked.checked.fault_count
    session.add(batch)
    session.flush()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _open(session: Session, batch_id: int, by: Actor) -> ImportBatch:
    imports.batch(session, batch_id, by.centre_id)
    batch = imports.locked(session, batch_id)
    if batch.state != UPLOADED:
        raise Refused("refused.import_is_over")
    return batch


def allow(by: Actor) -> None:
    """Raises Refused."""
    if by.role not in MAY_IMPORT:
        raise Refused("refused.not_yours_to_import")


def _carry_out(session: Session, batch_id: int, now: datetime) -> None:
    batch = imports.locked(session, batch_id)
    if batch.state != WANTED:
        return
    done = import_owners(session, _LIVING.decode(batch.rows), centre_id=batch.centre_id, now=now)
    batch.state, batch.look_at, batch.done_at = DONE, None, now
    batch.added, batch.changed, batch.rows = done.added, done.changed, "[]"
    session.add(batch)
    note(
        session,
        "import_done",
        centre_id=batch.centre_id,
        by=f"staff:{batch.staff_id}",
        now=now,
        rows=batch.row_count,
        added=done.added,
        changed=done.changed,
    )


def _put_off(session: Session, batch_id: int, now: datetime) -> int:
    batch = imports.locked(session, batch_id)
    batch.look_at = now + PUT_OFF
    return batch.centre_id


carry_imports_out = Unit("carry_imports_out", imports.due, _carry_out, _put_off)
