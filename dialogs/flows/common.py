"""Questions that several flows ask in the same way."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from dialogs.asking_where import Where
from dialogs.facts import Facts
from dialogs.guess import guess
from dialogs.questions import Option
from dialogs.script import Script, choice, pick
from dialogs.speech import Period, Text
from procedures.kinds import Category, Kind


def place(facts: Facts, *, optional: bool = False) -> Script[tuple[int | None, str]]:
    """Which flat: the unit's id when the owner is bound, else the place in the owner's words."""
    if not facts.units:
        asked = Where(
            key="place",
            text=Text("common.which_flat"),
            optional=optional,
            label="label.unit",
            ask="words",
            keeps="story",
            asks_again="common.kept_now_which_flat",
        )
        return None, (yield asked)
    if len(facts.units) == 1:
        return facts.units[0].id, ""
    units = tuple(Option[int | None](str(unit.id), unit.id, unit.label) for unit in facts.units)
    public = Option[int | None]("public", None, Text("common.public_area"))
    chosen = yield from pick("unit", "common.pick_unit", (*units, public), label="label.unit")
    return chosen, ""


def category(text: str, among: tuple[Category, ...]) -> Script[Category]:
    """What it is about; free words are understood too, and then kept as the story."""
    return choice(
        "category",
        text,
        among,
        words="category",
        label="label.category",
        guess=category_in(among),
        keeps="story",
    )


@cache
def category_in(among: tuple[Category, ...]) -> Callable[[str], str | None]:
    allowed = frozenset(among)

    def read(written: str) -> str | None:
        found = guess(written).category
        return found if found in allowed else None

    return read


def matter(kind: Kind, about: Category) -> Text:
    """What a case is about, in a few words; "something else" says less than its kind."""
    return Text(f"kind.{kind}") if about is Category.OTHER else Text(f"category.{about}")


def end_of(period: Period | None) -> datetime | None:
    """When an owner who named a time wants the answer by (A4.2.3.2.1)."""
    return (period.not_after or period.not_before) if period else None
