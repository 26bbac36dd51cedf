"""WeChat, live: does it find us, does it give a token, are menu and templates as we need them."""

import re
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.wechat.client import Refused, TokenElsewhere, Unanswered, WeChatClient
from bot.channels.wechat.hook import PREFIX
from bot.channels.wechat.menus import GET_MENU
from bot.channels.wechat.outward import account_of
from bot.channels.wechat.tags import LISTED, NAME
from bot.doctor.finding import Finding
from bot.settings import Settings, WeChatSettings
from storage import Store
from storage.reaching import SUBSCRIPTION, TEMPLATE, Registered

TEMPLATES = "/cgi-bin/template/get_all_private_template"
SUBSCRIPTIONS = "/wxaapi/newtmpl/gettemplate"
ALIVE = "/cgi-bin/get_api_domain_ip"
LISTS = ((TEMPLATE, TEMPLATES, "template_list"), (SUBSCRIPTION, SUBSCRIPTIONS, "data"))
MENU_MISSING = 46003
RUN_MENU = "run `huifang wechat menu`"
FIELD = re.compile(r"\{\{(\w+)\.DATA\}\}")
AWAY = (Refused, Unanswered, TokenElsewhere)
HINTS: Mapping[int, str] = {
    40013: "the AppID is unknown: HUIFANG_WECHAT_APPID",
    40125: "the AppSecret is wrong, or was reset at WeChat: HUIFANG_WECHAT_SECRET",
    40164: "this server's address (below) is not in the IP white-list (安全中心 → IP白名单)",
    48001: "the account has not this right: it must be a verified service account (已认证的服务号)",
    48004: "WeChat has banned the account from this call",
    45009: "today's calls are used up",
}


async def look(settings: Settings, store: Store) -> AsyncIterator[Finding]:
    if settings.wechat is not None:
        async with WeChatClient(account_of(settings.wechat), store, _now) as client:
            async for finding in look_at(client, settings.wechat):
                yield finding


async def look_at(client: WeChatClient, settings: WeChatSettings) -> AsyncIterator[Finding]:
    """The token before all that needs it: without it nothing else can be asked."""
    named = f"wechat {settings.account}"
    yield _address(named, settings)
    token = await _asked(f"{named}: access token", client.get(ALIVE))
    yield token
    if not token.is_sound:
        return
    menu = await _asked(f"{named}: menu", client.get(GET_MENU), missing=RUN_MENU)
    yield menu
    if menu.is_sound:
        yield await _menu_of_bound(f"{named}: menu of owners whose flat is known", client)
    for kind, path, name in LISTS:
        wanted = [form for form in settings.forms if form.kind == kind]
        for finding in await _forms(client, f"{named}: ", path, name, wanted) if wanted else ():
            yield finding
    if not settings.forms:
        note = "none are set (HUIFANG_WECHAT_FORMS): after 48 hours without a word people are phoned"
        yield Finding(f"{named}: templates", note=note)


async def _menu_of_bound(step: str, client: WeChatClient) -> Finding:
    """Shown by a tag: both have to be there."""
    try:
        tags = (await client.get(LISTED)).get("tags") or []
        shown = (await client.get(GET_MENU)).get("conditionalmenu") or []
    except AWAY as fault:
        return Finding(step, _words(fault))
    ours = {str(tag.get("id")) for tag in tags if tag.get("name") == NAME}
    is_there = any(str(one.get("matchrule", {}).get("tag_id")) in ours for one in shown)
    return Finding(step, "" if is_there else RUN_MENU)


def _address(named: str, settings: WeChatSettings) -> Finding:
    """WeChat asks at ports 80 and 443 alone."""
    step = f"{named}: address"
    if not settings.public_url:
        return Finding(step, "HUIFANG_PUBLIC_URL is not set: WeChat cannot find this server")
    url = f"{settings.public_url}{PREFIX}{settings.account}"
    if ":" in settings.public_url.partition("://")[2]:
        return Finding(step, f"{url}: WeChat calls ports 80 and 443 only")
    return Finding(step, note=f"to be typed at WeChat as 服务器地址(URL), in 安全模式: {url}")


async def _forms(
    client: WeChatClient, named: str, path: str, name: str, wanted: Sequence[Registered]
) -> list[Finding]:
    try:
        listed = (await client.get(path)).get(name) or []
    except AWAY as fault:
        return [Finding(f"{named}templates", _words(fault))]
    known = {str(one.get("template_id") or one.get("priTmplId")): _fields(one) for one in listed}
    return [_form(named, form, known) for form in wanted]


def _form(named: str, form: Registered, known: Mapping[str, frozenset[str]]) -> Finding:
    step = f"{named}{form.kind} for {form.purpose}"
    if form.template_id not in known:
        return Finding(step, f"{form.template_id}: the account has no such {form.kind}")
    there, ours = known[form.template_id], frozenset(form.fields)
    if there != ours:
        return Finding(step, f"{form.template_id}: its fields are {_listed(there)}, ours are {_listed(ours)}")
    return Finding(step)


def _fields(one: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(FIELD.findall(str(one.get("content", ""))))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none"


async def _asked(step: str, asking: Awaitable[object], *, missing: str = "") -> Finding:
    try:
        await asking
    except AWAY as fault:
        is_missing = missing and isinstance(fault, Refused) and fault.code == MENU_MISSING
        return Finding(step, missing if is_missing else _words(fault))
    return Finding(step)


def _words(fault: Exception) -> str:
    if isinstance(fault, Refused):
        return f"{HINTS.get(fault.code, 'WeChat refuses')} ({fault})"
    return f"WeChat does not answer ({fault or type(fault).__name__})"


def _now() -> datetime:
    return datetime.now(UTC)
