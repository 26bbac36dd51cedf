"""Owners and their flats, and the code that binds a chat to an owner."""

import secrets

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import AtDesk, Desk
from console.numbers import row_id, wanted_number
from console.qr import drawn
from console.words import refusal
from desk import binding
from procedures.refused import Refused
from storage import archive_lists, residents, staff_chats

router = APIRouter()
# 72 bits in 12 letters that can be typed (RELIABILITY 7.11).
CODE_BYTES = 9
CHATS = ("yes", "no")
LINK = "https://t.me/{username}?start={code}"


class CodeForm(forms.Form):
    q: str = ""


@router.get("/owners", name="owners")
async def show(desk: AtDesk, q: str = "", building: str = "", chat: str = "", after: str = "") -> Response:
    return await _page(desk, q[:100], building=building[:200], chat=chat, after=after)


@router.post("/owners/{owner_id}/code", name="give_code")
async def give_code(owner_id: str, request: Request, desk: AtDesk) -> Response:
    """The code is shown in this answer and nowhere again."""
    return await _give(owner_id, request, desk, scanned=False)


@router.post("/owners/{owner_id}/qr", name="give_qr")
async def give_qr(owner_id: str, request: Request, desk: AtDesk) -> Response:
    """The same code, to be scanned; without a platform that can be asked it is typed. Raises Missing."""
    return await _give(owner_id, request, desk, scanned=True)


async def _give(owner_id: str, request: Request, desk: AtDesk, *, scanned: bool) -> Response:
    who = row_id(owner_id)
    form = (await forms.read(request, CodeForm)).form or CodeForm()
    token = secrets.token_urlsafe(CODE_BYTES)
    try:
        code = await desk.write(
            lambda session: binding.give_code(session, who, by=desk.actor, now=desk.now, token=token)
        )
    except Refused as refused:
        return await _page(desk, form.q[:100], why=refusal(refused))
    says = await desk.parts.invite(code) if scanned and desk.parts.invite else None
    return await _page(desk, form.q[:100], given=(who, code), qr=drawn(says) if says else "", scanned=scanned)


async def _page(
    desk: Desk,
    words: str,
    *,
    building: str = "",
    chat: str = "",
    after: str = "",
    given: tuple[int, str] | None = None,
    why: str = "",
    qr: str = "",
    scanned: bool = False,
) -> Response:
    bots = await desk.read(staff_chats.bots_of_centre) if given else ()
    links = [LINK.format(username=bot.username, code=given[1]) for bot in bots if given and bot.username]
    asked = {"q": words, "building": building, "chat": chat if chat in CHATS else ""}
    unit_id, _, owner_id = after.partition("-")
    found = await desk.read(
        archive_lists.residents,
        words=words,
        building=building,
        chat=asked["chat"],
        after=(wanted_number(unit_id), wanted_number(owner_id)),
    )
    return desk.page(
        "owners.html",
        links=[(link, drawn(link)) for link in links],
        status=409 if why else 200,
        q=words,
        given=given,
        qr=qr,
        scanned=scanned,
        may_scan=desk.parts.invite is not None,
        why=why,
        found=found,
        asked=asked,
        buildings=await desk.read(archive_lists.building_names),
        channels=await desk.read(residents.channels),
        lasts=binding.CODE_LASTS,
    )
