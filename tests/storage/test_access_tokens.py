"""A platform's token in its row: one at a time fetches it, few are forced."""

from datetime import timedelta

from storage import Store, access_tokens
from tests.storage.outgoing import NOW, SECOND

LASTS = timedelta(seconds=30)


def lease(store: Store, *, after: timedelta = timedelta(), instead_of: str | None = None) -> bool | None:
    """Whether by force; None when it may not be fetched."""
    found = store.write(
        lambda session: access_tokens.lease(
            session, "wechat:main", instead_of=instead_of, now=NOW + after, lasts=LASTS
        )
    )
    return None if found is None else found.by_force


def keep(store: Store, token: str) -> None:
    store.write(lambda session: access_tokens.keep(session, "wechat:main", token, ends_at=NOW + 60 * LASTS))


def test_one_fetches_until_the_lease_ends(store: Store) -> None:
    assert lease(store) is False
    assert lease(store, after=29 * SECOND) is None
    assert lease(store, after=30 * SECOND) is False


def test_a_refused_token_is_forced_unless_it_has_been_replaced(store: Store) -> None:
    lease(store)
    keep(store, "first")
    assert lease(store, instead_of="first") is True
    keep(store, "second")
    assert lease(store, instead_of="first") is None
    assert lease(store, instead_of="second") is False
    keep(store, "third")
    assert lease(store, after=31 * SECOND, instead_of="third") is True
