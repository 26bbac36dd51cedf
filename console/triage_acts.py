"""Intake's decision of a case, and taking up again what was not settled (A4.2.3)."""

from fastapi import APIRouter

from console import forms
from console.case_acts import act, known
from console.desk import Desk
from desk import triage
from procedures.kinds import Category, Severity, Validity
from procedures.triage import Verdict
from storage import Session
from storage.tables import Case

router = APIRouter()


class TriageForm(forms.Form):
    validity: Validity = Validity.UNDECIDED
    severity: Severity
    category: Category
    department: forms.Chosen = None
    reason: forms.Words = ""
    explanation: forms.Words = ""
    helped: forms.Words = ""


class ReopenForm(forms.Form):
    reason: forms.Said


@act("triage", TriageForm, done="Decided.", alone=True, on=router)
def decide(session: Session, case: Case, form: TriageForm, desk: Desk) -> None:
    said = Verdict(
        form.validity, form.severity, form.reason, explanation=form.explanation, helped=form.helped
    )
    triage.decide(
        session,
        known(case),
        said=said,
        category=form.category,
        department_id=form.department,
        by=desk.actor,
        now=desk.now,
    )


@act("reopen", ReopenForm, done="The case is open again.", alone=True, on=router)
def reopen(session: Session, case: Case, form: ReopenForm, desk: Desk) -> None:
    triage.reopen(session, known(case), reason=form.reason, by=desk.actor, now=desk.now)
