"""Revisits: planned when a case is resolved, answered by the owner or recorded by a person (A4.1.3, B5.1)."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from desk.actor import THE_BOT, Actor
from desk.centres import Working
from desk.hand_made import plan_by_hand
from desk.opening import From, confirmation
from desk.planning import on_triage, plan, plan_one, record_event
from desk.revisit_ends import allow_dropping, close_if_done, end, fail, may_drop, owed_by, settle, skip, tried
from desk.revisit_records import record
from desk.reworks import tell_rework
from desk.words_in import is_theirs
from dialogs.outcomes import OpenCase, RevisitAnswered, RevisitDetails, ReworkTold
from dialogs.speech import Text
from procedures import life
from procedures.coverage import REOPENED
from procedures.kinds import Outcome, RevisitForm, RevisitState
from procedures.revisit_rules import When
from storage import Missing, Session, cases, conversations, revisits, turns
from storage.cases import NewTask
from storage.tables import Case, Revisit

DECLINED = "declined_by_owner"


@dataclass(frozen=True)
class Answered:
    """What an owner is told about their first tap; `is_over` when it came too late to change anything."""

    text: Text
    case_id: int | None = None
    is_over: bool = False


@dataclass(frozen=True)
class Detailed:
    """What an owner is told at a revisit's end, and the new matter to open."""

    text: Text
    more: OpenCase | None


def skip_open(
    session: Session, case: Case, *, why: str, words: str = "", desk: Working, by: Actor, now: datetime
) -> None:
    """Revisits of a case that is closed without handling end as skipped, and why; nobody is phoned.

    Nor does it wait for rain any more. Whoever closes it answers for each of them: a head, and for the
    director's the director. Raises Refused.
    """
    if case.awaits_rain:
        life.allow(by.role, life.Act.SKIP_REVISIT)
    owed = revisits.open_of(session, case.id or 0)
    for row in owed:
        allow_dropping(row, by, desk)
    case.awaits_rain = False
    for row in owed:
        row.words = words or row.words
        end(session, row, RevisitState.SKIPPED, why=why, actor=str(by), staff_id=by.staff_id, now=now)
        record_event(session, row, "revisit_skipped", str(by), now, why=why, words=words)


def put_off_until_done(session: Session, case: Case, desk: Working, *, by: Actor, now: datetime) -> None:
    """A case is open again: what asks about work done waits for its end; every other visit is still owed."""
    case.awaits_rain = False
    stays = {rule.name for rule in desk.procedure.revisits if rule.when is not When.RESOLVED}
    for row in revisits.open_of(session, case.id or 0):
        if row.planned_at is not None or revisits.rules_of(row) & stays:
            continue
        end(session, row, RevisitState.SKIPPED, why=REOPENED, actor=str(by), staff_id=by.staff_id, now=now)
        record_event(session, row, "revisit_skipped", str(by), now, why=REOPENED)


def declined(session: Session, revisit_id: int, *, by: From, now: datetime) -> None:
    """The owner does not want to be asked: the revisit ends as skipped, and why; nobody is phoned."""
    found = _of_owner(session, revisit_id, by)
    if found is None or found[0].state in revisits.ENDED:
        return
    revisit, case = found
    end(session, revisit, RevisitState.SKIPPED, why=DECLINED, actor=by.actor, staff_id=None, now=now)
    record_event(session, revisit, "revisit_skipped", by.actor, now, why=DECLINED)
    close_if_done(session, case, actor=by.actor, clause=revisit.clause, now=now)


def answered(session: Session, said: RevisitAnswered, desk: Working, *, by: From, now: datetime) -> Answered:
    """Keep an owner's first tap at once; what was not solved opens a linked rework with its own promise."""
    found = _of_owner(session, said.revisit_id, by)
    if found is None or found[0].state in revisits.ENDED:
        return Answered(_why_over(found), is_over=True)
    revisit, case = found
    revisit.answered_at, revisit.done_form = now, RevisitForm.CHAT
    rework = settle(session, revisit, case, said.result, desk, by=by, now=now)
    if rework:
        return Answered(confirmation(rework, desk), case_id=case.id)
    solved = said.result is Outcome.SOLVED
    return Answered(Text("revisit.thank_you_solved" if solved else "revisit.still_at_work"), case_id=case.id)


def told(session: Session, said: ReworkTold, *, by: From, now: datetime) -> int | None:
    """What is missing goes to the rework that the first tap opened, else to the case itself; its id."""
    found = _of_owner(session, said.revisit_id, by)
    if found is None or (found[0].state in revisits.ENDED and not _is_answered_in_chat(found[0])):
        return None
    revisit, case = found
    if revisit.outcome in (None, Outcome.SOLVED):
        return _shown(session, revisit, case, said, by=by, now=now)
    return tell_rework(session, case, said, clause=revisit.clause, by=by, now=now)


def _shown(
    session: Session, revisit: Revisit, case: Case, said: ReworkTold, *, by: From, now: datetime
) -> int | None:
    """Pictures of work well done, or not judged yet."""
    if by.contact_id is not None:
        turns.put_pictures(session, by.contact_id, [int(ref) for ref in said.pictures], case.id or 0)
    record_event(session, revisit, "owner_wrote", by.actor, now, pictures=list(said.pictures))
    return case.id


def details(session: Session, said: RevisitDetails, *, by: From, now: datetime) -> Detailed:
    """Ratings and words after the first tap, and the new matter to open, if the owner named one (B4.1.3)."""
    found = _of_owner(session, said.revisit_id, by)
    if found is None:
        more = dataclasses.replace(said.more, parent_id=None, relation=None) if said.more else None
        return Detailed(Text("revisit.over"), more)
    revisit, case = found
    if not _is_answered_in_chat(revisit):
        return Detailed(_why_over(found), said.more)
    revisit.speed, revisit.workmanship, revisit.manner = said.speed, said.workmanship, said.manner
    revisit.satisfaction, revisit.words = said.satisfaction, said.words
    if by.contact_id is not None:
        turns.put_pictures(session, by.contact_id, [int(ref) for ref in said.pictures], case.id or 0)
    record_event(session, revisit, "revisit_details", by.actor, now, words=said.words)
    return Detailed(Text("revisit.thanks"), said.more)


def is_over(session: Session, revisit_id: int) -> bool:
    """Whether an owner's first tap would change nothing any more."""
    return revisits.state_of(session, revisit_id) in (None, *revisits.ENDED)


def phone_task(revisit: Revisit, case: Case, *, clause: str, now: datetime) -> NewTask:
    """Silence ends in a phone call that a person has to make."""
    return NewTask(
        centre_id=case.centre_id,
        kind="phone_revisit",
        key=f"revisit:{revisit.id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=clause,
        for_role=revisit.by_whom,
    )


def plan_visit(session: Session, revisit: Revisit, *, now: datetime) -> None:
    """A revisit of an owner without a case becomes a task of whoever is to make it (B4.2.2, B4.2.3)."""
    revisit.next_at = None
    task = NewTask(
        centre_id=revisit.centre_id,
        kind="revisit_owner",
        key=f"revisit:{revisit.id}",
        contact_id=conversations.contact_of(session, revisit.owner_id or 0, revisit.centre_id),
        due_at=revisit.due_at,
        clause=revisit.clause,
        for_role=revisit.by_whom,
        staff_id=revisit.visitor_id,
    )
    cases.add_task(session, task)
    record_event(session, revisit, "revisit_to_make", THE_BOT, now)


def _of_owner(session: Session, revisit_id: int, by: From) -> tuple[Revisit, Case] | None:
    """A revisit of the owner who speaks; None for one that is not there or somebody else's."""
    try:
        revisit, case = revisits.get(session, revisit_id)
    except Missing:
        return None
    return (revisit, case) if is_theirs(case, by.contact_id, by.owner_id) else None


def _is_answered_in_chat(revisit: Revisit) -> bool:
    return revisit.state == RevisitState.DONE and revisit.done_by is None


def _why_over(found: tuple[Revisit, Case] | None) -> Text:
    """A late answer changes nothing, and is told so."""
    by_phone = found is not None and found[0].done_by is not None
    return Text("revisit.recorded_by_phone" if by_phone else "revisit.over")


__all__ = [
    "Answered",
    "Detailed",
    "answered",
    "close_if_done",
    "declined",
    "details",
    "fail",
    "is_over",
    "may_drop",
    "on_triage",
    "owed_by",
    "phone_task",
    "plan",
    "plan_by_hand",
    "plan_one",
    "plan_visit",
    "put_off_until_done",
    "record",
    "settle",
    "skip",
    "skip_open",
    "told",
    "tried",
]
