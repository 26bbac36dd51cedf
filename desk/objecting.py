"""What the owner of an invalid complaint says to its explanation: content, or look again (A4.2.3.2)."""

from datetime import datetime

from desk.actor import THE_OWNER
from desk.noting import note_on
from desk.words_in import is_theirs
from dialogs.outcomes import ExplanationAnswered
from dialogs.speech import Text
from procedures.kinds import Role, Validity
from storage import Missing, Session, cases
from storage.cases import NewTask
from storage.turns import Talk

CLAUSE = "A4.2.3.2"
TASK = "objection"
OVER = Text("triage.answer_is_over")


def answered(
    session: Session, said: ExplanationAnswered, talk: Talk, *, now: datetime
) -> tuple[Text, int | None]:
    """The owner's tap; what they are told, and the case it is about. Decided anew meanwhile, it is over."""
    try:
        case = cases.get(session, said.case_id, talk.centre_id)
    except Missing:
        return OVER, None
    if not is_theirs(case, talk.contact_id, talk.owner_id) or case.validity != Validity.INVALID:
        return OVER, None
    args = {"number": case.number}
    if cases.is_at_it(session, TASK, case_id=case.id):
        return Text("triage.looked_at_again", args), case.id
    what = "explanation_accepted" if said.agreed else "explanation_rejected"
    note_on(session, case, what, CLAUSE, THE_OWNER, now)
    if said.agreed:
        return Text("triage.agreed", args), case.id
    task = NewTask(
        centre_id=case.centre_id,
        kind=TASK,
        key=f"case:{case.id}:{now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=CLAUSE,
        for_role=Role.DIRECTOR,
    )
    cases.add_task(session, task)
    return Text("triage.looked_at_again", args), case.id
