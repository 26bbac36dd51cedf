"""An invalid complaint is explained kindly, and its owner helped as far as possible (A4.2.3.2)."""

from desk.acting import OnCase
from desk.centres import Working
from desk.revisits import plan
from desk.telling import listener, tell
from dialogs.speech import Text
from dialogs.turned import Asked, Tap
from procedures.kinds import CaseState
from procedures.life import CloseReason
from storage import cases, conversations
from storage.cases import NewTask
from storage.tables import Contact

CLAUSE = "A4.2.3.2"


def explain(on: OnCase, desk: Working, *, explanation: str, helped: str) -> None:
    """The owner is told why, and what was still done; the revisit is owed as for every complaint."""
    case = on.case
    case.explanation, case.helped, case.resolved_at = explanation, helped, on.now
    on.recorded("explained", clause=CLAUSE, words=explanation, helped=helped)
    if _is_reachable(on):
        on.answered()
        _tell(on)
    else:
        cases.add_task(on.session, _call(on))
    if not plan(on.session, case, desk, by=str(on.by), now=on.now):
        case.closed_at, case.close_reason = on.now, CloseReason.HANDLED
        cases.change_state(on.session, case, CaseState.CLOSED)
        on.recorded("closed", clause=CLAUSE, reason=CloseReason.HANDLED)


def _is_reachable(on: OnCase) -> bool:
    if on.case.contact_id is None:
        return False
    return on.session.get_one(Contact, on.case.contact_id).unreachable is None


def _tell(on: OnCase) -> None:
    """The owner's next words belong to this case, so that whoever disagrees is heard."""
    case = on.case
    assert case.contact_id is not None
    assert case.id is not None
    told = {"number": case.number, "explanation": case.explanation, "helped": case.helped}
    to = listener(on.session, case.contact_id)
    taps = tuple(Tap(f"0:{key}:{case.id}", Text(f"triage.{key}")) for key in ("agree", "object"))
    asked = Asked(Text("triage.invalid", told), taps)
    tell(on.session, to, [], now=on.now, asked=asked, case_id=case.id)
    conversations.focus(on.session, case.contact_id, case.id, now=on.now)


def _call(on: OnCase) -> NewTask:
    case = on.case
    return NewTask(
        centre_id=case.centre_id,
        kind="explain_by_phone",
        key=f"case:{case.id}:{on.now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=on.now,
        clause=CLAUSE,
        staff_id=case.handler_id,
    )
