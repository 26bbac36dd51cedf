"""Whoever is signed in, by themselves: password, authenticator, where they are signed in, language."""

import re
import secrets
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from console import forms, languages, own_account, sessions
from console.browsers import named
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.preferences import keep_language
from console.proving import CodeForm, authenticator, codes_page, recovery_codes, told
from console.signing_in import keep
from console.words import refusal, say
from desk import own_account as own
from desk import second_factor
from desk.second_factor import Proof
from procedures.refused import Refused
from storage import Missing, Session, staff

router = APIRouter()
MARK = re.compile(r"[0-9a-f]{16}")
Password = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class PasswordForm(forms.Form):
    old: Password
    new: Password
    again: Password


class ProofForm(forms.Form):
    password: Password


class LanguageForm(forms.Form):
    language: str


@router.post("/me/password", name="change_password")
async def change_password(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, PasswordForm)
    form = given.form
    if form is None:
        return await _faulty(desk, "password", given)
    if form.new != form.again:
        failed = Failed("password", "", {}, {"again": say("This is another password than above.")})
        return await own_account.page(desk, failed=failed, status=422)
    try:
        await _knows(desk, form.old)
        hashed = await run_in_threadpool(own.new_hash, desk.staff, form.old, form.new)
    except Refused as refused:
        return await _refused(desk, "password", refused)

    def unit(session: Session) -> str:
        own.change_password(session, desk.staff, hashed, now=desk.now)
        return _anew(session, desk)

    response = desk.to("own_account", done="Your password is changed. Every other browser is signed out.")
    keep(response, request, await desk.write(unit))
    return response


@router.post("/me/authenticator", name="begin_authenticator")
async def begin(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, ProofForm)
    if given.form is None:
        return await _faulty(desk, "authenticator", given)
    fresh, key = secrets.token_bytes(second_factor.SECRET_BYTES), desk.parts.settings.secret
    try:
        await _knows(desk, given.form.password)
        await desk.write(lambda session: second_factor.begin(session, desk.staff, fresh, key=key))
    except Refused as refused:
        return await _refused(desk, "authenticator", refused)
    return desk.to("own_authenticator")


@router.get("/me/authenticator", name="own_authenticator")
async def show(desk: AtDesk) -> Response:
    return await _authenticator_page(desk)


@router.post("/me/authenticator/confirm", name="confirm_authenticator")
async def confirm(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, CodeForm)
    code, recovery = given.form.code if given.form else "", recovery_codes()

    def unit(session: Session) -> tuple[Proof, str]:
        key = desk.parts.settings.secret
        proof = second_factor.confirm(session, desk.staff, code, recovery, key=key, now=desk.now)
        return proof, _anew(session, desk) if proof is Proof.GIVEN else ""

    proof, token = await desk.write(unit)
    if proof is not Proof.GIVEN:
        return await _authenticator_page(desk, proof)
    response = codes_page(request, recovery, request.url_for("own_account").path)
    keep(response, request, token)
    return response


@router.post("/me/authenticator/recovery", name="renew_recovery")
async def renew(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, CodeForm)
    code, recovery = given.form.code if given.form else "", recovery_codes()

    def unit(session: Session) -> Proof:
        proof = _prove(session, desk, code)
        if proof is Proof.GIVEN:
            second_factor.renew(session, desk.staff, recovery, now=desk.now)
        return proof

    proof = await desk.write(unit)
    if proof is not Proof.GIVEN:
        return await own_account.page(desk, failed=told(proof, "recovery"), status=409)
    return codes_page(request, recovery, request.url_for("own_account").path)


@router.post("/me/authenticator/remove", name="remove_authenticator")
async def remove(request: Request, desk: AtDesk) -> Response:
    """Whoever has to have one is out, and sets up another to come in again."""
    given = await forms.read(request, CodeForm)
    code = given.form.code if given.form else ""

    def unit(session: Session) -> Proof:
        proof = _prove(session, desk, code)
        if proof is Proof.GIVEN:
            second_factor.turn_off(session, desk.staff, now=desk.now)
            if desk.parts.settings.second_factor.is_asked_of(desk.actor.role):
                staff.end_sessions(session, desk.actor.staff_id)
        return proof

    proof = await desk.write(unit)
    if proof is not Proof.GIVEN:
        return await own_account.page(desk, failed=told(proof, "remove"), status=409)
    return desk.to("own_account", done="The authenticator is removed.")


@router.post("/me/sessions/{mark}/end", name="end_own_session")
async def end_session(mark: str, desk: AtDesk) -> Response:
    if not MARK.fullmatch(mark):
        raise Missing
    ended = await desk.write(
        lambda session: staff.end_sessions(session, desk.actor.staff_id, but=_mine(desk), only=mark)
    )
    if not ended:
        raise Missing
    return desk.to("own_account", done="That browser is signed out.")


@router.post("/me/sessions/end-others", name="end_other_sessions")
async def end_others(desk: AtDesk) -> Response:
    await desk.write(lambda session: staff.end_sessions(session, desk.actor.staff_id, but=_mine(desk)))
    return desk.to("own_account", done="Every other browser is signed out.")


@router.post("/me/language", name="own_language")
async def speak(request: Request, desk: AtDesk) -> Response:
    form = (await forms.read(request, LanguageForm)).form
    language = form.language if form else ""
    try:
        await desk.write(lambda session: own.speak(session, desk.actor.staff_id, language))
    except Refused as refused:
        return await _refused(desk, "language", refused)
    languages.use(language)
    response = desk.to("own_account", done="The console speaks your language now.")
    keep_language(response, request, language)
    return response


async def _knows(desk: Desk, password: str) -> None:
    """Raises Refused."""
    who = desk.actor.staff_id
    if not await desk.write(lambda session: own.may_try(session, who, now=desk.now)):
        raise Refused("refused.code_too_often")
    if not await run_in_threadpool(own.is_password, desk.staff, password):
        raise Refused("refused.password_wrong")
    await desk.write(lambda session: own.tried_well(session, who))


def _prove(session: Session, desk: Desk, code: str) -> Proof:
    return second_factor.prove(session, desk.staff, code, key=desk.parts.settings.secret, now=desk.now)


def _anew(session: Session, desk: Desk) -> str:
    browser = named(desk.request.headers.get("user-agent", ""))
    return sessions.anew(session, _token(desk), desk.actor.staff_id, browser=browser, now=desk.now)


def _token(desk: Desk) -> str:
    return desk.request.cookies.get(desk.parts.cookie, "")


def _mine(desk: Desk) -> str:
    return sessions.fingerprint(_token(desk))


async def _authenticator_page(desk: Desk, proof: Proof = Proof.GIVEN) -> Response:
    key = desk.parts.settings.secret
    secret = await desk.read(lambda session, _: second_factor.begun(session, desk.staff, key=key))
    if secret is None:
        return RedirectResponse(desk.request.url_for("own_account").path, 303)
    return desk.page(
        "own_authenticator.html",
        status=200 if proof is Proof.GIVEN else 409,
        failed=told(proof, "code"),
        **authenticator(desk.staff, secret),
    )


async def _faulty(desk: Desk, form: str, given: forms.Read) -> Response:
    failed = Failed(form, say("Please look at the marked fields."), {}, given.faults)
    return await own_account.page(desk, failed=failed, status=422)


async def _refused(desk: Desk, form: str, refused: Refused) -> Response:
    failed = Failed(form, refusal(refused), {}, NOT_FAILED.faults)
    return await own_account.page(desk, failed=failed, status=409)
