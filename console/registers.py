"""The register of a document, on a page and on A4, and each row's own page for a signature (B4.2.6.4)."""

from base64 import b64decode
from binascii import Error as NotBase64

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from console import forms, ticks
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.photos import picture
from console.words import refusal, say
from desk import registers as acts
from procedures.refused import Refused
from storage import Missing, Session, notices, registers
from storage.files import FileStore
from storage.pictures import BadPicture
from storage.signatures import Signature, signature
from storage.tables import Attachment
from storage.wanted import Kept

router = APIRouter()
SHOWN = ("", "unread", "to_bring", "sent", "failed", "excluded")
DRAWN = "data:image/png;base64,"


class SignForm(forms.Form):
    """`drawn` is a data: address as a canvas gives it; nothing when it was signed on paper."""

    name: forms.Line
    drawn: str = Field(default="", max_length=60_000)
    on_paper: bool = False


class GiveUpForm(forms.Form):
    reason: forms.Line


@router.get("/notices/{number}/register", name="register")
async def show(number: str, desk: AtDesk, show: str = "") -> Response:
    notice = await desk.read(notices.by_number, number)
    which = notice.id or 0
    chosen = show if show in SHOWN else ""
    read = desk.parts.store.read_soon
    version = await read(lambda session: notices.newest(session, notice))
    return desk.page(
        "register.html",
        notice=notice,
        version=version,
        rows=await read(lambda session: registers.rows(session, which, show=chosen)),
        figures=await read(lambda session: registers.figures(session, which)),
        shown=SHOWN,
        chosen=chosen,
    )


@router.get("/deliveries/{delivery_id}", name="delivery")
async def one(delivery_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(delivery_id))


@router.post("/deliveries/{delivery_id}/sign", name="sign_delivery")
async def sign(delivery_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(delivery_id)
    found = await desk.read(registers.row, which)
    given = await forms.read(request, SignForm)
    form = given.form
    if form is None:
        why = say("Please look at the marked fields.")
        return await _page(desk, which, failed=Failed("sign", why, given.typed, given.faults), status=422)
    try:
        drawn = None if form.on_paper else await to_thread.run_sync(_kept, form.drawn, _files(desk))
        await desk.write(
            lambda session: acts.sign(
                session, which, name=form.name, picture=drawn, by=desk.actor, now=desk.now
            )
        )
    except (BadPicture, NotBase64, ValueError):
        why = refusal(Refused("refused.signature_bad"))
        return await _page(desk, which, failed=Failed("sign", why, given.typed, {}), status=422)
    except Refused as refused:
        return await _page(desk, which, failed=Failed("sign", refusal(refused), given.typed, {}), status=409)
    notice = (await desk.read(notices.row, found.row.notice_id)).notice
    return desk.to("register", number=notice.number, done="The signature is on record.")


@router.post("/deliveries/{delivery_id}/give-up", name="give_up_delivery")
async def give_up(delivery_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(delivery_id)
    found = await desk.read(registers.row, which)
    number = (await desk.read(notices.row, found.row.notice_id)).notice.number
    return await ticks.carry_out(
        request,
        desk,
        GiveUpForm,
        "give_up",
        lambda session, form: acts.give_up(session, which, reason=form.reason, by=desk.actor, now=desk.now),
        failed=lambda failed, status: _page(desk, which, failed=failed, status=status),
        done=lambda _: desk.to("register", number=number, done="Not handed over: it is on record."),
    )


@router.get("/deliveries/{delivery_id}/signature", name="signature")
async def drawn(delivery_id: str, desk: AtDesk) -> Response:
    return picture(desk, await desk.read(_signature, row_id(delivery_id)))


def _kept(typed: str, files: FileStore) -> Kept:
    """Raises BadPicture, ValueError for what is no drawing, NoSpace."""
    if not typed.startswith(DRAWN):
        raise ValueError("no drawing")
    seen: Signature = signature(b64decode(typed.removeprefix(DRAWN), validate=True))
    stored = files.put(seen.data)
    return Kept(stored.sha256, stored.size, seen.media_type, seen.width, seen.height)


def _files(desk: Desk) -> FileStore:
    return FileStore(desk.parts.settings.files)


def _signature(session: Session, delivery_id: int, centre_id: int) -> Attachment:
    row = registers.row(session, delivery_id, centre_id).row
    if row.signature_id is None:
        raise Missing
    return session.get_one(Attachment, row.signature_id)


async def _page(desk: Desk, which: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    """Raises Missing."""
    found = await desk.read(registers.row, which)
    notice = await desk.read(notices.row, found.row.notice_id)
    return desk.page("delivery.html", status=status, failed=failed, one=found, notice=notice)
