"""Transfers: proposed from a case, agreed to, sent, answered; the note as a page to copy or print."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.case_acts import act, known
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import transfer_notes, transfers
from desk.centres import working
from procedures.refused import Refused
from procedures.transfers import Consent
from procedures.warranty import Recipient
from storage import Session, cases
from storage import transfers as rows
from storage.tables import Case

router = APIRouter()
F = TypeVar("F", bound=forms.Form)
BY_HAND = (Consent.PHONE, Consent.IN_PERSON, Consent.LETTER)


class ProposeForm(forms.Form):
    to: Recipient
    name: forms.Line
    defect: forms.Said
    reason: forms.Said


class ConsentForm(forms.Form):
    agreed: bool
    how: Consent
    words: forms.Said


class SendForm(forms.Form):
    pass


class AnswerForm(forms.Form):
    words: forms.Said


class WithdrawForm(forms.Form):
    reason: forms.Said


@act("transfer", ProposeForm, done="The transfer is proposed.", alone=False, on=router)
def propose(session: Session, case: Case, form: ProposeForm, desk: Desk) -> None:
    about = {"name": form.name, "defect": form.defect, "reason": form.reason}
    transfers.propose(session, known(case), to=form.to, **about, by=desk.actor, now=desk.now)


@router.get("/transfers", name="transfers")
async def show_all(desk: AtDesk) -> Response:
    return desk.page(
        "transfers.html",
        open_ones=await desk.read(rows.of_centre, ended=False),
        ended=await desk.read(rows.of_centre, ended=True),
    )


@router.get("/transfers/{transfer_id}", name="show_transfer")
async def show(transfer_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(transfer_id))


@router.post("/transfers/{transfer_id}/consent", name="record_consent")
async def record_consent(transfer_id: str, request: Request, desk: AtDesk) -> Response:
    def do(session: Session, which: int, form: ConsentForm) -> None:
        said = {"agreed": form.agreed, "how": form.how}
        transfers.record_consent(session, which, **said, words=form.words, by=desk.actor, now=desk.now)

    return await _act(transfer_id, "consent", ConsentForm, do, request, desk)


@router.post("/transfers/{transfer_id}/send", name="send_transfer")
async def send(transfer_id: str, request: Request, desk: AtDesk) -> Response:
    def do(session: Session, which: int, _: SendForm) -> None:
        transfers.send(session, which, by=desk.actor, now=desk.now)

    return await _act(transfer_id, "send", SendForm, do, request, desk)


@router.post("/transfers/{transfer_id}/answer", name="answer_transfer")
async def answer(transfer_id: str, request: Request, desk: AtDesk) -> Response:
    def do(session: Session, which: int, form: AnswerForm) -> None:
        transfers.answer(session, which, words=form.words, by=desk.actor, now=desk.now)

    return await _act(transfer_id, "answer", AnswerForm, do, request, desk)


@router.post("/transfers/{transfer_id}/withdraw", name="withdraw_transfer")
async def withdraw(transfer_id: str, request: Request, desk: AtDesk) -> Response:
    def do(session: Session, which: int, form: WithdrawForm) -> None:
        transfers.withdraw(session, which, reason=form.reason, by=desk.actor, now=desk.now)

    return await _act(transfer_id, "withdraw", WithdrawForm, do, request, desk)


async def _act(
    transfer_id: str,
    name: str,
    model: type[F],
    do: Callable[[Session, int, F], None],
    request: Request,
    desk: Desk,
) -> Response:
    which = row_id(transfer_id)
    await desk.parts.store.read_soon(lambda session: rows.row(session, which, desk.centre_id))
    given = await forms.read(request, model)
    form = given.form
    if form is None:
        failed = Failed(name, say("Please look at the marked fields."), given.typed, given.faults)
        return await _page(desk, which, failed=failed, status=422)
    try:
        await desk.write(lambda session: do(session, which, form))
    except Refused as refused:
        failed = Failed(name, refusal(refused), given.typed, {})
        return await _page(desk, which, failed=failed, status=409)
    return desk.to("show_transfer", transfer_id=which, done="Put on record.")


async def _page(desk: Desk, which: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    row = await desk.parts.store.read_soon(lambda session: rows.row(session, which, desk.centre_id))
    note = row.transfer.note or await desk.parts.store.read_soon(lambda session: _note(session, row, desk))
    return desk.page(
        "transfer.html", status=status, failed=failed, row=row, one=row.transfer, note=note, by_hand=BY_HAND
    )


def _note(session: Session, row: rows.TransferRow, desk: Desk) -> str:
    """As it would leave now."""
    case = cases.by_number(session, row.number, desk.centre_id)
    return transfer_notes.note(session, row.transfer, case, working(session, desk.centre_id, now=desk.now))
