"""The templates of an account, read strictly from a file that the centre writes (docs/channels/wechat.md)."""

import tomllib
from pathlib import Path
from typing import Any

from procedures.forms import CONTENTS, kind_of
from procedures.reaching import Purpose
from storage.reaching import SUBSCRIPTION, TEMPLATE, Registered

KINDS = (TEMPLATE, SUBSCRIPTION)
KEYS = {"purpose", "kind", "id", "fields", "link"}


class WrongForms(ValueError):
    """What is wrong in the file, by the number of the entry; named by its setting."""


def read_forms(path: Path | None) -> tuple[Registered, ...]:
    """Raises WrongForms. Without a file there are no templates."""
    if path is None:
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: {path}: {fault}") from None
    if set(table) - {"form"} or not isinstance(table.get("form", []), list):
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: {path}: only [[form]] entries")
    found = tuple(_form(number, entry) for number, entry in enumerate(table.get("form", []), 1))
    if len({(one.purpose, one.kind) for one in found}) < len(found):
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: {path}: two forms of one purpose and kind")
    return found


def _form(number: int, entry: Any) -> Registered:
    if not isinstance(entry, dict) or set(entry) - KEYS:
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: form {number}: an entry has {', '.join(sorted(KEYS))}")
    purpose, kind = _one_of(number, entry, "purpose", tuple(Purpose)), _one_of(number, entry, "kind", KINDS)
    id_, link, fields = entry.get("id"), entry.get("link", ""), entry.get("fields")
    if not isinstance(id_, str) or not id_ or len(id_) > 64:  # noqa: PLR2004  as long as its column
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: form {number}: id is the template's id at WeChat")
    if not isinstance(link, str) or (link and not link.startswith("https://")):
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: form {number}: link begins with https://")
    if not isinstance(fields, dict) or not fields:
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: form {number}: fields name what stands where")
    for name, content in fields.items():
        _check(number, name, content)
    return Registered(purpose, kind, id_, fields, link)


def _one_of(number: int, entry: dict[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = entry.get(name)
    if value not in known:
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: form {number}: {name} is one of {', '.join(known)}")
    return str(value)


def _check(number: int, name: str, content: Any) -> None:
    try:
        kind_of(name)
    except ValueError as fault:
        raise WrongForms(f"HUIFANG_WECHAT_FORMS: form {number}: {fault}") from None
    if not isinstance(content, str) or not (content in CONTENTS or content.startswith("=")):
        raise WrongForms(
            f'HUIFANG_WECHAT_FORMS: form {number}: {name} holds one of {", ".join(CONTENTS)}, or "=words"'
        )
