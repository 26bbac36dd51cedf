"""python-telegram-bot's transport with our timeouts, told more exactly what the answers mean."""

import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import HTTPXRequest

CONNECTIONS = 40
CONNECT, READ, WRITE, POOL = 5.0, 20.0, 20.0, 5.0
NAMED = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
}


class TooMany(TelegramError):
    """429: nothing was sent, and nothing may be for so long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Too many requests; wait {wait.total_seconds():.0f} s")
        self.wait = wait


class Transport(HTTPXRequest):
    def __init__(self, proxy: str | None = None) -> None:
        super().__init__(
            connection_pool_size=CONNECTIONS,
            connect_timeout=CONNECT,
            read_timeout=READ,
            write_timeout=WRITE,
            pool_timeout=POOL,
            media_write_timeout=WRITE,
            proxy=proxy or None,
            # the environment's proxy variables are not ours to obey
            httpx_kwargs={"trust_env": False},
        )

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **options)
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            _tell(status, body)
        return status, body


def _tell(status: int, body: bytes) -> None:
    """Raises for the refusals that the library would misread; the rest it names itself."""
    answer = _read(body)
    if answer is None:
        # A gateway speaks, not Telegram: a 403 of its must not make an owner unreachable.
        raise NetworkError(f"HTTP {status} without Telegram's answer")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = (answer.get("parameters") or {}).get("retry_after") or 5
        raise TooMany(timedelta(seconds=seconds))
    if status not in NAMED:
        raise BadRequest(str(answer.get("description")))


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and answer.get("ok") is False else None
