"""Whoever is signed in, by themselves: the page, and which chat accounts are theirs."""

import secrets

from fastapi import APIRouter
from starlette.responses import Response

from console import sessions
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.qr import drawn
from desk import second_factor, staff_binding
from desk.staff import SHORTEST
from storage import Session, second_factors, staff, staff_chats

router = APIRouter()
# 72 bits that can be typed (RELIABILITY 7.11)
CODE_BYTES = 9
LINK = "https://t.me/{username}?start=staff-{code}"
MARK = 16
"""So much of a session's hash names it among those of one person."""


@router.get("/me", name="own_account")
async def show(desk: AtDesk) -> Response:
    return await page(desk)


@router.post("/me/code", name="own_code")
async def give_code(desk: AtDesk) -> Response:
    """The code is shown in this answer and nowhere again."""
    token = secrets.token_urlsafe(CODE_BYTES)
    await desk.write(
        lambda session: staff_binding.give_code(session, by=desk.actor, now=desk.now, token=token)
    )
    return await page(desk, code=token)


@router.post("/me/chats/{chat_id}/remove", name="remove_own_chat")
async def remove(chat_id: str, desk: AtDesk) -> Response:
    which = row_id(chat_id)
    await desk.write(lambda session: staff_binding.unbind(session, which, by=desk.actor))
    return desk.to("own_account", done="This chat account is nobody's any more.")


async def page(desk: Desk, *, code: str = "", failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    """All of one's account; with a form that failed, that one open."""
    bots = await desk.read(lambda session, _: staff_chats.accounts(session, "telegram"))
    links = [LINK.format(username=bot.username, code=code) for bot in bots if bot.username and code]
    return desk.page(
        "own_account.html",
        status=status,
        failed=failed,
        code=code,
        links=[(link, drawn(link)) for link in links],
        lasts=staff_binding.CODE_LASTS,
        shortest=SHORTEST,
        **await desk.read(lambda session, _: _mine(session, desk)),
    )


def _mine(session: Session, desk: Desk) -> dict[str, object]:
    me, settings = desk.actor.staff_id, desk.parts.settings
    begun, seen = desk.now - settings.at_most, desk.now - settings.idle
    here = sessions.fingerprint(desk.request.cookies.get(desk.parts.cookie, ""))
    browsers = staff.sessions_of(session, me, begun=begun, seen=seen)
    return {
        "chats": staff_chats.chats_of(session, me),
        "has_authenticator": second_factor.is_set_up(session, me),
        "is_asked": settings.second_factor.is_asked_of(desk.actor.role),
        "codes_left": second_factors.codes_left(session, me),
        "browsers": [(one.token_hash[:MARK], one, one.token_hash == here) for one in browsers],
    }
