"""A server with a service account in its settings hears what its followers write."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.app import App
from bot.settings import read_settings
from storage import Store
from tests.bot.doors import opened
from tests.dialogs.estate import found
from tests.fakes.wechat import pushes
from tests.fakes.wechat.pusher import Account, Pusher

ACCOUNT = Account()


def an_app(store: Store, folder: Path, **more: str) -> App:
    settings = read_settings(
        {},
        secret="s" * 32,
        files=folder,
        wechat_appid=ACCOUNT.appid,
        wechat_secret="w",
        wechat_token=ACCOUNT.token,
        wechat_aes_key=ACCOUNT.aes,
        **more,
    )
    return App(settings, store)


@pytest.mark.parametrize("code", ["", "demo"])
async def test_a_follower_is_answered_for_the_centre_of_the_account(
    code: str, sqlite_store: Store, tmp_path: Path
) -> None:
    sqlite_store.write(found)
    app = an_app(sqlite_store, tmp_path, wechat_account="estate", wechat_centre=code)
    async with opened(app.hooks()) as door, httpx.AsyncClient(base_url=door.url) as client:
        wechat = Pusher(client, path="/hooks/wechat/estate")
        shown = await wechat.push(pushes.words("你好"), int(datetime.now(UTC).timestamp()))
    assert "雲景花園服務中心" in shown


def test_a_worker_has_no_hook(sqlite_store: Store, tmp_path: Path) -> None:
    assert an_app(sqlite_store, tmp_path, role="worker").hooks() == {}
