"""Setting a service account up, and looking step by step whether it is (`huifang wechat menu`, `doctor`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.wechat.client import Refused, TokenElsewhere, Unanswered, WeChatClient
from bot.channels.wechat.hook import PREFIX
from bot.settings import WeChatSettings
from locales import say
from storage.reaching import SUBSCRIPTION, TEMPLATE, Registered

CREATE_MENU, GET_MENU = "/cgi-bin/menu/create", "/cgi-bin/menu/get"
TEMPLATES = "/cgi-bin/template/get_all_private_template"
SUBSCRIPTIONS = "/wxaapi/newtmpl/gettemplate"
ALIVE = "/cgi-bin/get_api_domain_ip"
REPORT = ("repair", "complaint", "enquiry", "suggestion")
MINE = ("cases", "bind")
HELP = ("menu", "person", "language")
LONGEST_NAME = 60
MENU_MISSING = 46003
FIELD = re.compile(r"\{\{(\w+)\.DATA\}\}")
HINTS: Mapping[int, str] = {
    40013: "the AppID is unknown: HUIFANG_WECHAT_APPID",
    40125: "the AppSecret is wrong, or was reset at WeChat: HUIFANG_WECHAT_SECRET",
    40164: "this server's address (below) is not in the IP white-list (安全中心 → IP白名单)",
    48001: "the account has not this right: it must be a verified service account (已认证的服务号)",
    48004: "WeChat has banned the account from this call",
    45009: "today's calls are used up",
}


@dataclass(frozen=True)
class Step:
    """One thing that was looked at; `fault` says what is wrong and what to do, "" when it is sound."""

    what: str
    fault: str = ""
    hint: str = ""


def menu(locale: str, page: str) -> dict[str, Any]:
    """Three buttons; a tap is heard as the choice of the same name in our own menu."""
    mine = [*(_click(locale, name) for name in MINE)]
    if page:
        mine.append({"type": "view", "name": _name(say(locale, "reaching.menu_page")), "url": page})
    groups = (
        ("reaching.menu_report", [_click(locale, name) for name in REPORT]),
        ("reaching.menu_mine", mine),
        ("reaching.menu_help", [_click(locale, name) for name in HELP]),
    )
    return {"button": [{"name": say(locale, name), "sub_button": buttons} for name, buttons in groups]}


def _click(locale: str, name: str) -> dict[str, str]:
    return {"type": "click", "name": _name(say(locale, f"menu.{name}")), "key": f"0:menu:{name}"}


def _name(words: str) -> str:
    return words.encode()[:LONGEST_NAME].decode(errors="ignore")


async def look(client: WeChatClient, settings: WeChatSettings, forms: Sequence[Registered]) -> list[Step]:
    """The token first: without it nothing else can be asked."""
    steps = [_address(settings)]
    token = await _step("access token", client.get(ALIVE))
    steps.append(token)
    if token.fault:
        return steps
    steps.append(await _step("custom menu", client.get(GET_MENU), missing="run `huifang wechat menu`"))
    for kind, path, name in (
        (TEMPLATE, TEMPLATES, "template_list"),
        (SUBSCRIPTION, SUBSCRIPTIONS, "data"),
    ):
        wanted = [form for form in forms if form.kind == kind]
        if wanted:
            steps += await _forms(client, path, name, wanted)
    if not forms:
        hint = "no templates are set (HUIFANG_WECHAT_FORMS): after 48 hours without a word people are phoned"
        steps.append(Step("templates", hint=hint))
    return steps


def _address(settings: WeChatSettings) -> Step:
    """WeChat asks at ports 80 and 443 alone."""
    what = "address for WeChat"
    if not settings.public_url:
        return Step(what, fault="HUIFANG_PUBLIC_URL is not set: WeChat cannot find this server")
    url = f"{settings.public_url}{PREFIX}{settings.account}"
    if ":" in settings.public_url.partition("://")[2]:
        return Step(what, fault=f"{url}: WeChat calls ports 80 and 443 only")
    return Step(what, hint=f"to be typed at WeChat as 服务器地址(URL), in 安全模式: {url}")


async def _forms(client: WeChatClient, path: str, name: str, wanted: Sequence[Registered]) -> list[Step]:
    try:
        listed = (await client.get(path)).get(name) or []
    except (Refused, Unanswered, TokenElsewhere) as fault:
        return [_faulty("templates", fault)]
    known = {str(one.get("template_id") or one.get("priTmplId")): _fields(one) for one in listed}
    return [_form(form, known) for form in wanted]


def _form(form: Registered, known: Mapping[str, frozenset[str]]) -> Step:
    what = f"{form.kind} for {form.purpose}"
    if form.template_id not in known:
        return Step(what, fault=f"{form.template_id}: the account has no such {form.kind}")
    there, ours = known[form.template_id], frozenset(form.fields)
    if there != ours:
        return Step(
            what, fault=f"{form.template_id}: its fields are {_listed(there)}, ours are {_listed(ours)}"
        )
    return Step(what)


def _fields(one: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(FIELD.findall(str(one.get("content", ""))))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none"


async def _step(what: str, asking: Any, *, missing: str = "") -> Step:
    try:
        await asking
    except Refused as fault:
        is_missing = fault.code == MENU_MISSING and missing
        return Step(what, fault=missing) if is_missing else _faulty(what, fault)
    except (Unanswered, TokenElsewhere) as fault:
        return _faulty(what, fault)
    return Step(what)


def _faulty(what: str, fault: Exception) -> Step:
    if isinstance(fault, Refused):
        return Step(what, fault=f"{HINTS.get(fault.code, 'WeChat refuses')} ({fault})")
    return Step(what, fault=f"WeChat does not answer ({fault or type(fault).__name__})")
