"""Repair intake (A4.1.1)."""

from dialogs.facts import Facts
from dialogs.flows.common import category, place
from dialogs.outcomes import Nothing, OpenCase
from dialogs.script import Script, confirm, photos, say, when, words, yes_no
from procedures.kinds import REPAIR_CATEGORIES, WATER, Kind


def repair(facts: Facts) -> Script[OpenCase | Nothing]:
    unit_id, written_place = yield from place(facts)
    what = yield from category("repair.what", REPAIR_CATEGORIES)
    flowing = False
    if what in WATER:
        flowing = yield from yes_no(f"flowing/{what}", "repair.is_water_running", label="label.water_running")
        if flowing:
            yield from say("repair.close_the_valve", phone=facts.phone_24h)
    story = yield from words("story", "repair.tell_us", label="label.story")
    pictures = yield from photos("pictures", "repair.send_photos", label="label.pictures")
    visit = yield from when("visit", "repair.when_can_we_come", slots=facts.slots, label="label.visit")
    if not (yield from confirm("repair.summary")):
        return Nothing()
    return OpenCase(
        kind=Kind.REPAIR,
        category=what,
        story=story,
        unit_id=unit_id,
        place=written_place,
        pictures=pictures,
        visit=visit,
        urgent=flowing or facts.urgent,
    )
