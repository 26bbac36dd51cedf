"""The load that the peers are measured with is what Telegram really sends; the bare rain is the rain."""

from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from sqlalchemy import text

from bench import rain_data
from bench.conversation import Conversation, script
from bench.rain_server import settings_of
from desk.due_rain import carry_campaigns_on
from storage import Session, Store, open_store
from tests.fakes.telegram.schema import check_update

PEER = cast("Conversation", script("bench.scripts.peer"))


@pytest.mark.parametrize("step", range(PEER.STEPS))
def test_every_update_of_the_load_fits_the_schema(step: int) -> None:
    check_update(orjson.loads(PEER.body(7, step)))


def test_no_update_id_comes_twice() -> None:
    bodies = [orjson.loads(PEER.body(owner, step)) for owner in range(20) for step in range(PEER.STEPS * 5)]
    assert len({update["update_id"] for update in bodies}) == len(bodies)


def written(store: Store) -> list[Any]:
    """What a release writes, but for the words that it says."""
    what = (
        "SELECT case_id, rule, form, state, due_at, storm_id, tries FROM revisit",
        "SELECT contact_id, case_id, revisit_id, at FROM message",
        "SELECT contact_id, message_id, account, klass, state FROM outbox",
    )
    return store.read(lambda session: [session.connection().execute(text(each)).all() for each in what])


def test_the_bare_rain_writes_the_rows_of_a_release(tmp_path: Path) -> None:
    stores = [open_store(f"sqlite:///{tmp_path / name}.db") for name in ("bare", "ours")]
    for store in stores:
        rain_data.build(store.engine, 600)
    stores[0].write(rain_data.bare)

    def release(session: Session) -> None:
        session.connection().execute(text("UPDATE campaign SET next_at = begun_at"))
        while carry_campaigns_on(session, rain_data.NOW):
            session.flush()

    stores[1].write(release)
    bare, ours = map(written, stores)
    assert bare == ours
    assert len(bare[0]) == 60
    for store in stores:
        store.close()


def test_the_settings_of_the_measured_server_are_taken(tmp_path: Path) -> None:
    assert settings_of(port=1, data=tmp_path, url="sqlite:///x.db", secret="s" * 40).port == 1
