"""The second step of signing in: a code, or setting up what makes codes (RELIABILITY 7.28-7.30)."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import RedirectResponse, Response

from console import forms, languages, sessions
from console.browsers import named
from console.desk import NOT_FAILED, Failed, Parts, SignInFirst, parts_of, render
from console.qr import drawn
from console.sessions import Waits
from console.signing_in import inside, keep
from console.words import refusal
from desk import second_factor
from desk.second_factor import Proof
from procedures.refused import Refused
from storage import Session
from storage.tables import Staff

router = APIRouter()
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
MANY, HALF = 10, 5
STATUS = {Proof.WRONG: 401, Proof.TOO_OFTEN: 429}


class CodeForm(forms.Form):
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    next: str = ""


@dataclass(frozen=True)
class Waiting:
    """Somebody whose password fitted, at the second step."""

    request: Request
    parts: Parts
    who: Staff
    token: str

    @property
    def key(self) -> str:
        return self.parts.settings.secret

    def anew(self, session: Session) -> str:
        browser = named(self.request.headers.get("user-agent", ""))
        assert self.who.id is not None
        return sessions.anew(session, self.token, self.who.id, browser=browser, now=self.parts.clock())


@router.get("/sign-in/code", name="prove")
async def show(request: Request) -> Response:
    await _waiting(request, Waits.CODE)
    return _code_page(request, _wish(request))


@router.post("/sign-in/code", name="do_prove")
async def prove(request: Request) -> Response:
    at = await _waiting(request, Waits.CODE)
    given = await forms.read(request, CodeForm)
    wish = given.typed.get("next", "")
    if given.form is None:
        return _code_page(request, wish, Proof.WRONG)
    code, now = given.form.code, at.parts.clock()

    def unit(session: Session) -> tuple[Proof, str]:
        proof = second_factor.prove(session, at.who, code, key=at.key, now=now)
        return proof, at.anew(session) if proof is Proof.GIVEN else ""

    proof, token = await at.parts.store.write_soon(unit)
    if proof is not Proof.GIVEN:
        return _code_page(request, wish, proof)
    response = RedirectResponse(inside(request, wish), 303)
    keep(response, request, token)
    return response


@router.get("/sign-in/set-up", name="set_up")
async def show_set_up(request: Request) -> Response:
    at = await _waiting(request, Waits.SET_UP)
    return await _set_up_page(at, _wish(request))


@router.post("/sign-in/set-up", name="do_set_up")
async def set_up(request: Request) -> Response:
    at = await _waiting(request, Waits.SET_UP)
    given = await forms.read(request, CodeForm)
    wish = given.typed.get("next", "")
    if given.form is None:
        return await _set_up_page(at, wish, Proof.WRONG)
    code, recovery, now = given.form.code, recovery_codes(), at.parts.clock()

    def unit(session: Session) -> tuple[Proof, str]:
        proof = second_factor.confirm(session, at.who, code, recovery, key=at.key, now=now)
        return proof, at.anew(session) if proof is Proof.GIVEN else ""

    proof, token = await at.parts.store.write_soon(unit)
    if proof is not Proof.GIVEN:
        return await _set_up_page(at, wish, proof)
    response = codes_page(request, recovery, inside(request, wish))
    keep(response, request, token)
    return response


def recovery_codes() -> list[str]:
    """Ten of 49 bits each, in halves that can be typed."""
    letters = ("".join(secrets.choice(LETTERS) for _ in range(HALF * 2)) for _ in range(MANY))
    return [f"{each[:HALF]}-{each[HALF:]}" for each in letters]


def codes_page(request: Request, recovery: Sequence[str], onward: str) -> Response:
    """Shown in this answer and nowhere again."""
    return render(request, "recovery_codes.html", recovery=recovery, onward=onward)


def told(proof: Proof, form: str) -> Failed:
    """What is said of a code that was not right."""
    return NOT_FAILED if proof is Proof.GIVEN else Failed(form, refusal(Refused(proof)), {}, {})


async def _waiting(request: Request, waits_for: Waits) -> Waiting:
    """Raises SignInFirst."""
    parts = parts_of(request)
    token = request.cookies.get(parts.cookie, "")
    who = await sessions.waiting(parts.store, token, waits_for, now=parts.clock()) if token else None
    if who is None:
        raise SignInFirst
    languages.use(languages.choose(request, preferred=who.locale))
    return Waiting(request, parts, who, token)


def _wish(request: Request) -> str:
    return request.query_params.get("next", "")


def _code_page(request: Request, wish: str, proof: Proof = Proof.GIVEN) -> Response:
    failed = told(proof, "code")
    return render(request, "sign_in_code.html", status=STATUS.get(proof, 200), failed=failed, wish=wish)


async def _set_up_page(at: Waiting, wish: str, proof: Proof = Proof.GIVEN) -> Response:
    secret = await at.parts.store.read_soon(lambda session: second_factor.begun(session, at.who, key=at.key))
    if secret is None:
        raise SignInFirst
    return render(
        at.request,
        "sign_in_set_up.html",
        status=STATUS.get(proof, 200),
        failed=told(proof, "code"),
        wish=wish,
        **authenticator(at.who, secret),
    )


def authenticator(who: Staff, secret: bytes) -> dict[str, object]:
    """What an authenticator is shown: a QR code, or the same in letters."""
    address = second_factor.address(who, secret)
    typed = base64.b32encode(secret).decode()
    return {"picture": drawn(address), "typed": [typed[at : at + 4] for at in range(0, len(typed), 4)]}
