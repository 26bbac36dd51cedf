"""The shell: starlette-admin's templates, styles, texts, CSRF and flash messages under a theme of ours.

It has no views of its own yet, so none of its addresses is served: the pages of work are ours.
"""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.staticfiles import StaticFiles
from starlette_admin import BaseAdmin, BaseTheme, CustomView, I18nConfig
from starlette_admin.theme import CoreIcons, IconSet

from console.settings import ConsoleSettings

THEME_COOKIE = "huifang_theme"
THEMES = ("auto", "light", "dark")


class Theme(BaseTheme):
    """Our `templates/` over the shell's, Tabler's colours by the cookie of whoever looks."""

    name = "huifang"
    package = "console"

    def get_icon_set(self) -> IconSet:
        return CoreIcons()

    def html_attrs(self, request: Request) -> dict[str, str]:
        wish = theme_of(request)
        shown = "dark" if wish == "dark" else "light"
        return {"data-theme": wish, "data-bs-theme": shown, "data-bs-theme-base": "zinc"}


def theme_of(request: Request) -> str:
    wish = request.cookies.get(THEME_COOKIE, "auto")
    return wish if wish in THEMES else "auto"


def make_shell(settings: ConsoleSettings) -> BaseAdmin:
    return BaseAdmin(
        title="Huifang",
        theme=Theme(),
        secret_key=settings.secret,
        index_view=CustomView(add_to_menu=False),
        i18n_config=I18nConfig(
            default_locale="zh_Hant", language_cookie_name=None, language_header_name=None
        ),
        timezone_config=None,
    )


def middlewares(shell: BaseAdmin) -> list[Middleware]:
    """Language, CSRF and flash messages, in the shell's order."""
    return shell.middlewares


def static_files() -> StaticFiles:
    """Ours first, then Tabler and the icons as the shell ships them; no foreign host is asked."""
    return StaticFiles(packages=[("console", "static"), ("starlette_admin", "static")])
