"""A consultancy's clients: the record, kept by the clerk, and everything that is on file there (C1, C4)."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.on_file import KINDS, counted, filed
from console.words import refusal, say
from desk import clients
from desk.clients import Client
from procedures.procedure import load
from procedures.refused import Refused
from storage import Session, archive, client_files, residents, staff, unit_files

router = APIRouter()


class ClientForm(forms.Form):
    name: forms.Line
    phone: forms.Name = ""
    address: forms.Name = ""
    postcode: forms.Name = ""
    contact_person: forms.Name = ""

    @property
    def client(self) -> Client:
        return Client(self.name, self.phone, self.address, self.postcode, self.contact_person)


@router.get("/new-client", name="new_client")
async def new(desk: AtDesk) -> Response:
    return await _new_page(desk)


@router.post("/new-client", name="add_client")
async def add(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, ClientForm)
    form = given.form
    if form is None:
        why = say("Please look at the marked fields.")
        return await _new_page(desk, failed=Failed("client", why, given.typed, given.faults), status=422)

    def unit(session: Session) -> int:
        return clients.add_client(session, form.client, by=desk.actor, now=desk.now)

    try:
        number = await desk.write(unit)
    except Refused as refused:
        failed = Failed("client", refusal(refused), given.typed, {})
        return await _new_page(desk, failed=failed, status=409)
    return desk.to("client", owner_id=str(number), done="The client's record is kept.")


@router.get("/owners/{owner_id}", name="client")
async def show(owner_id: str, desk: AtDesk, kind: str = "") -> Response:
    return await _page(desk, row_id(owner_id), kind=kind)


@router.post("/owners/{owner_id}", name="change_client")
async def change(owner_id: str, request: Request, desk: AtDesk) -> Response:
    who = row_id(owner_id)
    await desk.read(residents.owner, who)
    given = await forms.read(request, ClientForm)
    form = given.form
    if form is None:
        why = say("Please look at the marked fields.")
        return await _page(desk, who, failed=Failed("client", why, given.typed, given.faults), status=422)

    def unit(session: Session) -> None:
        clients.change_client(session, who, form.client, by=desk.actor, now=desk.now)

    try:
        await desk.write(unit)
    except Refused as refused:
        return await _page(desk, who, failed=Failed("client", refusal(refused), given.typed, {}), status=409)
    return desk.to("client", owner_id=str(who), done="The client's record is kept.")


async def _new_page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    return desk.page("new_client.html", status=status, failed=failed, may_keep=_may_keep(desk))


async def _page(
    desk: Desk, owner_id: int, *, kind: str = "", failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    owner = await desk.read(residents.owner, owner_id)
    on_file = await desk.read(client_files.file_of, owner_id)
    rules = load(desk.centre.procedure).clients
    found = filed(
        on_file,
        await desk.read(archive.staff_names),
        await desk.read(staff.department_names),
        zone=desk.zone,
        now=desk.now,
    )
    return desk.page(
        "client.html",
        status=status,
        failed=failed,
        owner=owner,
        homes=await desk.read(unit_files.homes_of, owner_id),
        contacts=await desk.read(unit_files.contacts_of, owner_id),
        on_file=on_file,
        filed=[one for one in found if kind not in KINDS or one.what == kind],
        kinds=counted(found),
        kind=kind if kind in KINDS else "",
        may_keep=_may_keep(desk),
        clause=rules.clause if rules else "",
        file_clause=rules.file_clause if rules else "",
    )


def _may_keep(desk: Desk) -> bool:
    rules = load(desk.centre.procedure).clients
    return rules is not None and desk.actor.role in rules.kept_by
