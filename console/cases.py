"""The pages of cases: one whole, and the search over all."""

from fastapi import APIRouter
from starlette.responses import Response

from console import improving, same_matter
from console.deadlines import deadline_facts
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.guards import MOST_BODY, MOST_UPLOAD
from console.history import happenings
from console.numbers import wanted_number
from console.transcript import is_ours, is_voice, lines
from console.transfer_view import transfer_context
from console.triage_view import triage_context
from console.uploads import MOST_PICTURES
from desk import repeats
from procedures.kinds import CaseState, Kind, Outcome, RevisitForm
from procedures.life import CloseReason
from storage import archive, notice_cases, reaching, residents, staff

router = APIRouter()
PER_PAGE = 40
# Forms of a revisit that a person makes and writes down here; a visit on site has a page of its own.
BY_HAND = (RevisitForm.PHONE, RevisitForm.ORAL)


@router.get("/cases/{number}", name="show_case")
async def show(number: str, desk: AtDesk) -> Response:
    return await case_page(desk, number)


async def case_page(desk: Desk, number: str, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    """The case; with a failed form, that form open and filled as it was. Raises Missing."""
    found = await desk.read(archive.dossier, number)
    departments = await desk.read(staff.departments)
    raised = await desk.read(repeats.before, found.row.case.id, now=desk.now)
    named = {one.id: one.name for one in departments if one.id is not None}
    return desk.page(
        "case.html",
        status=status,
        failed=failed,
        dossier=found,
        earlier=raised.cases,
        window_days=raised.window_days,
        case=found.row.case,
        photos=[one for one in found.photos if not is_voice(one) and not is_ours(one)],
        voices=[one for one in found.photos if is_voice(one)],
        lines=lines(
            found.messages, found.photos, found.names, await desk.read(reaching.ways, found.messages)
        ),
        history=happenings(found.events, found.names, named, zone=desk.zone, now=desk.now),
        **await deadline_facts(desk, found),
        seen=found.events[-1].id if found.events else 0,
        colleagues=[one for one in await desk.read(staff.of_centre) if one.disabled_at is None],
        departments=departments,
        people=await desk.read(residents.residents) if _is_unbound(found) else [],
        close_reasons=CloseReason,
        outcomes=Outcome,
        by_hand=BY_HAND,
        most_pictures=MOST_PICTURES,
        most_bytes=MOST_UPLOAD - MOST_BODY,
        **triage_context(desk, found),
        **await transfer_context(desk, found),
        caused_by=await desk.parts.store.read_soon(
            lambda session: notice_cases.notice_of(session, found.row.case.id or 0)
        ),
        same=await same_matter.for_case(desk, found.row.case),
        improving=await improving.for_case(desk, found.row.case),
    )


def _is_unbound(found: archive.Dossier) -> bool:
    return found.owner is None


@router.get("/cases", name="cases")
async def search(desk: AtDesk, q: str = "", state: str = "", kind: str = "", after: str = "") -> Response:
    asked = {
        "q": q[:100],
        "state": state if state in set(CaseState) else "",
        "kind": kind if kind in set(Kind) else "",
    }
    found = await desk.read(
        archive.listed,
        words=asked["q"],
        state=asked["state"],
        kind=asked["kind"],
        after=wanted_number(after),
        per_page=PER_PAGE,
    )
    return desk.page("cases.html", found=found, asked=asked, states=CaseState, kinds=Kind)
