"""Coverage: a month's revisits against what the procedure wants, and the lists behind each number."""

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk
from desk import coverage
from procedures.months import Month

router = APIRouter()
MOST = 300
LISTS = {"made": True, "missing": False}


@router.get("/coverage", name="coverage")
async def show(desk: AtDesk, month: str = "") -> Response:
    """The present month, or the one asked for; what is no month is the present one."""
    found = await desk.read(coverage.month_of, _month(month), now=desk.now)
    return desk.page("coverage.html", coverage=found)


@router.get("/coverage/{line}", name="coverage_list")
async def show_list(line: str, desk: AtDesk, month: str = "", which: str = "missing") -> Response:
    """What was made in a month, or is missing. Raises Missing for a line that the procedure has not."""
    asked = _month(month) or (await desk.read(coverage.month_of, None, now=desk.now)).month
    which = which if which in LISTS else "missing"
    rule, many, rows = await desk.read(
        coverage.listed, asked, line[:32], made=LISTS[which], now=desk.now, most=MOST
    )
    return desk.page(
        "coverage_list.html", rule=rule, month=asked, which=which, many=many, rows=rows, most=MOST
    )


def _month(written: str) -> Month | None:
    try:
        return Month.read(written)
    except ValueError:
        return None
