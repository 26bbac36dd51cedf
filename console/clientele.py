"""A consultancy has clients where an estate has owners: its own words, where the catalogs have some (C1)."""

from contextvars import ContextVar

from starlette_admin import i18n

CONTEXT = "client"
"""The message context ("msgctxt") of a text as a consultancy reads it."""
_serves_clients: ContextVar[bool] = ContextVar("serves_clients", default=False)


def serve_clients(*, so: bool) -> None:
    """For the rest of this request."""
    _serves_clients.set(so)


def gettext(text: str) -> str:
    if _serves_clients.get():
        said = i18n.translations[i18n.get_locale()].pgettext(CONTEXT, text)
        if said != text:
            return str(said)
    return i18n.gettext(text)
