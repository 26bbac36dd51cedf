"""A form that does one thing at the desk, with a list of ticked cases or guests if it has one."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from console import forms
from console.desk import Desk, Failed
from console.words import refusal, say
from procedures.refused import Refused
from storage import Session
from storage.missing import row_id

F = TypeVar("F", bound=forms.Form)
T = TypeVar("T")
# As many cases as a page lists, and the form's own fields.
MOST_FIELDS = 400
CASES, GUESTS = "cases", "guests"


async def ticked(request: Request, name: str = CASES) -> list[int]:
    """The rows that are ticked. Raises Missing for what is none at all."""
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as given:
        wanted = [value for value in given.getlist(name) if isinstance(value, str)]
    return [row_id(int(value) if value.isascii() and value.isdigit() else 0) for value in wanted]


async def read(request: Request, model: type[F]) -> forms.Read[F]:
    """The rest of the form, checked strictly."""
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as given:
        typed = {
            name: value.replace("\r\n", "\n")
            for name, value in given.items()
            if isinstance(value, str) and name not in (forms.CSRF, CASES, GUESTS)
        }
    try:
        return forms.Read(typed, model.model_validate(typed), {})
    except ValidationError as error:
        return forms.Read(
            typed, None, {str(fault["loc"][0]): forms.why(fault["type"]) for fault in error.errors()}
        )


async def carry_out(
    request: Request,
    desk: Desk,
    model: type[F],
    name: str,
    unit: Callable[[Session, F], T],
    *,
    failed: Callable[[Failed, int], Awaitable[Response]],
    done: Callable[[T], Response],
) -> Response:
    """Read, write once, look at the page anew; a form that failed is shown again as it was typed."""
    given = await read(request, model)
    filled = given.form
    if filled is None:
        why = say("Please look at the marked fields.")
        return await failed(Failed(name, why, given.typed, given.faults), 422)
    try:
        result: Any = await desk.write(lambda session: unit(session, filled))
    except Refused as refused:
        return await failed(Failed(name, refusal(refused), given.typed, {}), 409)
    return done(result)
