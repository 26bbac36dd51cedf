"""Every flow by its name, which is stored with running conversations and so never changes its meaning."""

from collections.abc import Callable, Mapping
from typing import Any

from dialogs.facts import Facts
from dialogs.flows.beginning import beginning
from dialogs.flows.bind import bind
from dialogs.flows.complaint import complaint
from dialogs.flows.consent import consent
from dialogs.flows.enquiry import enquiry
from dialogs.flows.meeting import meeting
from dialogs.flows.postponed import postponed
from dialogs.flows.repair import repair
from dialogs.flows.revisit import revisit
from dialogs.flows.storm import storm
from dialogs.flows.suggestion import suggestion
from dialogs.flows.visit import visit, visit_check
from dialogs.script import Script

Flow = Callable[[Facts], Script[Any]]

FLOWS: Mapping[str, Flow] = {
    "repair": repair,
    "complaint": complaint,
    "enquiry": enquiry,
    "suggestion": suggestion,
    "bind": bind,
    "beginning": beginning,
    "revisit": revisit,
    "postponed": postponed,
    "visit": visit,
    "visit_check": visit_check,
    "consent": consent,
    "storm": storm,
    "meeting": meeting,
}
# These the desk begins: an owner cannot start one, and need not have said anything for it to be kept.
OF_THE_DESK = frozenset({"revisit", "consent", "postponed", "storm", "visit", "visit_check", "meeting"})
# What the menu offers, in this order; the rest is started by the desk or by free words.
MENU = ("repair", "complaint", "enquiry", "suggestion")
# A consultancy's clients have no repairs (C3).
CLIENT_MENU = ("enquiry", "complaint", "suggestion")
