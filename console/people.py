"""The staff of the centre: seen, added and switched off by its admin."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import second_factor, staff
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Session, second_factors
from storage import staff as rows

router = APIRouter()
FORBIDDEN = 403


class StaffForm(forms.Form):
    login: forms.Line
    name: forms.Line
    role: Role
    password: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


@router.get("/staff", name="staff")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/staff", name="add_staff")
async def add(request: Request, desk: AtDesk) -> Response:
    _only_admin(desk)
    given = await forms.read(request, StaffForm)
    typed = {name: value for name, value in given.typed.items() if name != "password"}
    form = given.form
    if form is None:
        why = say("Please look at the marked fields.")
        return await _page(desk, failed=Failed("add", why, typed, given.faults), status=422)

    def unit(session: Session) -> None:
        staff.allow_granting(form.role, by=desk.actor)
        staff.add_staff(
            session,
            centre_id=desk.centre_id,
            login=form.login,
            name=form.name,
            role=form.role,
            password=form.password,
            now=desk.now,
        )

    try:
        await desk.write(unit)
    except Refused as refused:
        return await _page(desk, failed=Failed("add", refusal(refused), typed, {}), status=409)
    return desk.to("staff", done="The account is ready.")


@router.post("/staff/{staff_id}/disable", name="disable_staff")
async def disable(staff_id: str, desk: AtDesk) -> Response:
    _only_admin(desk)
    who = row_id(staff_id)
    try:
        await desk.write(lambda session: staff.disable(session, who, by=desk.actor, now=desk.now))
    except Refused as refused:
        return await _page(desk, failed=Failed("list", refusal(refused), {}, {}), status=409)
    return desk.to("staff", done="The account is switched off.")


@router.post("/staff/{staff_id}/enable", name="enable_staff")
async def enable(staff_id: str, desk: AtDesk) -> Response:
    _only_admin(desk)
    who = row_id(staff_id)
    await desk.write(lambda session: staff.enable(session, who, by=desk.actor))
    return desk.to("staff", done="The account works again.")


@router.post("/staff/{staff_id}/reset-codes", name="reset_codes")
async def reset_codes(staff_id: str, desk: AtDesk) -> Response:
    _only_admin(desk)
    who = row_id(staff_id)
    try:
        await desk.write(lambda session: second_factor.reset(session, who, by=desk.actor, now=desk.now))
    except Refused as refused:
        return await _page(desk, failed=Failed("list", refusal(refused), {}, {}), status=409)
    return desk.to("staff", done="The authenticator is reset. They are signed out everywhere.")


async def _page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    _only_admin(desk)
    everybody = await desk.read(rows.of_centre)
    shortest = staff.SHORTEST
    ids = [one.id for one in everybody if one.id is not None]
    return desk.page(
        "staff.html",
        status=status,
        failed=failed,
        everybody=everybody,
        proved=await desk.read(lambda session, _: second_factors.those_with_one(session, ids)),
        roles=Role,
        shortest=shortest,
    )


def _only_admin(desk: Desk) -> None:
    if desk.actor.role is not Role.ADMIN:
        raise HTTPException(FORBIDDEN)
