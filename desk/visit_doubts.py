"""The owner's own tap on a recorded visit: confirmed, not right, or nobody came (B5.1, ARCHITECTURE 7)."""

import dataclasses

from desk.apologising import phones
from desk.visits import BOOK, DISPUTED, Act
from dialogs.speech import Text
from procedures.kinds import CaseState, RevisitForm, RevisitState, Role, WasHere
from storage import cases
from storage import revisits as rows
from storage.tables import Revisit
from storage.visits import Visit

NOBODY_CAME = "nobody_came"


def checked(act: Act, was: WasHere) -> Text:
    """Stamp or dispute a record. "Nobody came": it counts as not done, and the director is told."""
    revisit = act.visit.revisit
    if revisit.state != RevisitState.DONE:
        return Text("visit.over")
    revisit.next_at = None
    if was is WasHere.YES:
        if revisit.confirmed_at is None:
            revisit.confirmed_at = act.now
            act.record("visit_confirmed")
        return Text("visit_check.thanks")
    act.record("visit_disputed", why=was)
    act.add_task(DISPUTED, due_at=act.now, for_role=Role.DIRECTOR)
    if was is WasHere.NOT_RIGHT:
        return Text("visit_check.sorry_not_right", phones(act.desk.centre))
    revisit.state, revisit.why = RevisitState.FAILED, NOBODY_CAME
    _owed_again(act)
    return Text("visit_check.sorry_nobody", phones(act.desk.centre))


def remarked(act: Act, words: str) -> Text | None:
    """What the owner adds goes on record beside the visitor's words."""
    if not words:
        return None
    act.record("visit_remark", words=words)
    return Text("visit_check.noted")


def _owed_again(act: Act) -> None:
    """The visit is owed as before, and the director arranges it; a case closed by the record waits again."""
    revisit, case = act.visit
    again = Revisit(
        centre_id=revisit.centre_id,
        case_id=revisit.case_id,
        owner_id=revisit.owner_id,
        unit_id=revisit.unit_id,
        rule=revisit.rule,
        round=rows.next_round(act.session, case.id or 0) if case else revisit.round + 1,
        form=RevisitForm.ON_SITE,
        by_whom=Role.DIRECTOR,
        clause=revisit.clause,
        state=RevisitState.PHONE,
        why=NOBODY_CAME,
        due_at=act.desk.calendar.end_of_nth_day(act.now, 1),
        storm_id=revisit.storm_id,
        planned_at=act.now,
    )
    act.session.add(again)
    act.session.flush()
    if case and case.state == CaseState.CLOSED and cases.change_state(act.session, case, CaseState.RESOLVED):
        case.closed_at, case.close_reason = None, None
    of_again = dataclasses.replace(act, visit=Visit(again, case))
    of_again.record("revisit_planned", due=again.due_at.isoformat(), why=NOBODY_CAME)
    of_again.add_task(BOOK, due_at=act.now)
