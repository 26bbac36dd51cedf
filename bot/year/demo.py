"""A year behind a demo centre, for `huifang demo --year`."""

from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo import demo_centre
from bot.year import garden
from bot.year.living import live_a_year
from bot.year.place import STAFF
from bot.year.summary import summary
from storage import Store

__all__ = ["STAFF", "seed", "settings"]


def settings(folder: Path) -> dict[str, Any]:
    """The year's own procedure, a file that may be read and changed."""
    kept = folder / "procedures"
    file = kept / f"{garden.NAME}.toml"
    if not file.exists():
        kept.mkdir(exist_ok=True)
        file.write_text(garden.text(), encoding="utf-8")
    return {"procedures": kept}


def seed(store: Store, *, password: str, now: datetime) -> list[str]:
    """Live a year in an empty database; what came of it, in a few lines."""
    lived = live_a_year(store, demo_centre(garden.NAME), password=password, until=now)
    return summary(store, lived.place.centre_id, now=now)
