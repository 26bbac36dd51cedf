"""Read a call's parameters from the query, a JSON body, a urlencoded or a multipart form."""

from aiohttp import web

from tests.fakes.telegram.shapes import Json, Upload, bad_request


async def read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        return params | await _json(request), {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read())
        else:
            params[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return params, files


async def _json(request: web.Request) -> Json:
    try:
        found = await request.json()
    except ValueError as broken:
        raise bad_request("can't parse JSON") from broken
    if not isinstance(found, dict):
        raise bad_request("object expected as JSON body")
    return found
