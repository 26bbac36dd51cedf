"""What staff do to an incident: gather, take out, answer all, resolve, close."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, ticks
from console.desk import AtDesk, Desk, Failed
from console.incidents import incident_page
from console.words import refusal, say
from desk import answering_all
from desk import incidents as acts
from desk.answering_all import Left
from storage import Session, incidents

router = APIRouter()
F = TypeVar("F", bound=forms.Form)


class TicksForm(forms.Form):
    back: str = ""


class TakeOutForm(forms.Form):
    case: int


class AnswerForm(forms.Form):
    words: forms.Said
    nth: int


class ResolveForm(forms.Form):
    cause: forms.Words = ""
    cause_kind: forms.KindOfCause = None
    measure: forms.Words = ""
    words: forms.Said


class CloseForm(forms.Form):
    words: forms.Said


@router.post("/incidents/{number}/gather", name="gather")
async def gather(number: str, request: Request, desk: AtDesk) -> Response:
    chosen = await ticks.ticked(request)
    return await _act(
        number,
        request,
        desk,
        TicksForm,
        "gather",
        lambda session, which, _: acts.gather(session, which, case_ids=chosen, **_who(desk)),
        done="Gathered.",
    )


@router.post("/incidents/{number}/take-out", name="take_out")
async def take_out(number: str, request: Request, desk: AtDesk) -> Response:
    return await _act(
        number,
        request,
        desk,
        TakeOutForm,
        "take_out",
        lambda session, which, form: acts.take_out(session, which, case_id=form.case, **_who(desk)),
        done="The case goes on by itself.",
    )


@router.post("/incidents/{number}/answer", name="answer_all")
async def answer(number: str, request: Request, desk: AtDesk) -> Response:
    chosen = await ticks.ticked(request)
    return await _act(
        number,
        request,
        desk,
        AnswerForm,
        "answer_all",
        lambda session, which, form: answering_all.answer(
            session, which, words=form.words, nth=form.nth, only=chosen, **_who(desk)
        ),
        done="Answered. Who has no chat is on the list of calls.",
    )


@router.post("/incidents/{number}/resolve", name="resolve_all")
async def resolve(number: str, request: Request, desk: AtDesk) -> Response:
    chosen = await ticks.ticked(request)

    def unit(session: Session, which: int, form: ResolveForm) -> list[Left]:
        given: dict[str, Any] = {"cause": form.cause, "measure": form.measure, "words": form.words}
        return answering_all.resolve(session, which, **given, only=chosen, **_who(desk))

    return await _act(number, request, desk, ResolveForm, "resolve_all", unit, done="Resolved.")


@router.post("/incidents/{number}/close", name="close_incident")
async def close(number: str, request: Request, desk: AtDesk) -> Response:
    return await _act(
        number,
        request,
        desk,
        CloseForm,
        "close_incident",
        lambda session, which, form: answering_all.close(session, which, words=form.words, **_who(desk)),
        done="Closed.",
    )


def _who(desk: Desk) -> dict[str, Any]:
    return {"by": desk.actor, "now": desk.now}


async def _act(
    number: str,
    request: Request,
    desk: Desk,
    form: type[F],
    name: str,
    do: Callable[[Session, int, F], Any],
    *,
    done: str,
) -> Response:
    found = await desk.read(incidents.by_number, number)
    which = found.id or 0

    async def again(failed: Failed, status: int) -> Response:
        return await incident_page(desk, number, failed=failed, status=status)

    def after(result: Any) -> Response:
        left = [f"{each.number}: {refusal(each.why)}" for each in result] if isinstance(result, list) else []
        if left:
            return desk.to(
                "show_incident", number=number, done=say("Left as they are:") + " " + "; ".join(left)
            )
        return desk.to("show_incident", number=number, done=done)

    return await ticks.carry_out(
        request,
        desk,
        form,
        name,
        lambda session, filled: do(session, which, filled),
        failed=again,
        done=after,
    )
