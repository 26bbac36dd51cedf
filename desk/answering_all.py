"""One answer to all owners of an incident, and its end: each case has it as its own (B4.1.2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from desk import cases as acts
from desk import first_words
from desk.actor import Actor
from desk.incidents import Matter, leave, matter
from desk.proposals import written
from desk.saying import words as in_words
from desk.telling import Listener, listener
from dialogs.speech import Text
from procedures.incidents import IncidentState
from procedures.kinds import CaseState, Cause
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, cases, incidents
from storage.boards import OPEN_STATES
from storage.cases import NewTask
from storage.tables import Case, IncidentAnswer

# The frame around the words has to fit into one message, too.
LONGEST = 3500
INCIDENT_ANSWER = "incident_answer"


@dataclass(frozen=True)
class Told:
    """How many owners have it in their chat, and how many are to be phoned."""

    sent: int
    phoned: int


@dataclass(frozen=True)
class Left:
    """A case that could not be resolved with the others, and why."""

    number: str
    why: Refused


def answer(
    session: Session,
    incident_id: int,
    *,
    words: str,
    nth: int,
    only: Sequence[int] | None = None,
    by: Actor,
    now: datetime,
) -> Told:
    """Tell all owners, or those of the cases `only`, each in their own chat under their own number.

    `nth` counts the answers that whoever writes has seen, plus one: the same sent twice is one, and over
    somebody else's it is refused. Raises Refused, Missing.
    """
    said = written(words, most=LONGEST)
    of = matter(session, incident_id, Act.REPLY, by, now)
    before = incidents.answer(session, of.id, nth)
    if before is not None and before.words == said and before.by_id == by.staff_id:
        return Told(before.sent, before.phoned)
    if nth != of.incident.answers + 1:
        raise Refused("refused.somebody_answered_all", number=of.incident.number)
    chosen = _chosen(of, only, CaseState)
    if not chosen:
        raise Refused("refused.no_case_chosen")
    row = IncidentAnswer(
        centre_id=by.centre_id, incident_id=of.id, nth=nth, words=said, by_id=by.staff_id, at=now
    )
    for case in chosen:
        _tell_one(of, case, row)
    session.add(row)
    of.incident.answers, of.incident.state = nth, IncidentState.ANSWERED
    of.incident.answered_at, of.incident.answered_by = now, by.staff_id
    of.noted("incident_answered", words=said, sent=row.sent, phoned=row.phoned)
    return Told(row.sent, row.phoned)


def resolve(
    session: Session,
    incident_id: int,
    *,
    cause: str,
    measure: str,
    words: str,
    cause_kind: Cause | None = None,
    only: Sequence[int] | None = None,
    by: Actor,
    now: datetime,
) -> list[Left]:
    """Resolve all cases, or those of `only`; each owner is told and revisited as usual (A4.2.3.1.3).

    A case that nobody had is taken by whoever resolves. One that cannot be resolved is left, and named.
    With the last one the incident is closed. Raises Refused, Missing.
    """
    said = written(words, most=LONGEST)
    of = matter(session, incident_id, Act.RESOLVE, by, now)
    chosen = _chosen(of, only, OPEN_STATES)
    if not chosen:
        raise Refused("refused.no_case_chosen")
    done = {"cause": cause, "cause_kind": cause_kind, "measure": measure, "words": said}
    left = [each for case in chosen if (each := _resolve_one(of, case, done))]
    of.incident.cause, of.incident.measure = cause.strip(), measure.strip()
    names = ", ".join(each.number for each in left)
    of.noted("incident_resolved", resolved=len(chosen) - len(left), left=names, measure=measure)
    if not _open_members(of):
        _closed(of)
    return left


def close(session: Session, incident_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """Nothing more is done together: cases not resolved yet go on by themselves. Raises Refused, Missing."""
    why = written(words)
    of = matter(session, incident_id, Act.RESOLVE, by, now)
    for case in _open_members(of):
        leave(of, case)
    _closed(of, why=why)


def _chosen(of: Matter, only: Sequence[int] | None, states: Sequence[str] | type[CaseState]) -> list[Case]:
    """The incident's cases, all of them locked before any is changed. Raises Refused for another's."""
    ids = incidents.member_ids(of.session, of.id)
    if only is not None and not set(only) <= set(ids):
        raise Refused("refused.not_of_this_incident", case="")
    held = incidents.hold(of.session, ids, of.by.centre_id)
    wanted = set(ids if only is None else only)
    return [case for case in held if case.state in set(states) and case.id in wanted]


def _open_members(of: Matter) -> list[Case]:
    held = incidents.hold(of.session, incidents.member_ids(of.session, of.id), of.by.centre_id)
    return [case for case in held if case.state in OPEN_STATES]


def _tell_one(of: Matter, case: Case, row: IncidentAnswer) -> None:
    """A closed case is over; one without a chat is phoned, and its promise is kept by that call."""
    if case.state == CaseState.CLOSED:
        return
    to = reachable(of.session, case)
    if to is None:
        row.phoned += 1
        _to_phone(of, case, row)
        return
    row.sent += 1
    frame = Text("incident.answer", {"number": case.number, "words": row.words})
    framed = in_words(frame, locale=to.locale, zone=to.zone)
    acts.reply(of.session, case.id or 0, words=framed, by=of.by, now=of.now)
    # Who speaks to all of them speaks for whoever has one of them.
    first_words.stamp(of.session, case, actor=str(of.by), now=of.now)
    of.noted("answered_with_others", case=case)


def reachable(session: Session, case: Case) -> Listener | None:
    """The owner's chat, if there is one that can be written to."""
    to = listener(session, case.contact_id) if case.contact_id is not None else None
    return to if to and to.reachable else None


def _to_phone(of: Matter, case: Case, row: IncidentAnswer) -> None:
    task = NewTask(
        centre_id=case.centre_id,
        kind=INCIDENT_ANSWER,
        key=f"incident:{of.id}:{row.nth}:{case.id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=of.desk.calendar.next_open(of.now),
        clause=of.desk.procedure.incidents.clause,
        data=msgspec.json.encode({"words": row.words}).decode(),
    )
    cases.add_task(of.session, task)
    of.noted("answer_by_phone", case=case, words=row.words)


def _resolve_one(of: Matter, case: Case, done: Mapping[str, Any]) -> Left | None:
    number, which = case.number, case.id or 0
    try:
        with of.session.begin_nested():
            if case.state == CaseState.OPEN:
                acts.take(of.session, which, by=of.by, now=of.now)
            acts.resolve(of.session, which, **done, by=of.by, now=of.now)
            of.noted("resolved_with_others", case=case)
    except Refused as refused:
        return Left(number, refused)
    return None


def _closed(of: Matter, why: str = "") -> None:
    of.incident.state = IncidentState.CLOSED
    of.incident.closed_at, of.incident.closed_by = of.now, of.by.staff_id
    of.noted("incident_closed", why=why)
