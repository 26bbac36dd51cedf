"""The console's three languages: catalogs merged into the shell's, and which one a request gets."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from starlette.requests import Request
from starlette_admin import i18n

COOKIE = "huifang_language"
# Ours by the shell's name of the same language.
SHELLS = {"zh-Hant": "zh_Hant", "zh-Hans": "zh", "en": "en"}
OURS = {shell: ours for ours, shell in SHELLS.items()}
NAMES = {"zh-Hant": "繁體中文", "zh-Hans": "简体中文", "en": "English"}
FIRST = "zh-Hant"

TAGS = {
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-hant": "zh-Hant",
    "zh": "zh-Hans",
    "en": "en",
}


@cache
def catalog(locale: str) -> Catalog:
    """All texts of a language; one file per corner of the console."""
    whole = Catalog(locale=locale.replace("-", "_"))
    for source in files("locales").joinpath("console", locale, "LC_MESSAGES").iterdir():
        with source.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    whole[message.id] = message
    return whole


@cache
def merge_catalog(locale: str) -> None:
    """Add our texts to the shell's; its catalogs belong to the process, so once is enough.

    At first use, not at start: reading three catalogs takes 90 ms.
    """
    compiled = BytesIO()
    write_mo(compiled, catalog(locale))
    compiled.seek(0)
    target = i18n.translations[SHELLS[locale]]
    assert isinstance(target, Translations)
    target.merge(Translations(fp=compiled, domain="admin"))


def choose(request: Request, *, preferred: str | None = None) -> str:
    """The cookie's language, else that of the account, else the browser's, else traditional Chinese."""
    cookie = request.cookies.get(COOKIE)
    if cookie in SHELLS:
        return cookie
    return preferred if preferred in SHELLS else next(_accepted(request), FIRST)


def use(locale: str) -> None:
    """For the rest of this request."""
    merge_catalog(locale)
    i18n.set_locale(SHELLS[locale])


def current() -> str:
    return OURS.get(i18n.get_locale(), FIRST)


def _accepted(request: Request) -> Iterator[str]:
    """LIBRARIES 3, trap 10: the shell compares Accept-Language exactly."""
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag = part.split(";")[0].strip()
        found = TAGS.get("-".join(tag.split("-")[:2])) or TAGS.get(tag.split("-", maxsplit=1)[0])
        if found:
            yield found
