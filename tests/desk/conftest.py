"""The cast on both databases, and on SQLite alone for tests whose subject is not the database."""

import pytest

from storage import Store
from tests.desk.cast import Chat, Town, seed


@pytest.fixture
def town(store: Store) -> Town:
    return seed(store)


@pytest.fixture
def small_town(sqlite_store: Store) -> Town:
    return seed(sqlite_store)


@pytest.fixture
def lin(town: Town) -> Chat:
    return town.chat()
