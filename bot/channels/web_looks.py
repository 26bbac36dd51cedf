"""The pages' templates and files: read at start, served under the hash of all of them."""

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web_guard import Turned, armour

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FILES: Mapping[str, bytes] = {
    file.name: file.read_bytes()
    for file in sorted(
        files("bot.channels").joinpath("web_page/static").iterdir(), key=lambda file: file.name
    )
    if file.name[file.name.rfind(".") :] in MEDIA_TYPES
}
VERSION = sha256(b"".join(FILES.values())).hexdigest()[:12]
STATIC = f"/chat/static/{VERSION}"

_pages = Environment(
    loader=PackageLoader("bot.channels", "web_page/templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, *, status: int = 200, **facts: object) -> Response:
    """A page of our own, armoured."""
    return armour(HTMLResponse(_pages.get_template(name).render(facts, static=STATIC), status))


async def static(request: Request) -> Response:
    """One of our files; by an old address too, so that a page from before an update still works."""
    name = request.path_params["name"]
    if name not in FILES:
        raise Turned(404, "no_page")
    is_now = request.path_params["version"] == VERSION
    response = Response(FILES[name], media_type=MEDIA_TYPES[name[name.rfind(".") :]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_now else "no-cache"
    return armour(response)
