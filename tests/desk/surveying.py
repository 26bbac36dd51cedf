"""A half-year's survey for tests: drafted by the clock, started by Wang, answered by whoever is asked."""

from desk import surveys
from procedures.surveying import Per
from storage.tables import Invitation, Survey
from tests.desk.cast import MINUTE, Chat, Town

SEED = "s" * 43
FEW = frozenset({"cleaning", "greening", "suggestion"})
FIRST = "2026-12-01 09:00"


def drafted(town: Town, day: str = FIRST) -> Survey:
    town.until(day)
    return town.rows(Survey, centre_id=town.ids["A"])[-1]


def started(town: Town, *, keys: frozenset[str] = FEW, per: Per = Per.UNIT, day: str = FIRST) -> int:
    """Wang chooses and starts; the clock has invited."""
    survey_id = drafted(town, day).id or 0
    town.do(surveys.choose, survey_id, keys=keys, per=per, by=town.wang)
    town.do(surveys.start, survey_id, seed=SEED, by=town.wang)
    town.until(f"{town.now + 5 * MINUTE:%Y-%m-%d %H:%M}")
    return survey_id


def invitation(town: Town, who: str = "lin") -> Invitation:
    return town.rows(Invitation, owner_id=town.ids[who])[-1]


def answers(chat: Chat, *options: str) -> None:
    for option in options:
        chat.taps(option)
