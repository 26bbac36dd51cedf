"""What staff do for improvement: measures, checks, actions and proposals."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from console import forms, ticks
from console.cases import case_page
from console.desk import AtDesk, Desk, Failed
from console.improving import improvement_page, review_page
from console.numbers import row_id
from desk import actions, proposals, reviews
from procedures.improving import ActionKind
from storage import Session, archive, improving
from storage.tables import Action, Proposal, Review

router = APIRouter()
F = TypeVar("F", bound=forms.Form)
Page = Callable[[Failed, int], Awaitable[Response]]
Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]
Verdict = Literal["effective", "not_effective"]


class MeasureForm(forms.Form):
    measure: forms.Said
    responsible: int
    due_on: date
    check_on: Day = None


class VerdictForm(forms.Form):
    verdict: Verdict
    words: forms.Said


class ActionForm(forms.Form):
    kind: ActionKind
    what: forms.Said
    responsible: int
    due_on: date


class WordsForm(forms.Form):
    words: forms.Said


class ProposalForm(forms.Form):
    words: forms.Said


class NothingForm(forms.Form):
    pass


class DecideForm(forms.Form):
    decision: Literal["agree", "disagree"]
    reason: forms.Words = ""


class CarryOutForm(forms.Form):
    document: forms.Line
    version: forms.Line


@router.post("/reviews/{review_id}/measure", name="set_measure")
async def measure(review_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(review_id)

    def unit(session: Session, form: MeasureForm) -> None:
        about: dict[str, Any] = {"measure": form.measure, "due_on": form.due_on, "check_on": form.check_on}
        reviews.set_measure(session, which, **about, responsible_id=form.responsible, **_who(desk))

    return await _of_review(which, request, desk, MeasureForm, "set_measure", unit)


@router.post("/reviews/{review_id}/check", name="check_effect")
async def check(review_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(review_id)

    def unit(session: Session, form: VerdictForm) -> None:
        effective = form.verdict == "effective"
        reviews.check_effect(session, which, effective=effective, words=form.words, **_who(desk))

    return await _of_review(which, request, desk, VerdictForm, "check_effect", unit)


@router.post("/reviews/{review_id}/action", name="set_review_action")
async def set_for_review(review_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(review_id)
    unit = _set_action(desk, review_id=which)
    return await _of_review(which, request, desk, ActionForm, "set_action", unit)


@router.post("/cases/{number}/action", name="set_case_action")
async def set_for_case(number: str, request: Request, desk: AtDesk) -> Response:
    found = await desk.read(archive.case, number)
    unit = _set_action(desk, case_id=found.id)
    return await _of_case(number, request, desk, ActionForm, "set_action", unit)


@router.post("/cases/{number}/proposal", name="propose_for_case")
async def propose_for_case(number: str, request: Request, desk: AtDesk) -> Response:
    found = await desk.read(archive.case, number)

    def unit(session: Session, form: ProposalForm) -> int:
        return proposals.file(session, case_id=found.id, clause="A4.4.3", words=form.words, **_who(desk))

    return await _of_case(number, request, desk, ProposalForm, "propose", unit)


@router.post("/proposals", name="propose")
async def propose(request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, form: ProposalForm) -> int:
        return proposals.file(session, case_id=None, clause="B6", words=form.words, **_who(desk))

    return await _on_tab("proposals", request, desk, ProposalForm, "propose", unit)


@router.post("/actions/{action_id}/done", name="finish_action")
async def finish(action_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(action_id)
    await desk.read(improving.here, Action, which)

    def unit(session: Session, form: WordsForm) -> None:
        actions.finish(session, which, words=form.words, **_who(desk))

    return await _on_tab("actions", request, desk, WordsForm, f"action-{which}", unit)


@router.post("/actions/{action_id}/verify", name="verify_action")
async def verify(action_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(action_id)
    await desk.read(improving.here, Action, which)

    def unit(session: Session, form: VerdictForm) -> None:
        effective = form.verdict == "effective"
        actions.verify(session, which, effective=effective, words=form.words, **_who(desk))

    return await _on_tab("actions", request, desk, VerdictForm, f"action-{which}", unit)


@router.post("/proposals/{proposal_id}/pass", name="pass_proposal")
async def pass_on(proposal_id: str, request: Request, desk: AtDesk) -> Response:
    which = await _proposal(desk, proposal_id)
    return await _on_tab(
        "proposals",
        request,
        desk,
        NothingForm,
        f"proposal-{which}",
        lambda session, _: proposals.pass_on(session, which, **_who(desk)),
    )


@router.post("/proposals/{proposal_id}/decide", name="decide_proposal")
async def decide(proposal_id: str, request: Request, desk: AtDesk) -> Response:
    which = await _proposal(desk, proposal_id)

    def unit(session: Session, form: DecideForm) -> None:
        agree = form.decision == "agree"
        proposals.decide(session, which, agree=agree, reason=form.reason, **_who(desk))

    return await _on_tab("proposals", request, desk, DecideForm, f"proposal-{which}", unit)


@router.post("/proposals/{proposal_id}/carry-out", name="carry_out_proposal")
async def carry_out(proposal_id: str, request: Request, desk: AtDesk) -> Response:
    which = await _proposal(desk, proposal_id)

    def unit(session: Session, form: CarryOutForm) -> None:
        about: dict[str, Any] = {"document": form.document, "version": form.version}
        proposals.carry_out(session, which, **about, **_who(desk))

    return await _on_tab("proposals", request, desk, CarryOutForm, f"proposal-{which}", unit)


def _who(desk: Desk) -> dict[str, Any]:
    return {"by": desk.actor, "now": desk.now}


async def _proposal(desk: Desk, proposal_id: str) -> int:
    which = row_id(proposal_id)
    await desk.read(improving.here, Proposal, which)
    return which


def _set_action(desk: Desk, **on: Any) -> Callable[[Session, ActionForm], int]:
    def unit(session: Session, form: ActionForm) -> int:
        about: dict[str, Any] = {"kind": form.kind, "what": form.what, "due_on": form.due_on}
        return actions.set_action(session, **on, **about, responsible_id=form.responsible, **_who(desk))

    return unit


async def _of_review(
    which: int, request: Request, desk: Desk, form: type[F], name: str, unit: Callable[[Session, F], Any]
) -> Response:
    await desk.read(improving.here, Review, which)
    return await ticks.carry_out(
        request,
        desk,
        form,
        name,
        unit,
        failed=lambda failed, status: review_page(desk, which, failed=failed, status=status),
        done=lambda _: desk.to("show_review", review_id=which, done="On record."),
    )


async def _of_case(
    number: str, request: Request, desk: Desk, form: type[F], name: str, unit: Callable[[Session, F], Any]
) -> Response:
    return await ticks.carry_out(
        request,
        desk,
        form,
        name,
        unit,
        failed=lambda failed, status: case_page(desk, number, failed=failed, status=status),
        done=lambda _: desk.to("show_case", number=number, done="On record."),
    )


async def _on_tab(
    tab: str, request: Request, desk: Desk, form: type[F], name: str, unit: Callable[[Session, F], Any]
) -> Response:
    return await ticks.carry_out(
        request,
        desk,
        form,
        name,
        unit,
        failed=lambda failed, status: improvement_page(desk, tab, failed=failed, status=status),
        done=lambda _: desk.to_tab("improvement", tab, done="On record."),
    )
