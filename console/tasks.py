"""What has to be done by hand, and what arrived and could not be carried out."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import tasks
from procedures.refused import Refused
from storage import boards

router = APIRouter()


class DoneForm(forms.Form):
    note: forms.Words = ""


@router.get("/tasks", name="tasks")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/tasks/{task_id}/done", name="finish_task")
async def finish(task_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(task_id)
    given = await forms.read(request, DoneForm)
    if given.form is None:
        failed = Failed(f"task-{which}", say("This is too long."), given.typed, given.faults)
        return await _page(desk, failed=failed, status=422)
    note = given.form.note
    try:
        await desk.write(lambda session: tasks.finish(session, which, note=note, by=desk.actor, now=desk.now))
    except Refused as refused:
        failed = Failed(f"task-{which}", refusal(refused), given.typed, {})
        return await _page(desk, failed=failed, status=409)
    return desk.to("tasks", done="Done.")


@router.post("/letters/{letter_id}/done", name="solve_letter")
async def solve(letter_id: str, desk: AtDesk) -> Response:
    which = row_id(letter_id)

    await desk.write(lambda session: tasks.settle_letter(session, which, by=desk.actor, now=desk.now))
    return desk.to("tasks", done="Done.")


async def _page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    return desk.page(
        "tasks.html",
        status=status,
        failed=failed,
        tasks=await desk.read(boards.tasks),
        done=(await desk.read(boards.tasks, done=True))[:20],
        letters=await desk.read(boards.dead_letters),
        ended_by_the_thing=tasks.ENDED_BY_THE_THING,
    )
