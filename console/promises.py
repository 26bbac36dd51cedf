"""Promises of a month: kept and broken, each with its list (A4.2.3.2.1, A3.1-b)."""

import re
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk
from storage import promises
from storage.boards import CaseRow

router = APIRouter()
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
DECEMBER = 12


@dataclass(frozen=True)
class Count:
    """One kind of promise: which cases kept it, which did not."""

    what: str
    kept: list[CaseRow]
    broken: list[CaseRow]

    @property
    def share(self) -> str:
        """Kept of all, in whole percent; nothing where nothing was promised."""
        all_of_them = len(self.kept) + len(self.broken)
        return f"{100 * len(self.kept) // all_of_them} %" if all_of_them else "—"


@router.get("/promises", name="promises")
async def show(desk: AtDesk, month: str = "") -> Response:
    """A month as the centre's wall calendar has it; what was promised for it, answered or not."""
    today = desk.now.astimezone(desk.zone)
    chosen = month if MONTH.fullmatch(month) else today.strftime("%Y-%m")
    year, number = (int(part) for part in chosen.split("-"))
    since = datetime(year, number, 1, tzinfo=desk.zone)
    until = _after(since)
    span = {"since": since, "until": until, "now": desk.now}
    counts = [
        Count("reply", *(await desk.read(promises.replies, **span))),
        Count("close", *(await desk.read(promises.closings, **span))),
    ]
    return desk.page(
        "promises.html", counts=counts, month=chosen, before=_name(since, -1), after=_name(since, 1)
    )


def _after(month: datetime) -> datetime:
    if month.month == DECEMBER:
        return month.replace(year=month.year + 1, month=1)
    return month.replace(month=month.month + 1)


def _name(month: datetime, by: int) -> str:
    """The month before or after, as the address names it."""
    places = month.year * DECEMBER + month.month - 1 + by
    return f"{places // DECEMBER:04}-{places % DECEMBER + 1:02}"
