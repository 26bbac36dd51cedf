"""More is due than one transaction takes, and one of the rows is bad."""

from storage import Session
from storage.tables import Case
from tests.desk.cast import Town

MANY, BAD = 25, 3


def test_one_bad_row_among_many_stops_none_of_them(small_town: Town) -> None:
    for owner in [small_town.chat(f"owner{number}") for number in range(MANY)]:
        small_town.resolve(owner.files().id)

    def spoil(session: Session) -> None:
        session.get_one(Case, BAD).category = "unheard_of"

    small_town.store.write(spoil)
    small_town.until("2026-11-24 09:00")
    states = {revisit.case_id: revisit.state for revisit in small_town.revisits()}
    assert states.pop(BAD) == "planned"
    assert list(states.values()) == ["asked"] * (MANY - 1)
    assert len(small_town.letters()) == 1
