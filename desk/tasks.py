"""Tasks of staff, done by a named person, and letters that nobody could read."""

from datetime import datetime

from desk.actor import Actor
from desk.plain import plain
from procedures import life
from procedures.life import Act
from procedures.refused import Refused
from storage import Missing, Session, events
from storage.missing import row_id
from storage.tables import DeadLetter, Task


def finish(session: Session, task_id: int, *, note: str, by: Actor, now: datetime) -> None:
    """Somebody did it. A revisit by phone needs its record instead (B5.1). Raises Refused, Missing."""
    life.allow(by.role, Act.TAKE)
    task = session.get(Task, row_id(task_id), with_for_update=True)
    if task is None or task.centre_id != by.centre_id:
        raise Missing
    if task.done_at is not None:
        raise Refused("refused.done_already")
    if task.kind in ("phone_revisit", "storm_visit"):
        raise Refused("refused.revisit_needs_its_record")
    task.done_at, task.done_by, task.note = now, by.staff_id, plain(note).strip()
    session.flush()
    if task.case_id is not None:
        events.record(
            session,
            centre_id=task.centre_id,
            case_id=task.case_id,
            what="task_done",
            actor=str(by),
            at=now,
            clause=task.clause,
            data={"task": task.kind, "note": task.note},
        )
    session.signals.add(f"centre:{by.centre_id}")


def settle_letter(session: Session, letter_id: int, *, by: Actor, now: datetime) -> None:
    """Somebody has dealt with a dead letter. Raises Missing."""
    letter = session.get(DeadLetter, row_id(letter_id), with_for_update=True)
    if letter is None or letter.centre_id != by.centre_id:
        raise Missing
    letter.solved_at = letter.solved_at or now
    session.signals.add(f"centre:{by.centre_id}")
