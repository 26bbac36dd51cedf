"""Language and colours: kept in the browser, changed by a form so that no script is needed."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from console import forms, languages
from console.desk import parts_of
from console.shell import THEME_COOKIE, THEMES
from console.signing_in import inside

router = APIRouter()
YEAR = 365 * 86400


class PreferencesForm(forms.Form):
    language: str = ""
    theme: str = ""
    next: str = ""


@router.post("/preferences", name="preferences")
async def keep(request: Request) -> Response:
    form = (await forms.read(request, PreferencesForm)).form or PreferencesForm()
    response = RedirectResponse(inside(request, form.next), 303)
    keep_language(response, request, form.language)
    if form.theme in THEMES:
        _keep(response, request, THEME_COOKIE, form.theme)
    return response


def keep_language(response: Response, request: Request, language: str) -> None:
    """In this browser; one that the console does not speak changes nothing."""
    if language in languages.SHELLS:
        _keep(response, request, languages.COOKIE, language)


def _keep(response: Response, request: Request, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        path=request.scope["app_root_path"] or "/",
        samesite="lax",
        secure=parts_of(request).settings.https,
        httponly=True,
    )
