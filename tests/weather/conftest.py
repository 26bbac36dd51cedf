"""The cast of the desk, on both databases."""

import pytest

from storage import Store
from tests.desk.cast import Chat, Town, seed


@pytest.fixture
def town(store: Store) -> Town:
    return seed(store)


@pytest.fixture
def lin(town: Town) -> Chat:
    return town.chat()
