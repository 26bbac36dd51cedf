"""Giving out a document that was agreed to: publish, ask once more, fill letterboxes, withdraw (B4.2.6)."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, ticks
from console.desk import AtDesk, Desk
from console.notices import notice_page
from desk import publishing as acts
from desk import registers
from storage import Session, notices

router = APIRouter()
F = TypeVar("F", bound=forms.Form)


class PublishForm(forms.Form):
    version: int


class RemindForm(forms.Form):
    pass


class LetterboxForm(forms.Form):
    building: forms.Name = ""


class WithdrawForm(forms.Form):
    reason: forms.Said


@router.post("/notices/{number}/publish", name="publish_notice")
async def publish(number: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, form: PublishForm) -> object:
        return acts.publish(session, which, seen=form.version, by=desk.actor, now=desk.now)

    return await _do(number, request, desk, PublishForm, "publish_notice", unit, done="It is published.")


@router.post("/notices/{number}/remind", name="remind_notice")
async def remind(number: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, _: RemindForm) -> object:
        return acts.remind(session, which, by=desk.actor, now=desk.now)

    done = "Whoever has not tapped yet is written to once more."
    return await _do(number, request, desk, RemindForm, "remind_notice", unit, done=done, to="register")


@router.post("/notices/{number}/letterboxes", name="fill_letterboxes")
async def letterboxes(number: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, form: LetterboxForm) -> object:
        return registers.put_in_letterboxes(
            session, which, building=form.building, by=desk.actor, now=desk.now
        )

    done = "It is on record that they lie in the letterboxes."
    return await _do(number, request, desk, LetterboxForm, "fill_letterboxes", unit, done=done, to="register")


@router.post("/notices/{number}/withdraw", name="withdraw_notice")
async def withdraw(number: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, form: WithdrawForm) -> object:
        return acts.withdraw(session, which, reason=form.reason, by=desk.actor, now=desk.now)

    done = "It is withdrawn, and stays in the archive."
    return await _do(number, request, desk, WithdrawForm, "withdraw_notice", unit, done=done)


async def _do(
    number: str,
    request: Request,
    desk: Desk,
    model: type[F],
    name: str,
    unit: Callable[[Session, int, F], object],
    *,
    done: str,
    to: str = "show_notice",
) -> Response:
    which = (await desk.read(notices.by_number, number)).id or 0
    return await ticks.carry_out(
        request,
        desk,
        model,
        name,
        lambda session, form: unit(session, which, form),
        failed=lambda failed, status: notice_page(desk, number, failed=failed, status=status),
        done=lambda _: desk.to(to, number=number, done=done),
    )
