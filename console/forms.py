"""Forms as they arrive: read leniently, checked strictly, shown again with what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, NaiveDatetime, StringConstraints, ValidationError
from starlette.requests import Request

from console.words import say
from procedures.kinds import Cause

F = TypeVar("F", bound="Form")
MOST_FIELDS = 60
# The shell's own field; it has been checked by then.
CSRF = "csrftoken"

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
KindOfCause = Annotated[Cause | None, BeforeValidator(lambda value: value or None)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Moment = Annotated[NaiveDatetime | None, BeforeValidator(lambda value: value or None)]
Chosen = Annotated[int | None, BeforeValidator(lambda value: value or None)]

FAULTS = {
    "string_too_short": "Please fill this in.",
    "missing": "Please fill this in.",
    "string_too_long": "This is too long.",
    "value_error": "Please give day and time.",
}


class Form(BaseModel):
    """Unknown fields are refused (RELIABILITY 7.18)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seen: int = 0
    """The newest event that whoever filled this in had seen."""


@dataclass(frozen=True)
class Read(Generic[F]):
    """A form that was read, or what is wrong with it, by field."""

    typed: dict[str, str]
    form: F | None
    faults: dict[str, str]


async def read(request: Request, model: type[F]) -> Read[F]:
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as given:
        return checked(given.multi_items(), model)


def checked(given: Iterable[tuple[str, object]], model: type[F]) -> Read[F]:
    """The fields of a form that arrived, against what it may have."""
    typed = {name: value for name, value in given if isinstance(value, str) and name != CSRF}
    typed = {name: value.replace("\r\n", "\n") for name, value in typed.items()}
    try:
        return Read(typed, model.model_validate(typed), {})
    except ValidationError as error:
        return Read(typed, None, {str(fault["loc"][0]): why(fault["type"]) for fault in error.errors()})


def why(kind: str) -> str:
    """What is wrong with a field, by pydantic's name for it."""
    return say(FAULTS.get(kind, "Please choose one of the list."))
