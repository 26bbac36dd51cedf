"""How each owner can be reached today: the shares, the list behind each, and the account's forms."""

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk
from desk import reach_shares

router = APIRouter()
MOST = 300


@router.get("/reach", name="reach")
async def show(desk: AtDesk) -> Response:
    shares = await desk.read(reach_shares.shares, now=desk.now)
    return desk.page("reach.html", shares=shares, many=sum(len(share.owners) for share in shares), most=MOST)
