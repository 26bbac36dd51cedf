"""Everything of a centre is found by two signs of it, by nobody else, and never for the owner to wait for."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import tick
from storage import Session, Store, grams, search, search_index
from storage.files import FileStore
from storage.search import Hits
from storage.tables import Case, Message, Owner, SearchDue
from tests.console.seeding import MORNING, Estate, seed

LATER = MORNING + timedelta(minutes=5)


@pytest.fixture
def estate(store: Store, files: FileStore) -> Estate:
    found = store.write(lambda session: seed(session, files))
    tick(store, LATER)
    return found


def look(store: Store, estate: Estate, words: str, thing: str = "c", code: str = "A", most: int = 20) -> Hits:
    wanted = grams.query(words)
    return store.read(
        lambda session: search.hits(session, wanted, thing, estate.ids[f"centre/{code}"], most=most)
    )


def message(estate: Estate, body: str) -> Message:
    centre_id, contact_id = estate.ids["centre/A"], estate.ids["contact/A"]
    return Message(centre_id=centre_id, contact_id=contact_id, direction="in", body=body, at=MORNING)


def ids(hits: Hits) -> list[int]:
    return [hit.thing_id for hit in hits.found]


FOUND = (
    *("漏水", "浴室漏水", "浴", "林太", "3座", "12a", "１２Ａ", "6123", "滴水 林太", "在滴水 3座 12A"),
    "浴\u200b室",
)
NOT_FOUND = ("水漏", "漏室", "12b", "林生", "林太B", "", "，。", "'", '" NOT "漏', "c2_漏水", "漏" * 300)


def test_a_case_is_found_in_its_own_centre_alone(store: Store, estate: Estate) -> None:
    for code in "AB":
        found = {words: ids(look(store, estate, words, code=code)) for words in FOUND}
        assert found == {words: [estate.ids[f"case/{code}"]] for words in FOUND}


def test_what_nobody_said_is_not_found(store: Store, estate: Estate) -> None:
    assert {words: ids(look(store, estate, words)) for words in NOT_FOUND} == {
        words: [] for words in NOT_FOUND
    }


def test_a_case_is_found_by_its_number_and_in_the_other_script(store: Store, estate: Estate) -> None:
    assert ids(look(store, estate, estate.numbers["A"])) == [estate.ids["case/A"]]
    assert ids(look(store, estate, estate.numbers["B"])) == []
    store.write(lambda session: setattr(session.get_one(Case, estate.ids["case/A"]), "story", "牆身滲漏"))
    store.write(lambda session: search_index.refresh(session, "c", estate.ids["case/A"]))
    assert ids(look(store, estate, "渗漏")) == [estate.ids["case/A"]]
    assert ids(look(store, estate, "浴室")) == []


def test_an_owner_and_a_flat_are_found(store: Store, estate: Estate) -> None:
    for words in ("林太", "61234561", "3座 12A", "林"):
        assert ids(look(store, estate, words, "o")) == [estate.ids["owner/A"]]
    assert ids(look(store, estate, "3座12A", "u")) == []
    assert ids(look(store, estate, "3座 12A", "u")) == [estate.ids["unit/A"]]


def test_a_new_name_reaches_the_cases_at_the_next_tick(store: Store, estate: Estate) -> None:
    store.write(lambda session: setattr(session.get_one(Owner, estate.ids["owner/A"]), "name", "歐陽小姐"))
    assert ids(look(store, estate, "歐陽")) == []
    tick(store, LATER)
    assert ids(look(store, estate, "歐陽")) == [estate.ids["case/A"]]
    assert ids(look(store, estate, "林太")) == []


def test_words_in_no_case_are_found_until_they_are_in_one(store: Store, estate: Estate) -> None:
    def say(session: Session, case_id: int | None) -> int:
        body = '{"account":"web","address":"c","external_id":"9","text":"走廊有蟑螂"}'
        said = message(estate, body)
        said.case_id = case_id
        session.add(said)
        session.flush()
        assert said.id
        return said.id

    said = store.write(lambda session: say(session, None))
    tick(store, LATER)
    assert ids(look(store, estate, "蟑螂", "m")) == [said]

    def file(session: Session) -> None:
        session.get_one(Message, said).case_id = estate.ids["case/A"]
        search_index.refresh(session, "c", estate.ids["case/A"])

    store.write(file)
    assert (ids(look(store, estate, "蟑螂", "m")), ids(look(store, estate, "蟑螂"))) == (
        [],
        [estate.ids["case/A"]],
    )


def test_pages_go_on_from_the_last_and_counting_ends(store: Store, estate: Estate) -> None:
    def many(session: Session) -> None:
        session.add_all(Owner(centre_id=estate.ids["centre/A"], name=f"陳小明{n}") for n in range(7))

    store.write(many)
    tick(store, LATER)
    first = look(store, estate, "小明", "o", most=5)
    assert (len(first.found), first.many, first.more) == (5, 7, True)
    wanted, centre = grams.query("陳小明"), estate.ids["centre/A"]
    rest = store.read(lambda s: search.hits(s, wanted, "o", centre, before=first.found[-1].entry_id, most=5))
    assert (len(rest.found), rest.more) == (2, False)


def test_a_thing_that_cannot_be_read_stops_nothing(store: Store, estate: Estate) -> None:
    def spoil(session: Session) -> None:
        session.add(message(estate, "{"))
        session.add(Owner(centre_id=estate.ids["centre/A"], name="鄧先生"))

    store.write(spoil)
    tick(store, LATER)
    assert len(look(store, estate, "鄧先", "o").found) == 1
    left = store.read(lambda session: session.exec(select(SearchDue)).all())
    assert [(row.thing, row.look_at is not None) for row in left] == [("m", True)]


def test_marks_stand_where_it_was_written() -> None:
    text = "浴室滲\u200b漏水，Ａ12"
    assert [text[a:b] for a, b in grams.marks(text, grams.query("渗漏 a1").runs)] == ["滲\u200b漏", "Ａ1"]
