"""Whoever is signed in, by themselves: which chat accounts are theirs."""

import secrets

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk, Desk
from console.numbers import row_id
from console.qr import drawn
from desk import staff_binding
from storage import staff_chats

router = APIRouter()
# 72 bits that can be typed (RELIABILITY 7.11)
CODE_BYTES = 9
LINK = "https://t.me/{username}?start=staff-{code}"


@router.get("/me", name="own_account")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/me/code", name="own_code")
async def give_code(desk: AtDesk) -> Response:
    """The code is shown in this answer and nowhere again."""
    token = secrets.token_urlsafe(CODE_BYTES)
    await desk.write(
        lambda session: staff_binding.give_code(session, by=desk.actor, now=desk.now, token=token)
    )
    return await _page(desk, code=token)


@router.post("/me/chats/{chat_id}/remove", name="remove_own_chat")
async def remove(chat_id: str, desk: AtDesk) -> Response:
    which = row_id(chat_id)
    await desk.write(lambda session: staff_binding.unbind(session, which, by=desk.actor))
    return desk.to("own_account", done="This chat account is nobody's any more.")


async def _page(desk: Desk, *, code: str = "") -> Response:
    me = desk.actor.staff_id
    bots = await desk.read(lambda session, _: staff_chats.accounts(session, "telegram"))
    links = [LINK.format(username=bot.username, code=code) for bot in bots if bot.username and code]
    return desk.page(
        "own_account.html",
        chats=await desk.read(lambda session, _: staff_chats.chats_of(session, me)),
        code=code,
        links=[(link, drawn(link)) for link in links],
        lasts=staff_binding.CODE_LASTS,
    )
