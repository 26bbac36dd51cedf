"""Is the process alive, can it work: /livez and /readyz (RELIABILITY 6)."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.heart import Heart
from storage import Session, Store
from storage.migrating import current, newest

LEAST_FREE = 0.05


class _RolledBack(Exception):
    pass


def health(store: Store, files: Path, heart: Heart, clock: Callable[[], datetime]) -> list[Route]:
    """Routes for whoever watches the server; they tell no secret."""

    async def livez(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        faults = await store.read_soon(lambda session: _faults_of_schema(store, session))
        if not await _can_write(store):
            faults.append("the database takes no writes")
        usage = shutil.disk_usage(files)
        if usage.free / usage.total < LEAST_FREE:
            faults.append("the disk is nearly full")
        if not heart.is_beating(clock()):
            faults.append("due work is not looked at")
        return JSONResponse({"ready": not faults, "faults": faults}, status_code=503 if faults else 200)

    return [Route("/livez", livez), Route("/readyz", readyz)]


def _faults_of_schema(store: Store, session: Session) -> list[str]:
    session.connection()
    at = current(store)
    return [] if at == newest() else [f"the database stands at migration {at}, not {newest()}"]


async def _can_write(store: Store) -> bool:
    def trial(session: Session) -> None:
        session.connection().execute(text("UPDATE chain SET hash = hash WHERE centre_id = -1"))
        raise _RolledBack

    try:
        await store.write_soon(trial)
    except _RolledBack:
        return True
    except Exception:  # noqa: BLE001  whatever it is, it cannot write
        return False
    return False
