"""A consultancy has clients where an estate has owners: the same texts, with that one word (C1)."""

import re
from contextvars import ContextVar

from starlette_admin import i18n

# Never inside a placeholder ("%(owner)s"), nor in an id ("task.confirm_owner").
_OWNER = re.compile(r"(?<![(\w.])([Oo])wner(?=s?\b)(?!\)s)")
_ID = re.compile(r"[a-z_]+\.[a-z0-9_.-]+")
_CLIENT = {"O": "Client", "o": "client"}
_serves_clients: ContextVar[bool] = ContextVar("serves_clients", default=False)


def serve_clients(*, so: bool) -> None:
    """For the rest of this request."""
    _serves_clients.set(so)


def gettext(text: str) -> str:
    return fitted(i18n.gettext(text))


def ngettext(one: str, many: str, n: int) -> str:
    return fitted(i18n.ngettext(one, many, n))


def fitted(said: str) -> str:
    """A text of ours in the words of whom the centre serves; what people wrote never goes through here."""
    if not _serves_clients.get() or _ID.fullmatch(said):
        return said
    said = said.replace("業主", "客戶").replace("业主", "客户")
    return _OWNER.sub(lambda found: _CLIENT[found[1]], said)
