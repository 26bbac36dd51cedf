"""Open letters: written for an incident, agreed to, sent, printed on A4."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, ticks
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.incidents import incident_page
from console.numbers import row_id
from desk import open_letters as acts
from desk import sending_letters
from desk.centres import working
from procedures.kinds import Role
from storage import Missing, Session, archive, incidents, open_letters
from storage.tables import Incident, Letter, Owner

router = APIRouter()


class DraftForm(forms.Form):
    title: forms.Line
    body: forms.Said


class DecideForm(forms.Form):
    decision: Literal["agree", "disagree"]
    reason: forms.Words = ""


class SendForm(forms.Form):
    pass


class HandOverForm(forms.Form):
    words: forms.Said


@router.post("/incidents/{number}/letter", name="draft_letter")
async def draft(number: str, request: Request, desk: AtDesk) -> Response:
    found = await desk.read(incidents.by_number, number)

    def unit(session: Session, form: DraftForm) -> int:
        about: dict[str, Any] = {"title": form.title, "body": form.body}
        return acts.draft(session, found.id or 0, **about, by=desk.actor, now=desk.now)

    async def again(failed: Failed, status: int) -> Response:
        return await incident_page(desk, number, failed=failed, status=status)

    return await ticks.carry_out(
        request,
        desk,
        DraftForm,
        "draft_letter",
        unit,
        failed=again,
        done=lambda letter: desk.to("show_letter", letter_id=letter, done="The letter waits for agreement."),
    )


@router.get("/open-letters/{letter_id}", name="show_letter")
async def show(letter_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(letter_id))


@router.post("/open-letters/{letter_id}/decide", name="decide_letter")
async def decide(letter_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(letter_id)
    await desk.read(_letter, which)

    def unit(session: Session, form: DecideForm) -> None:
        agree = form.decision == "agree"
        acts.decide(session, which, agree=agree, reason=form.reason, by=desk.actor, now=desk.now)

    return await ticks.carry_out(
        request,
        desk,
        DecideForm,
        "decide_letter",
        unit,
        failed=lambda failed, status: _page(desk, which, failed=failed, status=status),
        done=lambda _: desk.to("show_letter", letter_id=which, done="The decision is on record."),
    )


@router.post("/open-letters/{letter_id}/send", name="send_letter")
async def send(letter_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(letter_id)
    await desk.read(_letter, which)
    return await ticks.carry_out(
        request,
        desk,
        SendForm,
        "send_letter",
        lambda session, _: sending_letters.send(session, which, by=desk.actor, now=desk.now),
        failed=lambda failed, status: _page(desk, which, failed=failed, status=status),
        done=lambda _: desk.to("show_letter", letter_id=which, done="Sent, and filed with each case."),
    )


@router.post("/letter-copies/{copy_id}/hand-over", name="hand_over")
async def hand_over(copy_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(copy_id)
    letter = await desk.read(_letter_of_copy, which)
    return await ticks.carry_out(
        request,
        desk,
        HandOverForm,
        f"copy-{which}",
        lambda session, form: sending_letters.hand_over(
            session, which, words=form.words, by=desk.actor, now=desk.now
        ),
        failed=lambda failed, status: _page(desk, letter, failed=failed, status=status),
        done=lambda _: desk.to("show_letter", letter_id=letter, done="The delivery is on record."),
    )


def _letter(session: Session, letter_id: int, centre_id: int) -> tuple[Letter, Incident]:
    found = session.get(Letter, letter_id)
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found, session.get_one(Incident, found.incident_id)


def _letter_of_copy(session: Session, copy_id: int, centre_id: int) -> int:
    return open_letters.letter_of(session, copy_id, centre_id)


def _approvers(session: Session, centre_id: int, desk: Desk) -> frozenset[Role]:
    return working(session, centre_id, now=desk.now).procedure.incidents.letter_by


async def _page(desk: Desk, letter_id: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    letter, incident = await desk.read(_letter, letter_id)
    approvers = await desk.parts.store.read_soon(lambda session: _approvers(session, desk.centre_id, desk))
    return desk.page(
        "letter.html",
        status=status,
        failed=failed,
        letter=letter,
        incident=incident,
        copies=await desk.parts.store.read_soon(lambda session: open_letters.copies(session, letter_id)),
        names=await desk.read(archive.staff_names),
        may_decide=desk.actor.role in approvers and letter.drafted_by != desk.actor.staff_id,
    )


@router.get("/owners/{owner_id}/letters", name="owner_letters")
async def of_owner(owner_id: str, desk: AtDesk) -> Response:
    """The owner's archive of open letters (B4.1.2.1)."""
    owner = await desk.read(_owner, row_id(owner_id))
    letters = await desk.read(open_letters.filed_with, owner_id=owner.id)
    return desk.page("owner_letters.html", owner=owner, letters=letters)


def _owner(session: Session, owner_id: int, centre_id: int) -> Owner:
    found = session.get(Owner, owner_id)
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found
