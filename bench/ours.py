"""Our own server for the benches: the real application in webhook mode on SQLite, sends left in the outbox.

python -m bench.ours --port N --data FOLDER --secret S [--wechat]
"""

import argparse
from pathlib import Path

from sqlmodel import func, select
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.scripts import wechat
from bot.app import App, serve
from bot.gate.opening import open_gate
from bot.settings import read_settings
from storage import Session, Store, open_store
from storage.migrating import migrate
from storage.tables import Case, Centre


class Counted(App):
    """The application, with a path of the bench beside it."""

    def asgi(self) -> ASGIApp:
        return Counting(super().asgi(), self.store)


class Counting:
    """Beside the application, one path of the bench: how many conversations came to their end."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self._app = app
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != "/filed":
            await self._app(scope, receive, send)
            return
        filed = await self._store.read_soon(_filed)
        await PlainTextResponse(str(filed))(scope, receive, send)


def _filed(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Case)).one()


def _seed(session: Session) -> None:
    session.add(
        Centre(
            code="bench",
            name="雲景花園服務中心",
            zone="Asia/Shanghai",
            procedure="service_centre",
            holidays="CN",
            phone_service="0571-5550 1234",
            phone_24h="0571-5550 1200",
            phone_complaints="400-555-0199",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--secret", required=True)
    parser.add_argument("--wechat", action="store_true", help="hear a service account, too")
    given = parser.parse_args()
    url = f"sqlite:///{given.data / 'huifang.db'}"
    settings = read_settings(
        {},
        environment="test",
        role="web",
        port=str(given.port),
        secret=given.secret,
        database_url=url,
        files=given.data / "files",
        telegram_token="1:bench",
        telegram_mode="webhook",
        public_url="https://bench.example",
        telegram_secret=given.secret,
        **(wechat.SETTINGS if given.wechat else {}),
    )
    gate = open_gate(settings)
    migrate(url)
    store = open_store(url)
    store.write(_seed)
    serve(settings, store, Counted, gate)


if __name__ == "__main__":
    main()
