"""The menus below an owner's conversation: for all, and for owners whose flat is known (PLATFORMS 2.4)."""

from collections.abc import Sequence
from typing import Any

from bot.channels.wechat.client import WeChatClient
from bot.channels.wechat.tags import tag_of_bound
from locales import say

CREATE_MENU, GET_MENU = "/cgi-bin/menu/create", "/cgi-bin/menu/get"
ADD_FOR_TAG, DELETE_FOR_TAG = "/cgi-bin/menu/addconditional", "/cgi-bin/menu/delconditional"
REPORT = ("repair", "complaint", "enquiry", "suggestion")
MINE, OF_BOUND = ("cases", "bind"), ("cases", "visits")
HELP = ("menu", "person", "language")
LONGEST_NAME = 60


def menu(locale: str, page: str, *, bound: bool) -> dict[str, Any]:
    """Three buttons; a tap is heard as the choice of the same name in our own menu."""
    mine = _clicks(locale, OF_BOUND if bound else MINE)
    if page:
        mine.append({"type": "view", "name": _name(say(locale, "reaching.menu_page")), "url": page})
    groups = (
        ("reaching.menu_report", _clicks(locale, REPORT)),
        ("reaching.menu_mine", mine),
        ("reaching.menu_help", _clicks(locale, HELP)),
    )
    return {"button": [{"name": say(locale, name), "sub_button": buttons} for name, buttons in groups]}


async def set_menus(client: WeChatClient, locale: str, page: str) -> None:
    """The one for all first: WeChat refuses the other without it. Raises client.Refused, Unanswered."""
    await client.post(CREATE_MENU, menu(locale, page, bound=False))
    tag = await tag_of_bound(client)
    for old in (await client.get(GET_MENU)).get("conditionalmenu") or []:
        if str(old.get("matchrule", {}).get("tag_id", "")) == str(tag):
            await client.post(DELETE_FOR_TAG, {"menuid": str(old["menuid"])})
    await client.post(ADD_FOR_TAG, {**menu(locale, page, bound=True), "matchrule": {"tag_id": str(tag)}})


def _clicks(locale: str, names: Sequence[str]) -> list[dict[str, str]]:
    return [
        {"type": "click", "name": _name(say(locale, f"menu.{name}")), "key": f"0:menu:{name}"}
        for name in names
    ]


def _name(words: str) -> str:
    return words.encode()[:LONGEST_NAME].decode(errors="ignore")
