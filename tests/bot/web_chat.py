"""A web chat over the real desk, for Lin to write to; on a real port where a test needs one."""

import io
import os
import socket
import threading
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI
from PIL import Image
from sqlmodel import col, select

from bot.channels.web import web_chat
from bot.channels.web_settings import WebChatSettings
from bot.intake import Intake
from bot.public import public_pages
from dialogs.speech import Spoken, spoken_json
from storage import Missing, Session, Store, open_store
from storage.files import FileStore
from storage.tables import Centre, Contact, Message

HOME = "http://desk.test"
OURS = {"Origin": HOME}
SOON = timedelta(milliseconds=50)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: int) -> None:
        self.now += timedelta(**by)


def centre_of(session: Session, account: str) -> int:
    found = session.exec(select(Centre.id).where(Centre.code == account.partition(":")[2])).first()
    if found is None:
        raise Missing
    return found


def found(store: Store, code: str, name: str) -> None:
    """A centre with its phones."""
    centre = Centre(
        code=code,
        name=name,
        zone="Asia/Shanghai",
        procedure="service_centre",
        holidays="CN",
        phone_service="0571-5550 1234",
        phone_24h="0571-5550 1200",
        phone_complaints="400-555-0199",
    )
    store.write(lambda session: session.add(centre))


def site(store: Store, files: FileStore, clock: Clock, settings: WebChatSettings | None = None) -> FastAPI:
    """Centres A and B, their web chats and the first page, over the real desk."""
    found(store, "a", "A 花園服務中心")
    found(store, "b", "B 花園服務中心")
    settings = settings or WebChatSettings(recheck=SOON)
    app = FastAPI()
    app.include_router(web_chat(store, files, Intake(store, centre_of, clock).take, clock, settings))
    app.include_router(public_pages(store, files, clock))
    return app


@asynccontextmanager
async def browser(app: FastAPI, centre: str = "a") -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody who has opened a centre's chat: with a cookie of their own."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME, headers=OURS) as client:
        await client.get(f"/chat/{centre}")
        yield client


@contextmanager
def on_a_port(app: FastAPI) -> Generator[str]:
    """The address of the app behind a real server."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, lifespan="off", log_level="critical", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def say(store: Store, spoken: Spoken, *, at: datetime, signal: bool = True) -> None:
    """The desk says something to the newest contact; without a signal as another process would."""

    def unit(session: Session) -> None:
        contact = session.exec(select(Contact).order_by(col(Contact.id).desc())).first()
        assert contact is not None
        assert contact.id is not None
        line = Message(
            centre_id=contact.centre_id,
            contact_id=contact.id,
            direction="out",
            body=spoken_json(spoken),
            at=at,
        )
        session.add(line)
        if signal:
            session.signals.add(f"contact:{contact.id}")

    store.write(unit)


def photo(colour: str = "tan") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(data, "JPEG")
    return data.getvalue()


def served() -> FastAPI:
    """For a server in a process of its own."""
    folder = Path(os.environ["WEB_CHAT_FOLDER"])
    return site(open_store(f"sqlite:///{folder}/huifang.db"), FileStore(folder / "files"), Clock())
