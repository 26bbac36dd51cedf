"""Each category has its own questions when an owner is asked afterwards (A4.3.2, C5)."""

import pytest

from procedures.kinds import Category, Kind
from tests.desk.cast import Chat, Town
from tests.desk.offices import files, works_by


def asked(town: Town, lin: Chat, kind: Kind, category: Category) -> list[str]:
    """What the bot rates after the first tap, until it asks for words."""
    town.resolve(files(town, kind, category))
    town.until("2026-11-24 09:00")
    lin.taps("solved")
    found = []
    while any(button.token.endswith(":5") for button in lin.last().buttons):
        found.append(lin.last().text.splitlines()[-1])
        lin.taps("5")
    return found


@pytest.mark.parametrize(
    ("category", "ratings"),
    [
        (Category.CLEANING, ["現在的清潔和綠化您滿意嗎", "服務態度"]),
        (Category.VEHICLES, ["處理速度", "停車和道路"]),
        (Category.STAFF_MANNER, ["處理速度", "服務態度"]),
        (Category.OTHER, ["處理速度", "處理質量", "服務態度"]),
    ],
)
def test_a4_3_2_each_category_has_its_own_questions(
    town: Town, lin: Chat, category: Category, ratings: list[str]
) -> None:
    texts = asked(town, lin, Kind.REPAIR, category)
    assert len(texts) == len(ratings)
    assert all(part in text for part, text in zip(ratings, texts, strict=True))


def test_c5_a_client_is_asked_about_the_work_and_the_people(town: Town, lin: Chat) -> None:
    works_by(town, "consultancy")
    work, people, overall = asked(town, lin, Kind.ENGAGEMENT, Category.OTHER)
    assert "工作質量" in work
    assert "專業能力和職業道德" in people
    assert "整體來說" in overall
