"""What a director and two of the staff do in the console before anybody plays: groups and chat accounts."""

import asyncio
import re

import httpx

from tests.fakes.phones.telegram import GROUP, GroupPhone
from tests.fakes.phones.wecom import MemberPhone

ROBOT_KEY = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
CSRF, CSRF_COOKIE = "csrftoken", "starlette_admin_csrftoken"


class Refused(Exception):
    """The console did not do what was asked."""


class Colleague:
    """Somebody of the staff in the console, over its own pages."""

    def __init__(self, base: str) -> None:
        self._client = httpx.AsyncClient(base_url=f"{base}/console", trust_env=False)

    async def sign_in(self, login: str, password: str) -> None:
        await self._client.get("/sign-in")
        await self.post("/sign-in", login=login, password=password)

    async def post(self, path: str, **fields: str) -> str:
        token = self._client.cookies.get(CSRF_COOKIE) or ""
        answer = await self._client.post(path, data={CSRF: token, **fields})
        if answer.is_error:
            raise Refused(f"{path}: {answer.status_code}")
        return answer.text

    async def groups(self) -> list[str]:
        """The numbers of the groups that are there."""
        answer = await self._client.get("/groups")
        return re.findall(r'id="group-([0-9]+)"', answer.text)

    async def close(self) -> None:
        await self._client.aclose()


async def is_up(base: str) -> None:
    """Wait until the desk answers; who runs it ends this when it does not."""
    async with httpx.AsyncClient(base_url=base, trust_env=False) as client:
        while True:
            try:
                if (await client.get("/readyz")).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)


async def set_up_groups(base: str, password: str, phone: GroupPhone, member: MemberPhone) -> None:
    """A Telegram group, connected by its code; a robot of a WeCom group; its application; bound members."""
    director = Colleague(base)
    await director.sign_in("wang", password)
    await director.post("/groups", name=GROUP, kind="telegram", discreet="yes", wants_lists="yes")
    number = (await director.groups())[-1]
    await director.post("/groups", name="客服群", kind="wecom_robot", address=ROBOT_KEY, wants_lists="yes")
    await director.post(
        "/groups", name="工程部應用", kind="wecom_app", address=member.member, wants_lists="yes"
    )
    phone.group.adds_bot()
    page = await director.post(f"/groups/{number}/code")
    phone.says("li", f"/setup {_found('/setup ([a-zA-Z0-9_-]+)', page)}")
    await director.close()
    for login, person in phone.people.items():
        person.says(f"/staff {await _code(base, login, password)}")
    await member.says(f"綁定 {await _code(base, member.member, password)}")


async def _code(base: str, login: str, password: str) -> str:
    """What a member of the staff has the console show, to bind a chat account."""
    colleague = Colleague(base)
    await colleague.sign_in(login, password)
    code = _found('id="code"><b>([^<]+)</b>', await colleague.post("/me/code"))
    await colleague.close()
    return code


def _found(pattern: str, page: str) -> str:
    """What the page shows there. Raises Refused."""
    found = re.search(pattern, page)
    if found is None:
        raise Refused(f"the page does not show {pattern}")
    return found[1]
