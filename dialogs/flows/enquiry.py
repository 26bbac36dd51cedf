"""Enquiry intake (A4.1.2): the question, and by when an answer is needed."""

from dialogs.clients import fitting, text_id
from dialogs.facts import Facts
from dialogs.flows.common import end_of
from dialogs.guess import guess
from dialogs.outcomes import Nothing, OpenCase
from dialogs.script import Script, confirm, when, words
from procedures.kinds import Category, Kind


def enquiry(facts: Facts) -> Script[OpenCase | Nothing]:
    story = yield from words("story", text_id(facts, "enquiry.tell_us"), label="label.question")
    wish = yield from when(
        "wish", "common.when_do_you_need_an_answer", any_label="common.as_promised", label="label.wish"
    )
    if not (yield from confirm("enquiry.summary")):
        return Nothing()
    return OpenCase(
        kind=Kind.ENQUIRY,
        category=fitting(facts, guess(story)).category or Category.OTHER,
        story=story,
        unit_id=facts.units[0].id if len(facts.units) == 1 else None,
        wished_by=end_of(wish),
        urgent=facts.urgent,
    )
