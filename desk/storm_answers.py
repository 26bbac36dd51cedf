"""What owners answer after rain: dry, leaks, or somebody please come; by a tap or in words (B4.1.2.3-C)."""

from datetime import datetime

from desk import revisits
from desk.centres import Working
from desk.noting import note_on
from desk.opening import From
from desk.planning import plan_one
from desk.revisits import Answered
from desk.words_in import is_theirs
from dialogs import after_rain
from dialogs.around import Around
from dialogs.heard import Heard
from dialogs.outcomes import RevisitAnswered, StormAnswered
from dialogs.speech import Text
from dialogs.state import State
from dialogs.turned import Turned
from procedures.kinds import Outcome, RevisitForm, RevisitState, Role, StormAnswer
from procedures.rain_rules import WhenDry
from storage import Missing, Session, cases, rain_questions
from storage import revisits as stored
from storage.rain_release import RULE
from storage.rain_words import TASK
from storage.tables import Case, Revisit

VISIT_WANTED = "visit_wanted"


def in_words(session: Session, contact_id: int, state: State, heard: Heard, around: Around) -> Turned | None:
    """Words that answer a question after rain; which of several is asked back. None if they answer none."""
    if state.run or heard.token or heard.pictures or heard.edits or heard.album or heard.other:
        return None
    answer = after_rain.meant(heard.text)
    if answer is None:
        return None
    asked = rain_questions.open_to(session, contact_id)
    if len(asked) > 1:
        return after_rain.which(answer, asked)
    if not asked:
        return None
    return after_rain.answered(state, around, asked[0].revisit_id, answer, heard.text.strip())


def answered(session: Session, said: StormAnswered, desk: Working, *, by: From, now: datetime) -> Answered:
    """Keep the answer at once: proved, a rework, or a visit to be booked."""
    found = _open_of(session, said.revisit_id, by)
    if found is None:
        return revisits.answered(
            session, RevisitAnswered(said.revisit_id, Outcome.SOLVED), desk, by=by, now=now
        )
    revisit, case = found
    if said.answer is StormAnswer.LEAKS:
        return revisits.answered(session, RevisitAnswered(said.revisit_id, Outcome.NOT), desk, by=by, now=now)
    rules = desk.procedure.rain
    if said.answer is StormAnswer.UNSURE:
        _visit(session, revisit, case, desk, by=by, now=now)
        _please_come(session, revisit, case, by=by, now=now)
        return Answered(Text("storm.we_come"), case_id=case.id)
    is_visited = rules is not None and rules.when_dry is WhenDry.VISIT
    if is_visited:
        _visit(session, revisit, case, desk, by=by, now=now)
    kept = revisits.answered(session, RevisitAnswered(said.revisit_id, Outcome.SOLVED), desk, by=by, now=now)
    return Answered(Text("storm.dry_and_visit" if is_visited else "storm.dry_thanks"), case_id=kept.case_id)


def _open_of(session: Session, revisit_id: int, by: From) -> tuple[Revisit, Case] | None:
    """A question that is still open, of the owner who speaks."""
    try:
        revisit, case = stored.get(session, revisit_id)
    except Missing:
        return None
    is_open = revisit.state not in stored.ENDED and revisit.storm_id is not None
    return (revisit, case) if is_open and is_theirs(case, by.contact_id, by.owner_id) else None


def _please_come(session: Session, revisit: Revisit, case: Case, *, by: From, now: datetime) -> None:
    """The owner cannot tell: the question ends, the visit takes its place."""
    revisit.state, revisit.why, revisit.next_at = RevisitState.SKIPPED, VISIT_WANTED, None
    revisit.answered_at = revisit.done_at = now
    task = cases.open_task(session, TASK, f"revisit:{revisit.id}")
    if task:
        task.done_at, task.note = now, VISIT_WANTED
    _record(session, case, "revisit_skipped", revisit, by, now, why=VISIT_WANTED)


def _visit(session: Session, revisit: Revisit, case: Case, desk: Working, *, by: From, now: datetime) -> None:
    """Somebody looks on site; the bot books the time with the owner."""
    when = desk.calendar.next_open(now)
    plan_one(
        session,
        centre_id=case.centre_id,
        case=case,
        owner_id=case.owner_id,
        unit_id=case.unit_id,
        rule=RULE,
        form=RevisitForm.ON_SITE,
        by_whom=Role.ENGINEERING_SUPERVISOR,
        clause=revisit.clause,
        due_at=when,
        next_at=when,
        storm_id=revisit.storm_id,
        by=by.actor,
        now=now,
    )


def _record(
    session: Session, case: Case, what: str, revisit: Revisit, by: From, now: datetime, **data: object
) -> None:
    note_on(
        session, case, what, revisit.clause, by.actor, now, revisit=revisit.id, round=revisit.round, **data
    )
