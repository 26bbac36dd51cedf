"""Suggestion intake (A4.1.2)."""

from dialogs.clients import categories, text_id
from dialogs.facts import Facts
from dialogs.flows.common import category
from dialogs.outcomes import Nothing, OpenCase
from dialogs.script import Script, confirm, photos, words
from procedures.kinds import SUGGESTION_CATEGORIES, Kind


def suggestion(facts: Facts) -> Script[OpenCase | Nothing]:
    what = yield from category(text_id(facts, "suggestion.what"), categories(facts, SUGGESTION_CATEGORIES))
    story = yield from words("story", "suggestion.tell_us", label="label.idea")
    pictures = yield from photos("pictures", "suggestion.send_photos", label="label.pictures")
    if not (yield from confirm("suggestion.summary")):
        return Nothing()
    return OpenCase(
        kind=Kind.SUGGESTION,
        category=what,
        story=story,
        unit_id=facts.units[0].id if len(facts.units) == 1 else None,
        pictures=pictures,
        urgent=facts.urgent,
    )
