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
    https = parts_of(request).settings.https
    form = (await forms.read(request, PreferencesForm)).form or PreferencesForm()
    response = RedirectResponse(inside(request, form.next), 303)
    path = request.scope["app_root_path"] or "/"
    for name, value, known in (
        (languages.COOKIE, form.language, languages.SHELLS),
        (THEME_COOKIE, form.theme, THEMES),
    ):
        if value in known:
            response.set_cookie(
                name,
                value,
                max_age=YEAR,
                path=path,
                samesite="lax",
                secure=https,
                httponly=True,
            )
    return response
