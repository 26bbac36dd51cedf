"""The board: what waits for whom."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk
from console.lanes import lanes
from procedures.kinds import RevisitState
from storage import boards

router = APIRouter()
SOON = timedelta(days=1)


@router.get("/", name="board")
async def board(desk: AtDesk) -> Response:
    rows = await desk.read(boards.open_cases)
    due = await desk.read(boards.revisits, states=boards.OWED_STATES, due_before=desk.now + SOON)
    assert desk.staff.id is not None
    return desk.page(
        "board.html",
        lanes=lanes(rows, staff_id=desk.staff.id, now=desk.now),
        revisits=due,
        phone=RevisitState.PHONE,
        tasks=await desk.read(boards.tasks),
        letters=await desk.read(boards.dead_letters),
    )
