"""Rain over centre A: hours as a source tells them, and leak repairs that wait for it."""

from collections.abc import Iterable
from datetime import datetime

from desk import rain
from procedures.kinds import Category
from procedures.rain import HOUR, Hour
from storage import Session
from storage import rain as kept
from storage.tables import Case, Revisit
from tests.desk.cast import Chat, Town, at

SOURCE = "open_meteo"
LEAK_AT_WINDOW = "窗戶下雨就漏水"


def falls(
    town: Town, began: str, mm: Iterable[float | None], *, source: str = SOURCE, centre: str = "A"
) -> datetime:
    """Rain hour by hour, each told as soon as it is over; the clock stands at the last hour's end."""
    hour = at(began)
    for each in mm:
        hour += HOUR
        town.now = max(town.now, hour)
        told = [Hour(hour, each)]
        town.store.write(
            lambda session, told=told: rain.keep_hours(session, town.ids[centre], source, told, now=town.now)
        )
    return hour


def storm(town: Town, began: str = "2026-11-24 20:00", *, mm: float = 63.0) -> None:
    """A heavy rain of three hours and the six dry ones after it."""
    falls(town, began, [mm - 13, 10, 3, *[0] * 6])


def leak(chat: Chat, category: Category = Category.WINDOW_LEAK, *, done: str = "2026-11-23 11:00") -> Case:
    """A repair of Lin's, done, asked about once, and waiting for rain."""
    town = chat.town
    case = chat.files(LEAK_AT_WINDOW)

    def resolved(session: Session) -> None:
        row = session.get_one(Case, case.id)
        row.category, row.state, row.resolved_at = category, "resolved", at(done)
        row.replied_at, row.promise_kept, row.awaits_rain = at(done), True, True

    town.store.write(resolved)
    return town.case(case.id)


def watched(town: Town, source: str = SOURCE, centre: str = "A") -> None:
    town.store.write(
        lambda session: kept.begin_watching(
            session, town.ids[centre], source, first_at=town.now, now=town.now
        )
    )


def asked_by(town: Town) -> list[Revisit]:
    """What the storms asked, and the visits that came of it."""
    return [each for each in town.revisits() if each.storm_id]


def press(chat: Chat, answer: str) -> bool:
    """The button under the newest question after rain."""
    said = next(each for each in reversed(chat.all_said()) if any("storm." in b.token for b in each.buttons))
    return chat.hears(token=next(button.token for button in said.buttons if f".{answer}:" in button.token))


def told_again(town: Town, hours: list[Hour] | None, source: str = SOURCE) -> None:
    """What a source says now; None: nothing that can be used."""
    centre_id = town.ids["A"]
    if hours is None:
        until = town.now + HOUR
        town.do(rain.keep_trouble, centre_id, source, "html", until=until)
    else:
        town.do(rain.keep_hours, centre_id, source, hours)
