"""What staff do to a case: each act a form, its own address, one transaction."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from console import forms, uploads
from console.cases import case_page
from console.desk import AtDesk, Desk, Failed
from console.words import refusal, say
from desk import binding, cases
from procedures.life import CloseReason
from procedures.refused import Refused
from storage import Session, archive
from storage.files import FileStore
from storage.tables import Case

router = APIRouter()
# Telegram takes pictures of 10,000 pixels, both sides together, and it and WeChat 10 MB.
LONGEST_SIDE = 2560
F = TypeVar("F", bound=forms.Form)
Do = Callable[[Session, Case, F, Desk], None]


class AssignForm(forms.Form):
    handler: forms.Chosen = None
    department: forms.Chosen = None


class TakeForm(forms.Form):
    pass


class ReplyForm(uploads.PicturesForm):
    words: forms.Said
    ask_owner: bool = False


class CallForm(forms.Form):
    words: forms.Said


class ResolveForm(forms.Form):
    cause: forms.Words = ""
    cause_kind: forms.KindOfCause = None
    measure: forms.Words = ""
    words: forms.Said


class CloseForm(forms.Form):
    reason: CloseReason
    words: forms.Words = ""


class OwnerForm(forms.Form):
    home: str
    """ "owner:unit", as the list offers them."""


def act(
    name: str, form: type[F], *, done: str, alone: bool, on: APIRouter = router
) -> Callable[[Do[F]], Do[F]]:
    """An address for an act. `alone`: not over what a colleague did since the page was opened."""

    def publish(do: Do[F]) -> Do[F]:
        on.add_api_route(
            f"/cases/{{number}}/{name}",
            _route(name, form, do, done=done, alone=alone),
            methods=["POST"],
            name=name,
        )
        return do

    return publish


def _route(
    name: str, form: type[F], do: Do[F], *, done: str, alone: bool
) -> Callable[..., Awaitable[Response]]:
    async def carry_out(number: str, request: Request, desk: AtDesk) -> Response:
        given = await _given(request, form, desk)
        filled = given.form
        if filled is None:
            failed = Failed(name, say("Please look at the marked fields."), given.typed, given.faults)
            return await case_page(desk, number, failed=failed, status=422)

        def unit(session: Session) -> None:
            case = archive.case(session, number, desk.centre_id)
            if alone:
                _nobody_was_first(session, case, filled.seen, desk)
            do(session, case, filled, desk)

        try:
            await desk.write(unit)
        except Refused as refused:
            failed = Failed(name, refusal(refused), given.typed, {})
            return await case_page(desk, number, failed=failed, status=409)
        return desk.to("show_case", number=number, done=done)

    return carry_out


async def _given(request: Request, form: type[F], desk: Desk) -> forms.Read[Any]:
    if not issubclass(form, uploads.PicturesForm):
        return await forms.read(request, form)
    return await uploads.read(request, form, FileStore(desk.parts.settings.files), longest=LONGEST_SIDE)


def _nobody_was_first(session: Session, case: Case, seen: int, desk: Desk) -> None:
    """Two people look at one case; the second to act is told what the first did. Raises Refused."""
    assert case.id is not None
    last = archive.newest_act(session, case.id)
    if (
        last is None
        or last.id == seen
        or not last.actor.startswith("staff:")
        or last.actor == str(desk.actor)
    ):
        return
    names = archive.staff_names(session, desk.centre_id)
    who = names.get(int(last.actor.removeprefix("staff:")), "")
    raise Refused("refused.colleague_was_first", who=who, event=last.what)


def known(case: Case) -> int:
    """The id of a case that is in the database."""
    assert case.id is not None
    return case.id


@act("assign", AssignForm, done="Assigned.", alone=True)
def assign(session: Session, case: Case, form: AssignForm, desk: Desk) -> None:
    cases.assign(
        session,
        known(case),
        handler_id=form.handler,
        department_id=form.department,
        by=desk.actor,
        now=desk.now,
    )


@act("take", TakeForm, done="The case is yours now.", alone=True)
def take(session: Session, case: Case, _: TakeForm, desk: Desk) -> None:
    cases.take(session, known(case), by=desk.actor, now=desk.now)


@act("reply", ReplyForm, done="Sent to the owner.", alone=False)
def reply(session: Session, case: Case, form: ReplyForm, desk: Desk) -> None:
    said: dict[str, Any] = {"words": form.words, "pictures": form.pictures, "ask_owner": form.ask_owner}
    cases.reply(session, known(case), **said, by=desk.actor, now=desk.now)


@act("log-call", CallForm, done="The call is on record.", alone=False)
def log_call(session: Session, case: Case, form: CallForm, desk: Desk) -> None:
    cases.log_call(session, known(case), words=form.words, by=desk.actor, now=desk.now)


@act("resolve", ResolveForm, done="Resolved. The owner has been told, the revisit is planned.", alone=True)
def resolve(session: Session, case: Case, form: ResolveForm, desk: Desk) -> None:
    cases.resolve(
        session,
        known(case),
        cause=form.cause,
        cause_kind=form.cause_kind,
        measure=form.measure,
        words=form.words,
        by=desk.actor,
        now=desk.now,
    )


@act("close", CloseForm, done="Closed.", alone=True)
def close(session: Session, case: Case, form: CloseForm, desk: Desk) -> None:
    cases.close(session, known(case), reason=form.reason, words=form.words, by=desk.actor, now=desk.now)


@act("confirm-owner", OwnerForm, done="The owner is confirmed.", alone=True)
def confirm_owner(session: Session, case: Case, form: OwnerForm, desk: Desk) -> None:
    owner, _, unit = form.home.partition(":")
    has_unit = unit.isdecimal()
    if not owner.isdecimal() or not (has_unit or (desk.keeps_clients and not unit)):
        raise Refused("refused.nobody_named")
    unit_id = int(unit) if has_unit else None
    binding.confirm_owner(
        session, known(case), owner_id=int(owner), unit_id=unit_id, by=desk.actor, now=desk.now
    )
