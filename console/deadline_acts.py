"""What staff do about deadlines: a new time, calling somebody higher, the note to quality (A3.3, A4.2.3)."""

import re
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import AfterValidator

from console import forms
from console.case_acts import act, known
from console.desk import Desk
from desk import company_cases, deadlines, postponing
from storage import Missing, Session, postponements
from storage.tables import Case

router = APIRouter()
FIELD = re.compile(r"2\d{3}-\d\d-\d\dT\d\d:\d\d")


def _wall_time(text: str) -> str:
    """What a browser's field for date and time sends. Raises ValueError."""
    if not FIELD.fullmatch(text):
        raise ValueError(text)
    datetime.fromisoformat(text)
    return text


WallTime = Annotated[str, AfterValidator(_wall_time)]


class PostponeForm(forms.Form):
    until: WallTime
    reason: forms.Said


class ReasonForm(forms.Form):
    reason: forms.Said


class DecideForm(forms.Form):
    postponement: int
    decision: Literal["agree", "disagree"]
    note: forms.Words = ""


class AcceptForm(forms.Form):
    postponement: int


class NoteForm(forms.Form):
    words: forms.Said


@act("postpone", PostponeForm, done="The new time is on record.", alone=True, on=router)
def postpone(session: Session, case: Case, form: PostponeForm, desk: Desk) -> None:
    until = datetime.fromisoformat(form.until).replace(tzinfo=desk.zone)
    postponing.postpone(session, known(case), until=until, reason=form.reason, by=desk.actor, now=desk.now)


@act("decide-postponing", DecideForm, done="Decided.", alone=False, on=router)
def decide(session: Session, case: Case, form: DecideForm, desk: Desk) -> None:
    _of_this_case(session, case, form.postponement)
    agree = form.decision == "agree"
    postponing.decide(session, form.postponement, agree=agree, note=form.note, by=desk.actor, now=desk.now)


@act("accept-time", AcceptForm, done="The owner's time holds. They have been told.", alone=False, on=router)
def accept_time(session: Session, case: Case, form: AcceptForm, desk: Desk) -> None:
    _of_this_case(session, case, form.postponement)
    postponing.accept_owners_time(session, form.postponement, by=desk.actor, now=desk.now)


@act("escalate", ReasonForm, done="The next person has been told.", alone=True, on=router)
def escalate(session: Session, case: Case, form: ReasonForm, desk: Desk) -> None:
    deadlines.escalate(session, known(case), reason=form.reason, by=desk.actor, now=desk.now)


@act("return-case", NoteForm, done="Returned to the quality department.", alone=True, on=router)
def return_case(session: Session, case: Case, form: NoteForm, desk: Desk) -> None:
    company_cases.return_to_quality(session, known(case), words=form.words, by=desk.actor, now=desk.now)


def _of_this_case(session: Session, case: Case, postponement: int) -> None:
    if postponements.case_of(session, postponement) != case.id:
        raise Missing
