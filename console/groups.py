"""Staff groups: what is shown where, set up and looked after by whoever leads the centre."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import staff_groups
from desk.staff_groups import GroupKind, Wanted
from procedures.kinds import Category, Severity
from procedures.refused import Refused
from storage import Session, group_posts, groups, staff_chats
from storage.sealing import seal

router = APIRouter()
FORBIDDEN = 403
CODE_BYTES = 9
SHOWN = 4
"""How much of a robot's key is shown: its end, so that two can be told apart."""
Ticked = Annotated[bool, BeforeValidator(lambda value: value == "yes")]


class GroupForm(forms.Form):
    """`categories` are joined by commas in the order of the list; ticks that are not there are not ticked."""

    name: forms.Line
    categories: str = ""
    severity: Severity = Severity.ORDINARY
    discreet: Ticked = False
    wants_lists: Ticked = False

    def wanted(self) -> Wanted:
        known = {str(category): category for category in Category}
        chosen = [known[each] for each in self.categories.split(",") if each in known]
        return Wanted(self.name, tuple(chosen), self.severity, self.discreet, self.wants_lists)


class NewGroupForm(GroupForm):
    kind: GroupKind
    account: forms.Name = ""
    address: forms.Words = ""


@router.get("/groups", name="groups")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/groups", name="add_group")
async def add(request: Request, desk: AtDesk) -> Response:
    _only_leaders(desk)
    given = await _read(request, NewGroupForm)
    form = given.form
    if form is None:
        failed = Failed("add", say("Please look at the marked fields."), given.typed, given.faults)
        return await _page(desk, failed=failed, status=422)

    def unit(session: Session) -> int:
        account, address, hint = _place(session, desk, form)
        return staff_groups.add(
            session,
            form.wanted(),
            form.kind,
            account=account,
            address=address,
            hint=hint,
            by=desk.actor,
            now=desk.now,
        )

    try:
        await desk.write(unit)
    except Refused as refused:
        typed = {name: value for name, value in given.typed.items() if name != "address"}
        return await _page(desk, failed=Failed("add", refusal(refused), typed, {}), status=409)
    return desk.to("groups", done="The group is there.")


@router.post("/groups/{group_id}", name="change_group")
async def change(group_id: str, request: Request, desk: AtDesk) -> Response:
    _only_leaders(desk)
    which = row_id(group_id)
    await desk.read(lambda session, centre_id: groups.look(session, which, centre_id))
    given = await _read(request, GroupForm)
    form = given.form
    if form is None:
        failed = Failed(group_id, say("Please look at the marked fields."), given.typed, given.faults)
        return await _page(desk, failed=failed, status=422)
    wanted = form.wanted()
    await desk.write(lambda session: staff_groups.change(session, which, wanted, by=desk.actor, now=desk.now))
    return desk.to("groups", done="The group is changed.")


@router.post("/groups/{group_id}/code", name="group_code")
async def give_code(group_id: str, desk: AtDesk) -> Response:
    """The code is shown in this answer and nowhere again."""
    _only_leaders(desk)
    which, token = row_id(group_id), secrets.token_urlsafe(CODE_BYTES)
    try:
        await desk.write(
            lambda session: staff_groups.give_code(session, which, by=desk.actor, now=desk.now, token=token)
        )
    except Refused as refused:
        return await _page(desk, failed=Failed(group_id, refusal(refused), {}, {}), status=409)
    return await _page(desk, given=(which, token))


@router.post("/groups/{group_id}/test", name="test_group")
async def test(group_id: str, desk: AtDesk) -> Response:
    _only_leaders(desk)
    which = row_id(group_id)
    try:
        await desk.write(lambda session: staff_groups.test(session, which, by=desk.actor, now=desk.now))
    except Refused as refused:
        return await _page(desk, failed=Failed(group_id, refusal(refused), {}, {}), status=409)
    return desk.to("groups", done="A test message is on its way.")


@router.post("/groups/{group_id}/close", name="close_group")
async def close(group_id: str, desk: AtDesk) -> Response:
    _only_leaders(desk)
    which = row_id(group_id)
    await desk.write(lambda session: staff_groups.close(session, which, by=desk.actor, now=desk.now))
    return desk.to("groups", done="Nothing more is said in this group.")


async def _read(request: Request, model: type[forms.F]) -> forms.Read[forms.F]:
    """Several ticked categories become one field."""
    async with request.form(max_fields=forms.MOST_FIELDS, max_files=0) as given:
        items = given.multi_items()
    chosen = ",".join(str(value) for name, value in items if name == "category")
    return forms.checked([*(i for i in items if i[0] != "category"), ("categories", chosen)], model)


def _place(session: Session, desk: Desk, form: NewGroupForm) -> tuple[str, str, str]:
    """Account, address and what of it may be shown. Raises Refused."""
    if form.kind is GroupKind.WECOM_ROBOT:
        key = staff_groups.robot_key(form.address)
        return staff_groups.ROBOT, seal(desk.parts.settings.secret, key), f"…{key[-SHOWN:]}"
    if form.kind is GroupKind.WECOM_APP:
        members = staff_groups.members(form.address)
        return staff_groups.APP, members, members[:64]
    known = [one.account for one in staff_chats.accounts(session, "telegram")]
    if form.account and form.account not in known:
        raise Refused("refused.no_such_bot")
    return form.account or (known[0] if known else staff_groups.FIRST_BOT), "", ""


async def _page(
    desk: Desk,
    *,
    failed: Failed = NOT_FAILED,
    given: tuple[int, str] | None = None,
    status: int = 200,
) -> Response:
    _only_leaders(desk)
    return desk.page(
        "groups.html",
        status=status,
        failed=failed,
        given=given,
        groups=await desk.read(groups.of_centre),
        unsaid=await desk.read(group_posts.failed),
        tested=await desk.read(group_posts.newest_tests),
        bots=await desk.read(lambda session, _: staff_chats.accounts(session, "telegram")),
        kinds=GroupKind,
        categories=desk.categories,
        severities=Severity,
        discreet=staff_groups.is_discreet_by_default(GroupKind.TELEGRAM, desk.centre.zone),
        lasts=staff_groups.CODE_LASTS,
    )


def _only_leaders(desk: Desk) -> None:
    if not staff_groups.may_lead(desk.actor.role):
        raise HTTPException(FORBIDDEN)
