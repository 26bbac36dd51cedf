"""Which document caused a case: named on the case's page (B5.3)."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from console import forms, ticks
from console.cases import case_page
from console.desk import AtDesk
from desk.notice_faults import name_cause
from storage import archive

router = APIRouter()


class CauseForm(forms.Form):
    number: forms.Line


@router.post("/cases/{number}/caused-by", name="name_notice")
async def name_notice(number: str, request: Request, desk: AtDesk) -> Response:
    case = await desk.read(archive.case, number)
    about: dict[str, Any] = {"by": desk.actor, "now": desk.now}
    return await ticks.carry_out(
        request,
        desk,
        CauseForm,
        "name_notice",
        lambda session, form: name_cause(session, case.id or 0, form.number, **about),
        failed=lambda failed, status: case_page(desk, number, failed=failed, status=status),
        done=lambda _: desk.to("show_case", number=number, done="Its writer is asked to follow it up."),
    )
