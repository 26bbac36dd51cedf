import os
from pathlib import Path

import pytest

from storage import Store
from tests.dialogs.estate import Chat, found
from tests.dialogs.stories import STORIES

GOLDEN = Path(__file__).parent / "golden"
# HUIFANG_WRITE_GOLDEN=1 writes the transcripts anew; read the difference as an owner would.
WRITE = os.environ.get("HUIFANG_WRITE_GOLDEN") == "1"


@pytest.mark.parametrize("name", STORIES)
def test_a_conversation_reads_as_it_did(name: str, sqlite_store: Store) -> None:
    locale, story = STORIES[name]
    sqlite_store.write(found)
    chat = Chat(sqlite_store, locale)
    story(chat)
    page = "\n\n".join(chat.page) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if WRITE:
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")


def test_every_golden_has_its_story() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(STORIES)
