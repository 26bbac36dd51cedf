"""What the console asks of the database, on both databases."""

import pytest

from bot.clock import tick
from procedures.kinds import RevisitState
from storage import Missing, Store, archive, boards, residents, staff
from storage.files import FileStore
from tests.console.seeding import MORNING, Estate, seed


@pytest.fixture
def seeded(store: Store, files: FileStore) -> Estate:
    return store.write(lambda session: seed(session, files))


def test_a_dossier_is_whole(store: Store, seeded: Estate) -> None:
    found = store.read(lambda s: archive.dossier(s, seeded.numbers["A"], seeded.ids["centre/A"]))
    assert (found.row.unit, found.row.who) == ("3座 12A", "林太A")
    counts = [len(part) for part in (found.messages, found.photos, found.events, found.revisits)]
    assert counts == [2, 2, 1, 2]


def test_a_dossier_of_another_centre_is_missing(store: Store, seeded: Estate) -> None:
    with pytest.raises(Missing):
        store.read(lambda s: archive.dossier(s, seeded.numbers["B"], seeded.ids["centre/A"]))


@pytest.mark.parametrize(
    ("words", "many"), [("", 1), ("12A 林太", 1), ("漏水", 1), ("12B", 0), ("100%", 0), ("_", 0)]
)
def test_the_search_wants_every_word(store: Store, seeded: Estate, words: str, many: int) -> None:
    centre = seeded.ids["centre/A"]
    tick(store, MORNING)
    found = store.read(
        lambda s: archive.listed(s, centre, words=words, state="", kind="", after=0, per_page=10)
    )
    assert (len(found.rows), found.many, found.after) == (many, many, None)


def test_the_board_shows_one_centre(store: Store, seeded: Estate) -> None:
    centre = seeded.ids["centre/A"]
    rows = store.read(lambda s: boards.open_cases(s, centre))
    assert [row.case.number for row in rows] == [seeded.numbers["A"]]
    revisits = store.read(lambda s: boards.revisits(s, centre, states=[RevisitState.PHONE]))
    assert [one.row.who for one in revisits] == ["林太A"]
    assert [one.phone for one in store.read(lambda s: boards.tasks(s, centre))] == ["+85261234561"]
    assert len(store.read(lambda s: boards.dead_letters(s, centre))) == 1


def test_residents_are_found_by_place_and_name(store: Store, seeded: Estate) -> None:
    centre = seeded.ids["centre/A"]
    for words, many in (("", 2), ("3座 林太", 1), ("林太B", 0)):
        assert len(store.read(lambda s, w=words: residents.residents(s, centre, words=w))) == many


def test_attempts_are_counted_and_forgotten(store: Store, seeded: Estate) -> None:
    store.write(lambda s: staff.note_attempt(s, "login:x", "ip:1", now=MORNING))
    before = MORNING.replace(hour=1)
    assert store.read(lambda s: staff.attempts(s, "login:x", since=before)) == 1
    store.write(lambda s: staff.forget_attempts(s, "login:x"))
    assert store.read(lambda s: staff.attempts(s, "login:x", since=before)) == 0
    assert store.read(lambda s: staff.attempts(s, "ip:1", since=before)) == 1
