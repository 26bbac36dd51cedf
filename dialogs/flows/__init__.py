"""Every flow by its name, which is stored with running conversations and so never changes its meaning."""

from collections.abc import Callable, Mapping
from typing import Any

from dialogs.facts import Facts
from dialogs.flows.beginning import beginning
from dialogs.flows.bind import bind
from dialogs.flows.complaint import complaint
from dialogs.flows.enquiry import enquiry
from dialogs.flows.repair import repair
from dialogs.flows.revisit import revisit
from dialogs.flows.storm import storm
from dialogs.flows.suggestion import suggestion
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
    "storm": storm,
}
# What the menu offers, in this order; the rest is started by the desk or by free words.
MENU = ("repair", "complaint", "enquiry", "suggestion")
