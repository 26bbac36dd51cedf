"""The golden conversations in WeChat: pushed over a real connection, read as a follower reads them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store
from tests.bot.wechat_chat import WeChatChat
from tests.dialogs.estate import found
from tests.dialogs.stories import STORIES

GOLDEN = Path(__file__).parent / "golden_wechat"
# HUIFANG_WRITE_GOLDEN=1 writes the transcripts anew; read the difference as an owner would.
WRITE = os.environ.get("HUIFANG_WRITE_GOLDEN") == "1"


@pytest.fixture
def chat(sqlite_store: Store) -> Iterator[WeChatChat]:
    sqlite_store.write(found)
    chat = WeChatChat(sqlite_store)
    yield chat
    chat.close()


@pytest.mark.parametrize("name", STORIES)
def test_a_conversation_in_wechat_reads_as_it_did(name: str, chat: WeChatChat) -> None:
    tag, story = STORIES[name]
    chat.speaks(tag)
    story(chat)
    page = "\n\n".join(chat.page) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if WRITE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")


def test_every_golden_of_wechat_has_its_story() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(STORIES)
