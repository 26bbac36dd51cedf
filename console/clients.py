"""A consultancy's clients: the record, kept by the clerk, and everything that is on file there (C1, C4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, transcript
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.history import actor
from console.numbers import row_id
from console.words import refusal, say, term
from desk import clients
from desk.clients import Client
from procedures.procedure import load
from procedures.refused import Refused
from storage import Session, archive, client_files, residents
from storage.client_files import ClientFile
from storage.tables import CaseEvent

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


@dataclass(frozen=True)
class Filed:
    """One thing on file: `what` of "chat", "call", "letter", "revisit", "record"."""

    at: datetime
    what: str
    who: str
    words: str
    number: str = ""


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
async def show(owner_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(owner_id))


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


async def _page(desk: Desk, owner_id: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    owner = await desk.read(residents.owner, owner_id)
    on_file = await desk.read(client_files.file_of, owner_id)
    names = await desk.read(archive.staff_names)
    rules = load(desk.centre.procedure).clients
    return desk.page(
        "client.html",
        status=status,
        failed=failed,
        owner=owner,
        units=await desk.read(residents.homes, owner_id),
        on_file=on_file,
        filed=filed(on_file, names),
        may_keep=_may_keep(desk),
        clause=rules.clause if rules else "",
        file_clause=rules.file_clause if rules else "",
    )


def filed(on_file: ClientFile, names: dict[int, str]) -> list[Filed]:
    """Everything in one list, the newest first (C4, C7)."""
    found = [*_chats(on_file, names), *_calls(on_file, names), *_letters(on_file)]
    found += [*_revisits(on_file, names), *(_change(one, names) for one in on_file.changes)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _chats(on_file: ClientFile, names: dict[int, str]) -> list[Filed]:
    oldest_first = on_file.messages[::-1]
    shown = transcript.lines(oldest_first, [], names)
    numbers = [on_file.numbers.get(one.case_id, "") for one in oldest_first]
    return [
        Filed(line.at, "chat", line.name or term("side", line.side), line.text or line.other, number)
        for line, number in zip(shown, numbers, strict=True)
    ]


def _calls(on_file: ClientFile, names: dict[int, str]) -> list[Filed]:
    return [
        Filed(one.at, "call", actor(one.actor, names), _data(one).get("words", ""), _number(on_file, one))
        for one in on_file.calls
    ]


def _letters(on_file: ClientFile) -> list[Filed]:
    return [
        Filed(one.copy.delivered_at or one.letter.drafted_at, "letter", "", one.letter.title, one.case_number)
        for one in on_file.letters
    ]


def _revisits(on_file: ClientFile, names: dict[int, str]) -> Sequence[Filed]:
    return [
        Filed(
            one.done_at,
            "revisit",
            names.get(one.done_by or 0, ""),
            " · ".join(filter(None, (term("outcome", one.outcome), one.words))),
            on_file.numbers.get(one.case_id, ""),
        )
        for one in on_file.revisits
        if one.done_at
    ]


def _change(event: CaseEvent, names: dict[int, str]) -> Filed:
    data = _data(event)
    words = term("event", event.what)
    if field := data.get("field"):
        words = f"{term('client', field)}: {data.get('was') or '—'} → {data.get('to_be') or '—'}"
    return Filed(event.at, "record", actor(event.actor, names), words)


def _number(on_file: ClientFile, event: CaseEvent) -> str:
    return on_file.numbers.get(event.case_id, "")


def _data(event: CaseEvent) -> dict[str, Any]:
    return msgspec.json.decode(event.data)


def _may_keep(desk: Desk) -> bool:
    rules = load(desk.centre.procedure).clients
    return rules is not None and desk.actor.role in rules.kept_by
