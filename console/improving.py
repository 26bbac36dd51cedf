"""Improvement: reviews of what repeats, actions, and proposals to change a procedure, in three tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.history import actor
from console.numbers import row_id
from procedures.improving import ActionKind, Improve, may
from storage import Missing, Session, archive, improving, staff
from storage.tables import Case, Review

router = APIRouter()
TABS = ("reviews", "actions", "proposals")


@dataclass(frozen=True)
class Behind:
    """A review with its numbers and the numbers of the cases behind it."""

    review: Review
    figures: dict[str, Any]
    effect: dict[str, Any]
    cases: Sequence[str]


@router.get("/improvement", name="improvement")
async def show(desk: AtDesk, tab: str = "reviews") -> Response:
    return await improvement_page(desk, tab if tab in TABS else TABS[0])


@router.get("/reviews/{review_id}", name="show_review")
async def show_one(review_id: str, desk: AtDesk) -> Response:
    return await review_page(desk, row_id(review_id))


async def improvement_page(
    desk: Desk, tab: str, *, failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    names = await desk.read(archive.staff_names)
    found = await desk.read(improving.proposals)
    return desk.page(
        "improvement.html",
        status=status,
        failed=failed,
        tab=tab,
        tabs=TABS,
        reviews=await desk.read(improving.reviews),
        actions=await desk.read(improving.actions_of),
        proposals=found,
        filers={one.id: actor(one.filed_by, names) for one in found},
        numbers=await desk.read(improving.case_numbers, [one.case_id for one in found if one.case_id]),
        names=names,
        rights=rights(desk),
    )


async def review_page(
    desk: Desk, review_id: int, *, failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    found = await desk.read(_behind, review_id)
    return desk.page(
        "review.html",
        status=status,
        failed=failed,
        found=found,
        review=found.review,
        actions=await desk.read(improving.actions_of, review_id=review_id),
        names=await desk.read(archive.staff_names),
        colleagues=[one for one in await desk.read(staff.of_centre) if one.disabled_at is None],
        action_kinds=ActionKind,
        rights=rights(desk),
        today=desk.now.astimezone(desk.zone).date(),
    )


def rights(desk: Desk) -> set[str]:
    """What of improvement whoever looks may do."""
    return {str(act) for act in Improve if may(desk.actor.role, act)}


async def for_case(desk: Desk, case: Case) -> dict[str, Any]:
    """What the case page shows of it."""
    found = await desk.read(improving.proposals_of, case.id)
    names = await desk.read(archive.staff_names)
    return {
        "actions": await desk.read(improving.actions_of, case_id=case.id),
        "proposals": found,
        "filers": {one.id: actor(one.filed_by, names) for one in found},
        "action_kinds": ActionKind,
        "rights": rights(desk),
        "today": desk.now.astimezone(desk.zone).date(),
    }


def _behind(session: Session, review_id: int, centre_id: int) -> Behind:
    review = session.get(Review, review_id)
    if review is None or review.centre_id != centre_id:
        raise Missing
    ids = msgspec.json.decode(review.case_ids)
    numbers = improving.case_numbers(session, ids, centre_id)
    figures, effect = msgspec.json.decode(review.figures), msgspec.json.decode(review.effect)
    return Behind(review, figures, effect, list(numbers.values()))
