"""aiogram's generated types as the oracle: what the bot calls and what the fake hands out must both fit."""

from functools import cache
from typing import Any, get_args, get_origin

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile, InputFile, Update
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json, to_jsonable_python

from tests.fakes.telegram.shapes import Json, Upload, bad_request

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__.lower(): method
    for method in vars(aiogram.methods).values()
    if isinstance(method, type) and issubclass(method, TelegramMethod) and method is not TelegramMethod
}


class SchemaError(Exception):
    """The bot sent something the Bot API's schema does not know."""


class OwnError(AssertionError):
    """The fake itself built something that is not the Bot API's."""


def _is_structured(annotation: Any) -> bool:
    if get_origin(annotation) is list:
        return True
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    return any(_is_structured(part) for part in get_args(annotation))


@cache
def structured_fields(method: type[TelegramMethod[Any]]) -> frozenset[str]:
    """The parameters that travel as a JSON text inside forms."""
    return frozenset(n for n, f in method.model_fields.items() if _is_structured(f.annotation))


def read_params(method: type[TelegramMethod[Any]], raw: Json) -> Json:
    """JSON texts decoded and chat ids as numbers, as the server reads any kind of body."""
    params = dict(raw)
    for name in structured_fields(method) & params.keys():
        if isinstance(params[name], str):
            params[name] = _decoded(name, params[name])
    chat = params.get("chat_id")
    if isinstance(chat, str) and chat.lstrip("-").isdigit():
        params["chat_id"] = int(chat)
    return params


def _decoded(name: str, value: str) -> Any:
    if value.startswith("attach://") or value[:1] not in "[{":
        return value
    try:
        return from_json(value)
    except ValueError as broken:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from broken


def check_call(method: type[TelegramMethod[Any]], params: Json, files: dict[str, Upload]) -> Json:
    """The parameters with numbers as numbers. Raises SchemaError naming each offending place."""
    parts = {name: BufferedInputFile(f.content, f.filename) for name, f in files.items()}
    given = params | {name: part for name, part in parts.items() if name in method.model_fields}
    try:
        built = method.model_validate(given)
    except ValidationError as wrong:
        raise SchemaError(_places(wrong)) from wrong
    unknown = sorted(_extras(built, method.__api_method__))
    if unknown:
        raise SchemaError(f"unknown fields: {', '.join(unknown)}")
    given = {name: getattr(built, name) for name in params}
    return {name: _plain(value) for name, value in given.items() if not isinstance(value, InputFile)}


def _plain(value: Any) -> Any:
    """As it was sent: without the defaults that the models fill in."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    return to_jsonable_python(value)


def _places(wrong: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in wrong.errors())


def _extras(value: Any, path: str) -> list[str]:
    """Where a built model carries fields its schema does not have."""
    if isinstance(value, list | tuple):
        return [place for i, item in enumerate(value) for place in _extras(item, f"{path}.{i}")]
    if not isinstance(value, BaseModel):
        return []
    own = [f"{path}.{name}" for name in value.model_extra or {}]
    return own + [
        p for name in value.model_fields_set for p in _extras(getattr(value, name), f"{path}.{name}")
    ]


@cache
def _result_type(method: type[TelegramMethod[Any]]) -> TypeAdapter[Any]:
    return TypeAdapter(method.__returning__)


def check_result(method: type[TelegramMethod[Any]], result: Any) -> None:
    _check(_result_type(method), result, method.__api_method__)


_UPDATE = TypeAdapter(Update)


def check_update(update: Json) -> None:
    _check(_UPDATE, update, "update")


def _check(adapter: TypeAdapter[Any], value: Any, name: str) -> None:
    try:
        built = adapter.validate_python(value)
    except ValidationError as wrong:
        raise OwnError(f"{name}: {_places(wrong)}") from wrong
    unknown = _extras(built, name)
    if unknown:
        raise OwnError(f"{name} has unknown fields: {', '.join(unknown)}")
