"""Complaint intake: apologise first, then ask (A4.1.2, A4.2.3.1.1)."""

from dialogs.clients import categories
from dialogs.facts import Facts
from dialogs.flows.common import category, end_of, place
from dialogs.outcomes import Nothing, OpenCase
from dialogs.script import Script, confirm, photos, say, when, words
from procedures.kinds import COMPLAINT_CATEGORIES, Kind


def complaint(facts: Facts) -> Script[OpenCase | Nothing]:
    yield from say("complaint.sorry", **facts.phones)
    unit_id, written_place = (None, "") if facts.client else (yield from place(facts, optional=True))
    what = yield from category("complaint.what", categories(facts, COMPLAINT_CATEGORIES))
    story = yield from words("story", "complaint.tell_us", label="label.story")
    pictures = yield from photos("pictures", "complaint.send_photos", label="label.pictures")
    wish = yield from when(
        "wish", "common.when_do_you_need_an_answer", any_label="common.as_promised", label="label.wish"
    )
    if not (yield from confirm("complaint.summary")):
        return Nothing()
    return OpenCase(
        kind=Kind.COMPLAINT,
        category=what,
        story=story,
        unit_id=unit_id,
        place=written_place,
        pictures=pictures,
        wished_by=end_of(wish),
        urgent=facts.urgent,
    )
