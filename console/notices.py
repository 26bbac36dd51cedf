"""Documents for owners: the archive, one with all its versions, drafting and deciding (B4.2.5.1)."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, paper_uploads, ticks
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.paper_uploads import Filled, in_words
from console.photos import PICTURES, picture
from console.words import refusal, say
from desk import notices as acts
from desk.notice_places import BadList, Places, of_list, typed
from desk.notices import Draft
from procedures.notices import Audience, NoticeState
from procedures.procedure import load
from procedures.refused import Refused
from storage import Session, archive, notice_cases, notices, registers
from storage.documents import MEDIA_TYPE
from storage.files import FileStore
from storage.notices import FiledWith, NoticeRow
from storage.tables import Notice

router = APIRouter()
PER_PAGE, MOST_PAGES = 50, 1000
Again = Callable[[Failed, int], Awaitable[Response]]


class DecideForm(forms.Form):
    decision: Literal["agree", "disagree"]
    version: int
    reason: forms.Words = ""


@router.get("/notices", name="notices")
async def show_all(desk: AtDesk, q: str = "", state: str = "", page: str = "1") -> Response:
    """The archive of documents given to owners (B4.2.6.5)."""
    asked = int(page) if page.isascii() and page.isdigit() and len(page) < len(str(MOST_PAGES)) else 1
    known = state if state in set(NoticeState) else ""
    rows, many = await desk.read(
        notices.archive, words=q[:100], state=known, page=max(asked, 1), per_page=PER_PAGE
    )
    return desk.page(
        "notices.html",
        rows=rows,
        many=many,
        page=max(asked, 1),
        pages=-(-many // PER_PAGE),
        asked={"q": q, "state": known},
        states=NoticeState,
        has_rules=load(desk.centre.procedure).notices is not None,
    )


@router.get("/new-notice", name="new_notice")
async def new(desk: AtDesk) -> Response:
    return await _form_page(desk)


@router.post("/new-notice", name="draft_notice")
async def draft(request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, wanted: Draft) -> str:
        return acts.draft(session, wanted, by=desk.actor, now=desk.now)

    return await _write(
        request, desk, unit, again=lambda failed, status: _form_page(desk, failed=failed, status=status)
    )


@router.get("/notices/{number}/edit", name="edit_notice")
async def edit(number: str, desk: AtDesk) -> Response:
    return await _form_page(desk, of=await desk.read(notices.by_number, number))


@router.post("/notices/{number}/edit", name="rewrite_notice")
async def rewrite(number: str, request: Request, desk: AtDesk) -> Response:
    notice = await desk.read(notices.by_number, number)

    def unit(session: Session, wanted: Draft, version: int) -> str:
        acts.rewrite(session, notice.id or 0, wanted, seen=version, by=desk.actor, now=desk.now)
        return number

    return await _write(
        request,
        desk,
        unit,
        of=notice,
        again=lambda failed, status: _form_page(desk, of=notice, failed=failed, status=status),
    )


@router.get("/notices/{number}", name="show_notice")
async def show(number: str, desk: AtDesk) -> Response:
    return await notice_page(desk, number)


@router.post("/notices/{number}/decide", name="decide_notice")
async def decide(number: str, request: Request, desk: AtDesk) -> Response:
    notice = await desk.read(notices.by_number, number)

    def unit(session: Session, form: DecideForm) -> None:
        said: dict[str, Any] = {"agree": form.decision == "agree", "reason": form.reason}
        acts.decide(session, notice.id or 0, seen=form.version, **said, by=desk.actor, now=desk.now)

    return await ticks.carry_out(
        request,
        desk,
        DecideForm,
        "decide_notice",
        unit,
        failed=lambda failed, status: notice_page(desk, number, failed=failed, status=status),
        done=lambda _: desk.to("show_notice", number=number, done="The decision is on record."),
    )


@router.get("/notices/{number}/sheet", name="notice_sheet")
async def sheet(number: str, desk: AtDesk) -> Response:
    """The announcement for the board in the lobby, on A4 (B4.2.6.1)."""
    return desk.page("notice_sheet.html", **await _facts(desk, number))


@router.get("/notices/{number}/files/{file_id}", name="notice_file")
async def file(number: str, file_id: str, desk: AtDesk) -> Response:
    found = await desk.read(notices.file, number, row_id(file_id))
    return picture(desk, found.attachment, among=(*PICTURES, MEDIA_TYPE))


async def notice_page(desk: Desk, number: str, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    return desk.page("notice.html", status=status, failed=failed, **await _facts(desk, number))


async def _facts(desk: Desk, number: str) -> dict[str, Any]:
    """Raises Missing."""
    notice = await desk.read(notices.by_number, number)
    return await desk.parts.store.read_soon(lambda session: _look(session, notice, desk))


def _look(session: Session, notice: Notice, desk: Desk) -> dict[str, Any]:
    which = notice.id or 0
    every = notices.versions(session, which)
    newest = every[0]
    rules = load(desk.centre.procedure).notices
    step = acts.next_step(session, notice, newest, rules) if rules and notice.state == "draft" else None
    is_mine = newest.drafted_by == desk.actor.staff_id
    return {
        "notice": notice,
        "version": newest,
        "versions": every,
        "earlier_files": {one.id: notices.files(session, one.id or 0) for one in every},
        "approvals": notices.approvals(session, which),
        "names": archive.staff_names(session, desk.centre_id),
        "means": newest.means.split(),
        "places": acts.places_in_words(session, newest),
        "figures": registers.figures(session, which),
        "cases": notice_cases.caused_by(session, which, desk.centre_id),
        "step": step,
        "may_decide": bool(step and rules and rules.may_take(step, desk.actor.role) and not is_mine),
        "is_mine": is_mine,
        "clauses": rules.clauses if rules else None,
    }


async def _write(
    request: Request,
    desk: Desk,
    unit: Callable[..., str],
    *,
    again: Again,
    of: Notice | None = None,
) -> Response:
    """Read the form with its files, write one version, look at it; a fault shows what was typed again."""
    typed_so_far: dict[str, str] = {}
    try:
        filled = await paper_uploads.read(request, FileStore(desk.parts.settings.files))
        typed_so_far = filled.given.typed
        form = filled.given.form
        if form is None:
            why = say("Please look at the marked fields.")
            return await again(Failed("notice", why, typed_so_far, filled.given.faults), 422)
        more = (form.version,) if of else ()
        number = await desk.write(lambda session: unit(session, _draft(session, filled, desk, of), *more))
    except Refused as refused:
        return await again(Failed("notice", refusal(refused), typed_so_far, {}), 409)
    except BadList as bad:
        return await again(Failed("notice", in_words(bad.faults), typed_so_far, {}), 409)
    return desk.to("show_notice", number=number, done="The document waits for agreement.")


def _draft(session: Session, filled: Filled, desk: Desk, of: Notice | None) -> Draft:
    form = filled.given.form
    assert form is not None
    return Draft(
        title=form.title,
        body=form.body,
        means=form.means,
        places=_places(session, filled, desk, of),
        important=form.important,
        source=form.source,
        valid_until=form.valid_until,
        files=filled.files,
        keep=filled.keep,
    )


def _places(session: Session, filled: Filled, desk: Desk, of: Notice | None) -> Places:
    """A list that was taken over stays while no other comes."""
    form = filled.given.form
    assert form is not None
    if form.audience is not Audience.LIST:
        return typed(session, form.audience, form.places, desk.centre_id)
    if filled.listed is not None:
        return of_list(session, filled.listed, desk.centre_id)
    if of is not None:
        before = notices.newest(session, of)
        if before.audience == Audience.LIST:
            return acts.places_of(before)
    raise Refused("refused.list_needed")


async def _form_page(
    desk: Desk, *, of: Notice | None = None, failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    row, files, places = await desk.parts.store.read_soon(lambda session: _before(session, of))
    buildings = await desk.read(notices.units_of)
    return desk.page(
        "notice_form.html",
        status=status,
        failed=failed,
        row=row,
        files=files,
        places=places,
        buildings=sorted({building for building, _ in buildings}),
        audiences=Audience,
        today=desk.now.astimezone(desk.zone).date(),
        has_rules=load(desk.centre.procedure).notices is not None,
    )


def _before(session: Session, of: Notice | None) -> tuple[NoticeRow | None, list[FiledWith], list[str]]:
    """The version that is changed, with its files and places; nothing for a new document."""
    if of is None:
        return None, [], []
    version = notices.newest(session, of)
    return (
        NoticeRow(of, version),
        notices.files(session, version.id or 0),
        acts.places_in_words(session, version),
    )
