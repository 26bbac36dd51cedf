"""The load that the peers are measured with is what Telegram really sends."""

from typing import cast

import orjson
import pytest

from bench.conversation import Conversation, script
from tests.fakes.telegram.schema import check_update

PEER = cast("Conversation", script("bench.scripts.peer"))


@pytest.mark.parametrize("step", range(PEER.STEPS))
def test_every_update_of_the_load_fits_the_schema(step: int) -> None:
    check_update(orjson.loads(PEER.body(7, step)))


def test_no_update_id_comes_twice() -> None:
    bodies = [orjson.loads(PEER.body(owner, step)) for owner in range(20) for step in range(PEER.STEPS * 5)]
    assert len({update["update_id"] for update in bodies}) == len(bodies)
