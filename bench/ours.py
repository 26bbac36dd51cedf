"""Our own server for the benches: the real application in webhook mode on SQLite, sends left in the outbox.

python -m bench.ours --port N --data FOLDER --secret S [--wechat] [--sends URL]
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, func, select
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.scripts import wechat
from bot.app import App, serve
from bot.gate.opening import open_gate
from bot.settings import read_settings
from desk.telling import listener, say_spoken
from dialogs.speech import Spoken
from storage import Session, Store, open_store, turns
from storage.migrating import migrate
from storage.tables import Case, Centre, Outbox

ACCOUNT = "telegram:main"
WAITING, CHATS = 500, 40


class Counted(App):
    """The application, with a path of the bench beside it."""

    def asgi(self) -> ASGIApp:
        return Counting(super().asgi(), self.store)


class Counting:
    """Beside the application, paths of the bench: how many conversations came to their end; a full outbox."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self._app = app
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope.get("path"):
            case "/filed":
                told = await self._store.read_soon(_filed)
            case "/fill":
                told = await self._store.write_soon(_fill)
            case _:
                await self._app(scope, receive, send)
                return
        await PlainTextResponse(str(told))(scope, receive, send)


def _filed(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Case)).one()


def _fill(session: Session) -> int:
    """As many messages to Telegram chats as shall wait; how many were missing."""
    now = datetime.now(UTC)
    is_open = col(Outbox.done_at).is_(None)
    waiting = session.exec(select(func.count()).select_from(Outbox).where(is_open)).one()
    for number in range(WAITING - waiting):
        chat = str(9_000_000 + number % CHATS)
        talk = turns.talk_of(session, ACCOUNT, chat) or turns.begin_talk(
            session, 1, ACCOUNT, chat, name="", locale="zh-Hant"
        )
        say_spoken(session, listener(session, talk.contact_id), Spoken("師傅明早到"), now=now)
    return WAITING - waiting


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
    parser.add_argument("--sends", default="", help="send, too, to a Bot API at this address")
    given = parser.parse_args()
    url = f"sqlite:///{given.data / 'huifang.db'}"
    settings = read_settings(
        {},
        environment="test",
        role="all" if given.sends else "web",
        port=str(given.port),
        secret=given.secret,
        database_url=url,
        files=given.data / "files",
        telegram_token="1:bench",
        telegram_mode="webhook",
        public_url="https://bench.example",
        telegram_secret=given.secret,
        **({"telegram_api": given.sends, "wechat_api": given.sends} if given.sends else {}),
        **(wechat.SETTINGS if given.wechat else {}),
    )
    gate = open_gate(settings)
    migrate(url)
    store = open_store(url)
    store.write(_seed)
    serve(settings, store, Counted, gate)


if __name__ == "__main__":
    main()
